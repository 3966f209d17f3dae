import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installWhereWeMay } from './apt.ts'

const folder = '/usr/lib/postgresql/15/bin'
const isThere = (): boolean => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))

/** The programs of the oldest PostgreSQL that Kewei runs on, by apt where they are missing; undefined where there are none. */
export async function ensureOldestPostgres(): Promise<string | undefined> {
  if (!isThere()) await installWhereWeMay(['postgresql-15'])
  return isThere() ? folder : undefined
}
