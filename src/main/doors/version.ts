import { readFileSync } from 'node:fs'

/** The version of this Kewei, as package.json says it. */
export function readVersion(): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  return String(version)
}
