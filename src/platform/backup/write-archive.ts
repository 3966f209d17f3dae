import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type pg from 'pg'
import type { Company } from '../companies.ts'
import { inSnapshot, tableText } from '../db/copy-table.ts'
import { sequencesOf, tablesOf } from './catalog.ts'
import { archiveFormat, type CompanyManifest, type Manifest, manifestHashName, manifestName, type Part } from './manifest.ts'
import { countingRows, inParts, packed } from './parts.ts'
import { createTar, type TarWriter } from './tar.ts'

/** Rows or files done of all there are, and which of the two; throwing stops the work. */
export type BackupProgress = (at: {
  step: 'TABLES' | 'FILES' | 'CHECKING' | 'LOADING' | 'INDEXING'
  done: number
  total: number | null
}) => Promise<void> | void

export type Written = {
  size: number
  /** SHA-256 of the manifest, which holds that of everything else: names the backup. */
  sha256: string
  rows: number
  files: number
  lostFiles: CompanyManifest['lostFiles']
}

type Backed = Pick<Company, 'key' | 'write' | 'files'>
type Options = { now: Date; version: string; progress?: BackupProgress | undefined }

/** Writes an archive of companies, each as it stood at one moment. It appears under its path once it is whole and on the disk. */
export async function writeArchive(companies: readonly Backed[], path: string, options: Options): Promise<Written> {
  const part = `${path}.${randomUUID()}.part`
  const tar = await createTar(part, Math.floor(options.now.getTime() / 1000))
  try {
    const manifest: Manifest = { format: archiveFormat, version: options.version, madeAt: options.now.toISOString(), companies: [] }
    for (const company of companies) manifest.companies.push(await writeCompany(tar, company, options.progress ?? (() => {})))
    const text = Buffer.from(JSON.stringify(manifest))
    const sha256 = createHash('sha256').update(text).digest('hex')
    await tar.add(manifestName, text)
    await tar.add(manifestHashName, Buffer.from(`${sha256}\n`))
    const size = await tar.close()
    await rename(part, path)
    return { size, sha256, ...countsOf(manifest) }
  } catch (error) {
    await tar.abandon()
    await rm(part, { force: true })
    throw error
  }
}

const countsOf = ({ companies }: Manifest) => ({
  rows: companies.flatMap((c) => c.tables).reduce((sum, t) => sum + t.rows, 0),
  files: companies.reduce((sum, c) => sum + c.files.length, 0),
  lostFiles: companies.flatMap((c) => c.lostFiles),
})

type FileRow = { id: string; size: number; sha256: Buffer }

async function writeCompany(tar: TarWriter, { key, write, files: store }: Backed, progress: BackupProgress): Promise<CompanyManifest> {
  const { known, ...data } = await inSnapshot(write, async (client) => {
    const migrations = (await client.query('select number, name, hash from migration order by number')).rows
    const tables = await writeTables(tar, client, key, progress)
    const sequences = await sequencesOf(client, key)
    const known = (await client.query<FileRow>('select id, size, sha256 from file order by id')).rows
    return { migrations, tables, sequences, known }
  })
  const files: CompanyManifest['files'] = []
  const lostFiles: CompanyManifest['lostFiles'] = []
  for (const file of known) {
    await progress({ step: 'FILES', done: files.length + lostFiles.length, total: known.length })
    const stored = await writeFile(tar, key, file, store.pathOf(file.id))
    if (stored) files.push(stored)
    if (stored?.sha256 !== file.sha256.toString('hex')) lostFiles.push({ id: file.id, reason: stored ? 'CHANGED' : 'MISSING' })
  }
  return { key, ...data, files, lostFiles }
}

async function writeTables(
  tar: TarWriter,
  client: pg.PoolClient,
  key: string,
  progress: BackupProgress,
): Promise<CompanyManifest['tables']> {
  const tables: CompanyManifest['tables'] = []
  let done = 0
  for (const { name, columns } of await tablesOf(client, key)) {
    await progress({ step: 'TABLES', done, total: null })
    let rows = 0
    const text = countingRows(tableText(client, name, columns), (more) => {
      rows += more
    })
    tables.push({ name, columns, parts: await inParts(`${key}/tables/${name}`, '.zst', packed(text), tar.add), rows })
    done += rows
  }
  return tables
}

/** A file's bytes as they are; undefined when there are none any more. */
async function writeFile(
  tar: TarWriter,
  key: string,
  { id }: FileRow,
  path: string,
): Promise<CompanyManifest['files'][number] | undefined> {
  const hash = createHash('sha256')
  let size = 0
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  const parts: Part[] | undefined = await inParts(`${key}/files/${id}`, '', bytes(), tar.add).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return parts && { id, size, sha256: hash.digest('hex'), parts }
}
