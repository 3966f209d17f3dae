import { isUtf8 } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'
import { bytesFrom } from './file-bytes.ts'
import { FileRefused } from './refused.ts'

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'big5'

/** `isClean`: every byte is known to make sense, so a replacement character in the text was there before. */
export type TextFormat = { encoding: Encoding; skip: number; isClean: boolean }

const START = 64 * 1024
/** A file may hold a few broken characters (a name cut in half by another program); more mean a wrong guess. */
const BROKEN_SHARE = 0.02

/**
 * How the bytes of a text file are to be read. Marks at the start decide; else the whole file is tried as UTF-8 and GB18030,
 * for the first Chinese name may come after a megabyte of digits. Big5 cannot be told from GBK and must be asked for.
 */
export async function detectEncoding(file: FileHandle, asked?: Encoding): Promise<TextFormat> {
  const start = Buffer.alloc(START)
  const { bytesRead } = await file.read(start, 0, START, 0)
  const marked = byMark(start.subarray(0, bytesRead))
  if (asked !== undefined) return { encoding: asked, skip: marked?.encoding === asked ? marked.skip : 0, isClean: false }
  if (marked?.encoding === 'utf-8') return { ...marked, isClean: await isAllUtf8(file) }
  return marked ?? wideWithoutMark(start.subarray(0, bytesRead)) ?? (await byContent(file))
}

function byMark(start: Buffer): TextFormat | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { encoding: 'utf-8', skip: 3, isClean: false }
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: 'utf-16le', skip: 2, isClean: false }
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: 'utf-16be', skip: 2, isClean: false }
  return undefined
}

/** Commas, digits and line ends of UTF-16 have a zero half; which half it is tells the byte order. */
function wideWithoutMark(start: Buffer): TextFormat | undefined {
  const zeros = [0, 0]
  start.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++
  })
  const [even, odd] = [zeros[0]!, zeros[1]!]
  if (even + odd === 0) return undefined
  if (odd > even * 4) return { encoding: 'utf-16le', skip: 0, isClean: false }
  if (even > odd * 4) return { encoding: 'utf-16be', skip: 0, isClean: false }
  throw new FileRefused('NOT_A_SHEET', { looksLike: 'binary' })
}

async function byContent(file: FileHandle): Promise<TextFormat> {
  if (await isAllUtf8(file)) return { encoding: 'utf-8', skip: 0, isClean: true }
  const utf8 = await tally(file, utf8Length)
  const gb = await tally(file, gbLength)
  const [encoding, best] = utf8.broken <= gb.broken ? (['utf-8', utf8] as const) : (['gb18030', gb] as const)
  if (best.broken > 1 && best.broken > (best.whole + best.broken) * BROKEN_SHARE) throw new FileRefused('UNKNOWN_ENCODING')
  return { encoding, skip: 0, isClean: best.broken === 0 }
}

async function isAllUtf8(file: FileHandle): Promise<boolean> {
  let carried = Buffer.alloc(0)
  for await (const chunk of bytesFrom(file, 0)) {
    const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
    const cut = wholeUntil(bytes)
    if (!isUtf8(bytes.subarray(0, cut))) return false
    carried = Buffer.from(bytes.subarray(cut))
  }
  return isUtf8(carried)
}

/** The end of the last character that is all there; a UTF-8 character may be split between two chunks. */
function wholeUntil(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Length of the well-formed multi-byte character at a place, or 0. Bytes past the end read as undefined and fit nothing. */
type CharacterLength = (bytes: Buffer, at: number) => number

async function tally(file: FileHandle, lengthAt: CharacterLength): Promise<{ whole: number; broken: number }> {
  const counts = { whole: 0, broken: 0 }
  let carried = Buffer.alloc(0)
  for await (const chunk of bytesFrom(file, 0)) {
    const bytes = Buffer.concat([carried, chunk])
    carried = Buffer.from(bytes.subarray(count(bytes, bytes.length - 3, lengthAt, counts)))
  }
  count(carried, carried.length, lengthAt, counts)
  return counts
}

function count(bytes: Buffer, until: number, lengthAt: CharacterLength, counts: { whole: number; broken: number }): number {
  let at = 0
  while (at < until) {
    if (bytes[at]! < 0x80) {
      at++
      continue
    }
    const length = lengthAt(bytes, at)
    if (length === 0) counts.broken++
    else counts.whole++
    at += length || 1
  }
  return at
}

const within = (byte: number | undefined, low: number, high: number): boolean => byte !== undefined && byte >= low && byte <= high

const utf8Length: CharacterLength = (bytes, at) => {
  const length = within(bytes[at], 0xc2, 0xdf) ? 2 : within(bytes[at], 0xe0, 0xef) ? 3 : within(bytes[at], 0xf0, 0xf4) ? 4 : 0
  for (let next = 1; next < length; next++) if (!within(bytes[at + next], 0x80, 0xbf)) return 0
  return length
}

const gbLength: CharacterLength = (bytes, at) => {
  if (!within(bytes[at], 0x81, 0xfe)) return 0
  if (within(bytes[at + 1], 0x40, 0x7e) || within(bytes[at + 1], 0x80, 0xfe)) return 2
  return within(bytes[at + 1], 0x30, 0x39) && within(bytes[at + 2], 0x81, 0xfe) && within(bytes[at + 3], 0x30, 0x39) ? 4 : 0
}
