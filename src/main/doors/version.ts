import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The version of this Kewei, as package.json says it. */
export const readVersion = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))).version
