import type { FileHandle } from 'node:fs/promises'
import { FileRefused } from './refused.ts'

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/** What a file is, judged by its first bytes and never by its name. Refuses the old binary and the encrypted formats. */
export async function containerKind(file: FileHandle): Promise<'xlsx' | 'csv'> {
  const start = Buffer.alloc(512)
  const { bytesRead } = await file.read(start, 0, start.length, 0)
  if (bytesRead === 0) throw new FileRefused('EMPTY')
  if (start.subarray(0, 8).equals(OLE)) throw await oleRefusal(file, start)
  const mark = start.toString('latin1', 0, 4)
  if (mark === 'PK\x05\x06') throw new FileRefused('EMPTY')
  return mark === 'PK\x03\x04' ? 'xlsx' : 'csv'
}

/** The old container lists its streams at the sector its header names; an encrypted workbook has one of a fixed name. */
async function oleRefusal(file: FileHandle, header: Buffer): Promise<FileRefused> {
  const sector = 2 ** Math.min(header.readUInt16LE(30), 12)
  const streams = Buffer.alloc(8 * 1024)
  await file.read(streams, 0, streams.length, (header.readUInt32LE(48) + 1) * sector)
  return streams.includes(encryptedPackage) ? new FileRefused('ENCRYPTED') : new FileRefused('NOT_A_SHEET', { looksLike: 'xls' })
}
