import { readFileSync } from 'node:fs'
import { z } from 'zod'

const about = z.object({ version: z.string() })

/** The version of this Kewei, as package.json says it. */
export const programVersion = (): string =>
  about.parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))).version
