import { type FileHandle, open } from 'node:fs/promises'

const block = 512
const end = Buffer.alloc(2 * block)

/** The header of a plain file in a ustar archive; the same name, size and time always give the same bytes. */
export function tarHeader(name: string, size: number, seconds: number): Buffer {
  const header = Buffer.alloc(block)
  const cut = Buffer.byteLength(name) > 100 ? name.indexOf('/') : -1
  const short = name.slice(cut + 1)
  if (Buffer.byteLength(short) > 100 || cut > 155 || size >= 8 ** 11) throw new Error(`a tar archive cannot hold ${name}`)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  header.write(short, 0)
  header.write(octal(0o600, 7) + octal(0, 7) + octal(0, 7) + octal(size, 11) + octal(seconds, 11), 100)
  header.write('        0', 148)
  header.write('ustar\x0000', 257)
  if (cut > 0) header.write(name.slice(0, cut), 345)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

const padding = (size: number): number => (block - (size % block)) % block

export type TarWriter = { add(name: string, content: Buffer): Promise<void>; close(): Promise<number>; abandon(): Promise<void> }

/** Writes a new archive, an entry at a time; `close` brings it safely to the disk and answers its size. */
export async function createTar(path: string, seconds: number): Promise<TarWriter> {
  const file = await open(path, 'wx', 0o600)
  let size = 0
  const write = async (bytes: Buffer) => {
    await file.writeFile(bytes)
    size += bytes.length
  }
  return {
    async add(name, content) {
      await write(tarHeader(name, content.length, seconds))
      await write(content)
      await write(Buffer.alloc(padding(content.length)))
    },
    async close() {
      await write(end)
      await file.sync()
      await file.close()
      return size
    },
    abandon: () => file.close().catch(() => {}),
  }
}

export type TarEntry = { name: string; offset: number; size: number }

/** The bytes of an archive are not those of one we wrote, at this byte or entry. */
export class BadTar extends Error {}

const textAt = (header: Buffer, from: number, length: number): string => {
  const field = header.subarray(from, from + length)
  const stop = field.indexOf(0)
  return field.toString('utf8', 0, stop < 0 ? length : stop)
}

async function read(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size)
  let got = 0
  while (got < size) {
    const { bytesRead } = await file.read(bytes, got, size - got, offset + got)
    if (bytesRead === 0) throw new BadTar(`ends at byte ${offset + got}`)
    got += bytesRead
  }
  return bytes
}

/**
 * The entries of an archive in order. Every byte that is not content is checked: a header must be the very one we would
 * have written, what fills up a block must be empty, and nothing may follow the end. Throws BadTar.
 */
export async function* tarEntries(file: FileHandle): AsyncGenerator<TarEntry> {
  const { size: whole } = await file.stat()
  for (let at = 0; ; ) {
    const header = await read(file, at, block)
    if (header.every((byte) => byte === 0)) {
      const rest = whole - at === end.length ? await read(file, at, end.length) : undefined
      if (!rest?.equals(end)) throw new BadTar(`does not end as it should at byte ${at}`)
      return
    }
    const prefix = textAt(header, 345, 155)
    const name = prefix === '' ? textAt(header, 0, 100) : `${prefix}/${textAt(header, 0, 100)}`
    const [size, seconds] = [Number.parseInt(textAt(header, 124, 12), 8), Number.parseInt(textAt(header, 136, 12), 8)]
    if (!isOurs(header, name, size, seconds)) throw new BadTar(`has a damaged header at byte ${at}`)
    const offset = at + block
    const fill = await read(file, offset + size, padding(size))
    if (fill.some((byte) => byte !== 0)) throw new BadTar(`has a damaged end of ${name}`)
    yield { name, offset, size }
    at = offset + size + fill.length
  }
}

function isOurs(header: Buffer, name: string, size: number, seconds: number): boolean {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(seconds) || size < 0 || seconds < 0) return false
  try {
    return tarHeader(name, size, seconds).equals(header)
  } catch {
    return false
  }
}

/** The content of an entry, whole: entries of ours are at most a few megabytes. */
export const readEntry = (file: FileHandle, entry: TarEntry): Promise<Buffer> => read(file, entry.offset, entry.size)
