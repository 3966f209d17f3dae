import { z } from 'zod'
import type { Migration } from '../db/migrate.ts'

/** Grows when archives are laid out so that an older Kewei would misread them. */
export const archiveFormat = 1

export const manifestName = 'manifest.json'
export const manifestHashName = 'manifest.sha256'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)

/** A piece of at most a few megabytes, an entry of the archive; the pieces of a thing in order make it whole. */
const part = z.strictObject({ name: z.string(), size: count, sha256 })
export type Part = z.output<typeof part>

/** Rows as COPY text, packed as one zstd stream over its parts. */
const table = z.strictObject({ name: z.string(), columns: z.array(z.string()), rows: count, parts: z.array(part) })
/** `last` is the number given out last; null when none was. */
const sequence = z.strictObject({ name: z.string(), last: z.int().nullable() })
const storedFile = z.strictObject({ id: z.uuid(), size: count, sha256, parts: z.array(part) })
const migration = z.strictObject({ number: z.int(), name: z.string(), hash: z.string() })

const company = z.strictObject({
  key: z.string(),
  migrations: z.array(migration),
  tables: z.array(table),
  sequences: z.array(sequence),
  files: z.array(storedFile),
  /** Files the database knew whose bytes were gone, or were not those once stored, when the backup was made. */
  lostFiles: z.array(z.strictObject({ id: z.string(), reason: z.enum(['MISSING', 'CHANGED']) })),
})
export type CompanyManifest = z.output<typeof company>

export const manifest = z.strictObject({
  format: z.literal(archiveFormat),
  /** The version of Kewei that made it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  companies: z.array(company),
})
export type Manifest = z.output<typeof manifest>

export const partsOf = (m: Manifest): Part[] => m.companies.flatMap((c) => [...c.tables, ...c.files].flatMap((thing) => thing.parts))

/** Whether this program can load a company of an archive: it must know every migration the company had. */
export function migrationFit(theirs: CompanyManifest['migrations'], ours: readonly Migration[]): 'FITS' | 'NEWER' | 'OTHER' {
  const newest = ours.at(-1)?.number ?? 0
  if (theirs.some((m) => m.number > newest)) return 'NEWER'
  const known = ours.slice(0, theirs.length)
  const same =
    theirs.length > 0 && theirs.every((m, i) => m.number === known[i]?.number && m.name === known[i]?.name && m.hash === known[i]?.hash)
  return same ? 'FITS' : 'OTHER'
}
