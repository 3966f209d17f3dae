import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import type { Part } from './manifest.ts'

/** How much of a thing is held in memory and stands in one entry of an archive. */
const partSize = 4 * 1024 * 1024

/** The bytes of a stream in pieces of `size`, the last one shorter; nothing for an empty stream. */
async function* pieces(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    held.push(chunk)
    length += chunk.length
    if (length < size) continue
    const all = Buffer.concat(held)
    const cut = length - (length % size)
    for (let at = 0; at < cut; at += size) yield all.subarray(at, at + size)
    held = [all.subarray(cut)]
    length -= cut
  }
  if (length > 0) yield Buffer.concat(held)
}

/** Hands a stream on in numbered parts; answers what the manifest says of them. */
export async function inParts(
  stem: string,
  ending: string,
  bytes: AsyncIterable<Buffer>,
  add: (name: string, content: Buffer) => Promise<void>,
): Promise<Part[]> {
  const parts: Part[] = []
  for await (const content of pieces(bytes, partSize)) {
    const name = `${stem}/${String(parts.length + 1).padStart(6, '0')}${ending}`
    await add(name, content)
    parts.push({ name, size: content.length, sha256: createHash('sha256').update(content).digest('hex') })
  }
  return parts
}

async function* through(bytes: AsyncIterable<Buffer>, codec: ReturnType<typeof createZstdCompress>): AsyncGenerator<Buffer> {
  const feeding = pipeline(Readable.from(bytes), codec)
  feeding.catch(() => {})
  try {
    yield* codec
    await feeding
  } finally {
    codec.destroy()
  }
}

export const packed = (bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> =>
  through(bytes, createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } }))
export const unpacked = (bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> => through(bytes, createZstdDecompress())

const lineEnd = 0x0a

/** Passes COPY text on, counting its rows: a row is a line, line ends within values are written otherwise. */
export async function* countingRows(text: AsyncIterable<Buffer>, count: (rows: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of text) {
    let rows = 0
    for (let at = chunk.indexOf(lineEnd); at >= 0; at = chunk.indexOf(lineEnd, at + 1)) rows++
    count(rows)
    yield chunk
  }
}
