import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { zipLimits } from './limits.ts'
import { damaged, FileRefused } from './refused.ts'
import { readAt, type ZipEntry } from './zip-directory.ts'

const LOCAL = 0x04034b50
const CHUNK = 64 * 1024

/** Streams the content of one part, counted against its declared size and `limit` (bytes), its checksum verified at the end. */
export async function* partBytes(file: FileHandle, entry: ZipEntry, limit: number): AsyncGenerator<Buffer> {
  refuseBomb(entry, limit)
  const content = entry.method === 0 ? packedBytes(file, entry) : inflated(file, entry)
  let size = 0
  let crc = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > entry.size) throw damaged('zip size', { part: entry.name })
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (size !== entry.size || crc !== entry.crc) throw damaged('zip checksum', { part: entry.name })
}

function refuseBomb(entry: ZipEntry, limit: number): void {
  if (entry.method !== 0 && entry.method !== 8) throw damaged('zip method', { part: entry.name })
  if (entry.size > limit) throw new FileRefused('TOO_BIG', { what: entry.name, limit })
  if (entry.size > zipLimits.ratioFrom && entry.size > entry.packed * zipLimits.ratio)
    throw new FileRefused('TOO_BIG', { what: 'ratio', limit: zipLimits.ratio })
}

async function* inflated(file: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: CHUNK })
  const feeding = pipeline(Readable.from(packedBytes(file, entry)), inflate)
  feeding.catch(() => {})
  try {
    for await (const chunk of inflate) yield chunk
    await feeding
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('DAMAGED', { where: 'zip data', part: entry.name }, { cause: error })
  } finally {
    inflate.destroy()
  }
}

async function* packedBytes(file: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  const header = await readAt(file, entry.offset, 30)
  if (header.readUInt32LE(0) !== LOCAL) throw damaged('zip local header', { part: entry.name })
  let at = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const end = at + entry.packed
  while (at < end) {
    const chunk = await readAt(file, at, Math.min(CHUNK, end - at))
    at += chunk.length
    yield chunk
  }
}
