import type { FileHandle } from 'node:fs/promises'
import { zipLimits } from './limits.ts'
import { damaged, FileRefused } from './refused.ts'

/** One part of a zip container as its central directory tells; offsets and sizes in bytes. */
export type ZipEntry = { name: string; method: number; crc: number; packed: number; size: number; offset: number }

type Directory = { offset: number; length: number; count: number }

const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const ENTRY = 0x02014b50
const LOCAL_HEADER = 30

/**
 * Reads and judges the central directory before anything is inflated. Keys are lower-case part names.
 * Refuses too many entries, overlapping or doubled ones, names that leave the container, sizes that tell of a bomb.
 */
export async function readDirectory(file: FileHandle): Promise<Map<string, ZipEntry>> {
  const { size } = await file.stat()
  const directory = await findDirectory(file, size)
  if (directory.count > zipLimits.entries) throw new FileRefused('TOO_BIG', { what: 'entries', limit: zipLimits.entries })
  if (directory.length > zipLimits.directory) throw new FileRefused('TOO_BIG', { what: 'directory', limit: zipLimits.directory })
  if (directory.offset + directory.length > size) throw damaged('zip directory')

  const entries = parseEntries(await readAt(file, directory.offset, directory.length), directory.count)
  refuseOverlap(entries, directory.offset)
  return byName(entries)
}

export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead !== length) throw damaged('zip end of file')
  return buffer
}

async function findDirectory(file: FileHandle, size: number): Promise<Directory> {
  const length = Math.min(size, 22 + 0xffff)
  const tail = await readAt(file, size - length, length)
  let at = length - 22
  while (at >= 0 && !(tail.readUInt32LE(at) === END && at + 22 + tail.readUInt16LE(at + 20) <= length)) at--
  if (at < 0) throw damaged('zip end record')

  const short = { count: tail.readUInt16LE(at + 10), length: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) }
  const isLong = short.count === 0xffff || short.length === 0xffffffff || short.offset === 0xffffffff
  return isLong ? findLongDirectory(file, tail, at, size) : short
}

async function findLongDirectory(file: FileHandle, tail: Buffer, endRecord: number, size: number): Promise<Directory> {
  const at = endRecord - 20
  if (at < 0 || tail.readUInt32LE(at) !== LOCATOR64) throw damaged('zip64 locator')
  const position = long(tail, at + 8)
  if (position + 56 > size) throw damaged('zip64 record')
  const record = await readAt(file, position, 56)
  if (record.readUInt32LE(0) !== END64) throw damaged('zip64 record')
  return { count: long(record, 32), length: long(record, 40), offset: long(record, 48) }
}

function parseEntries(bytes: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === ENTRY) {
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
    if (extraEnd > bytes.length) throw damaged('zip directory')
    if (bytes.readUInt16LE(at + 8) & 1) throw new FileRefused('ENCRYPTED')
    entries.push(withLongSizes(parseEntry(bytes, at, nameEnd), bytes.subarray(nameEnd, extraEnd)))
    at = extraEnd + bytes.readUInt16LE(at + 32)
  }
  if (entries.length !== count) throw damaged('zip entry count')
  return entries
}

const parseEntry = (bytes: Buffer, at: number, nameEnd: number): ZipEntry => ({
  name: safeName(bytes.toString('utf8', at + 46, nameEnd)),
  method: bytes.readUInt16LE(at + 10),
  crc: bytes.readUInt32LE(at + 16),
  packed: bytes.readUInt32LE(at + 20),
  size: bytes.readUInt32LE(at + 24),
  offset: bytes.readUInt32LE(at + 42),
})

/** Sizes over 4 GB, or of writers that always use the long form, stand in extra field 1 in this fixed order. */
function withLongSizes(entry: ZipEntry, extra: Buffer): ZipEntry {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let field = at + 4
    const next = (value: number): number => {
      if (value !== 0xffffffff) return value
      if (field + 8 > extra.length) throw damaged('zip64 field')
      field += 8
      return long(extra, field - 8)
    }
    const size = next(entry.size)
    const packed = next(entry.packed)
    return { ...entry, size, packed, offset: next(entry.offset) }
  }
  return entry
}

function long(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('zip64 number')
  return Number(value)
}

/** Nothing is ever unpacked to disk, but a name that tries to leave the folder tells what the file is for. */
function safeName(raw: string): string {
  const name = raw.replaceAll('\\', '/')
  const escapes = name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\0') || name.split('/').includes('..')
  if (escapes || name === '') throw new FileRefused('UNSAFE_ZIP', { what: 'name' })
  return name
}

function refuseOverlap(entries: ZipEntry[], directoryOffset: number): void {
  let end = 0
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < end) throw new FileRefused('UNSAFE_ZIP', { what: 'overlap' })
    end = entry.offset + LOCAL_HEADER + entry.packed
  }
  if (end > directoryOffset) throw new FileRefused('UNSAFE_ZIP', { what: 'overlap' })
}

function byName(entries: ZipEntry[]): Map<string, ZipEntry> {
  const map = new Map<string, ZipEntry>()
  for (const entry of entries) {
    const key = entry.name.toLowerCase()
    if (map.has(key)) throw new FileRefused('UNSAFE_ZIP', { what: 'doubled name' })
    map.set(key, entry)
  }
  return map
}
