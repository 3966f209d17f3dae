import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../core/problem.ts'

/** A file on its way in or made by us: random id, and what is known of its bytes. */
export type StoredFile = { id: string; size: number; sha256: Buffer }

export type FileStore = {
  readonly folder: string
  /** Stores a stream under a new random id; refuses more than `max` bytes and leaves nothing behind then. */
  save(from: Readable, max: number): Promise<StoredFile>
  /** Lets `write` fill a new file at a path, then files it. */
  make(write: (path: string) => Promise<void>): Promise<StoredFile>
  pathOf(id: string): string
  open(id: string): Readable
  remove(id: string): Promise<void>
}

const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

/** Files of one company under `folder`; a file appears under its id only once it is whole. */
export function fileStore(folder: string): FileStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (id: string): string => {
    if (!isId.test(id)) throw new Problem('not-found', 'not-found', { kind: 'file' })
    return join(folder, id)
  }
  const keep = async (id: string, part: string, size: number, sha256: Buffer): Promise<StoredFile> => {
    await rename(part, pathOf(id))
    return { id, size, sha256 }
  }
  return {
    folder,
    pathOf,
    async save(from, max) {
      const id = randomUUID()
      const part = `${pathOf(id)}.part`
      const hash = createHash('sha256')
      let size = 0
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length
          if (size > max) return done(new Problem('too-large', 'file-too-large', { max }))
          hash.update(chunk)
          done(null, chunk)
        },
      })
      try {
        await pipeline(from, meter, createWriteStream(part, { mode: 0o600 }))
        return await keep(id, part, size, hash.digest())
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    async make(write) {
      const id = randomUUID()
      const part = `${pathOf(id)}.part`
      try {
        await write(part)
        return await keep(id, part, statSync(part).size, await hashOf(part))
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    open: (id) => createReadStream(pathOf(id)),
    remove: (id) => rm(pathOf(id), { force: true }),
  }
}

export async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}
