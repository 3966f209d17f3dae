import { createWriteStream } from 'node:fs'
import { access, readdir, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '../files.ts'
import type { CompanyManifest } from './manifest.ts'
import type { Archive } from './read-archive.ts'

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * Brings a company's files in beside those there are: a file's name is random and its bytes never change, so old and new data
 * both find theirs. Answers the names that were not there before. Takes them away again when it fails.
 */
export async function bringFiles(archive: Archive, company: CompanyManifest, store: FileStore): Promise<string[]> {
  const brought: string[] = []
  try {
    for (const file of company.files) {
      const path = store.pathOf(file.id)
      if (!(await isThere(path))) brought.push(file.id)
      await pipeline(Readable.from(archive.bytesOf(file)), createWriteStream(`${path}.part`, { mode: 0o600, flush: true }))
      await rename(`${path}.part`, path)
    }
    return brought
  } catch (error) {
    await takeFilesAway(store, brought)
    throw error
  }
}

export async function takeFilesAway(store: FileStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await store.remove(id)
    await rm(`${store.pathOf(id)}.part`, { force: true })
  }
}

/** Removes what the restored data does not know. */
export async function removeOtherFiles(store: FileStore, company: CompanyManifest): Promise<void> {
  const known = new Set([...company.files, ...company.lostFiles].map((f) => f.id))
  for (const name of await readdir(store.folder))
    if (!known.has(name)) await rm(`${store.folder}/${name}`, { force: true, recursive: true })
}
