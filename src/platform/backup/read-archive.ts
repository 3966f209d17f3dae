import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
import { Problem } from '../../core/problem.ts'
import {
  archiveFormat,
  type CompanyManifest,
  type Manifest,
  manifestHashName,
  manifestName,
  manifest as manifestSchema,
  type Part,
  partsOf,
} from './manifest.ts'
import { countingRows, unpacked } from './parts.ts'
import { BadTar, readEntry, type TarEntry, tarEntries } from './tar.ts'
import type { BackupProgress } from './write-archive.ts'

export type Archive = {
  readonly manifest: Manifest
  /** SHA-256 of the manifest: which backup this is. */
  readonly sha256: string
  /** The COPY text of a table. */
  rowsOf(table: CompanyManifest['tables'][number]): AsyncGenerator<Buffer>
  bytesOf(file: CompanyManifest['files'][number]): AsyncGenerator<Buffer>
  close(): Promise<void>
}

const damaged = (place: string): Problem => new Problem('refused', 'archive-damaged', { place })
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Opens an archive after reading all of it: every hash, every count, every byte. Throws a refusal naming the first place that
 * is not right, and `archive-newer` for one this program does not know how to read.
 */
export async function openArchive(path: string, progress: BackupProgress = () => {}): Promise<Archive> {
  const file = await open(path, 'r').catch(() => {
    throw new Problem('refused', 'archive-unreadable', { path })
  })
  try {
    const entries = await indexOf(file)
    const { manifest, sha256 } = await readManifest(file, entries)
    const archive = readerOf(file, entries, manifest, sha256)
    await checkAll(archive, entries, progress)
    return archive
  } catch (error) {
    await file.close()
    throw error instanceof BadTar ? damaged(error.message) : error
  }
}

async function indexOf(file: FileHandle): Promise<Map<string, TarEntry>> {
  const entries = new Map<string, TarEntry>()
  for await (const entry of tarEntries(file)) {
    if (entries.has(entry.name)) throw damaged(entry.name)
    entries.set(entry.name, entry)
  }
  return entries
}

const entryOf = (entries: Map<string, TarEntry>, name: string): TarEntry => {
  const entry = entries.get(name)
  if (!entry) throw damaged(name)
  return entry
}

async function readManifest(file: FileHandle, entries: Map<string, TarEntry>): Promise<{ manifest: Manifest; sha256: string }> {
  const text = await readEntry(file, entryOf(entries, manifestName))
  const hash = await readEntry(file, entryOf(entries, manifestHashName))
  const sha256 = sha256Of(text)
  if (!hash.equals(Buffer.from(`${sha256}\n`))) throw damaged(manifestName)
  const raw: unknown = JSON.parse(text.toString('utf8'))
  const about = z.object({ format: z.int(), version: z.string() }).safeParse(raw)
  if (about.success && about.data.format > archiveFormat) throw new Problem('refused', 'archive-newer', { version: about.data.version })
  const parsed = manifestSchema.safeParse(raw)
  if (!parsed.success) throw damaged(manifestName)
  return { manifest: parsed.data, sha256 }
}

function readerOf(file: FileHandle, entries: Map<string, TarEntry>, manifest: Manifest, sha256: string): Archive {
  async function* contentOf(parts: readonly Part[]): AsyncGenerator<Buffer> {
    for (const part of parts) {
      const entry = entryOf(entries, part.name)
      const bytes = entry.size === part.size ? await readEntry(file, entry) : Buffer.alloc(0)
      if (sha256Of(bytes) !== part.sha256) throw damaged(part.name)
      yield bytes
    }
  }
  return {
    manifest,
    sha256,
    rowsOf: (table) => unpacked(contentOf(table.parts)),
    bytesOf: (stored) => contentOf(stored.parts),
    close: () => file.close(),
  }
}

async function checkAll(archive: Archive, entries: Map<string, TarEntry>, progress: BackupProgress): Promise<void> {
  const parts = partsOf(archive.manifest)
  const expected = new Set([...parts.map((p) => p.name), manifestName, manifestHashName])
  if (expected.size !== parts.length + 2) throw damaged(manifestName)
  for (const name of entries.keys()) if (!expected.has(name)) throw damaged(name)
  const total = archive.manifest.companies.reduce((sum, c) => sum + c.tables.length + c.files.length, 0)
  let done = 0
  for (const company of archive.manifest.companies) {
    for (const table of company.tables) {
      await checkTable(archive, company.key, table)
      await progress({ step: 'CHECKING', done: ++done, total })
    }
    for (const stored of company.files) {
      await checkFile(archive, company.key, stored)
      await progress({ step: 'CHECKING', done: ++done, total })
    }
  }
}

async function checkTable(archive: Archive, key: string, table: CompanyManifest['tables'][number]): Promise<void> {
  let rows = 0
  const counted = countingRows(archive.rowsOf(table), (more) => {
    rows += more
  })
  try {
    for await (const _ of counted);
  } catch (error) {
    throw error instanceof Problem ? error : damaged(`${key}/tables/${table.name}`)
  }
  if (rows !== table.rows) throw damaged(`${key}/tables/${table.name}`)
}

async function checkFile(archive: Archive, key: string, stored: CompanyManifest['files'][number]): Promise<void> {
  const hash = createHash('sha256')
  let size = 0
  for await (const bytes of archive.bytesOf(stored)) {
    hash.update(bytes)
    size += bytes.length
  }
  if (size !== stored.size || hash.digest('hex') !== stored.sha256) throw damaged(`${key}/files/${stored.id}`)
}
