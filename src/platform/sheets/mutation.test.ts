import { describe, expect, it } from 'vitest'
import { allRows, fileOf, inlineCell, partsOf, rowsOf, zipOf } from '../../../test/sheet-files.ts'
import type { Row } from './cell.ts'
import { readSheet } from './read.ts'
import { FileRefused } from './refused.ts'

/** A small generator of numbers, so that a failing file can be made again from its seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const interesting = [0x00, 0xff, 0x7f, 0x80, 0x22, 0x26, 0x3c, 0x3e, 0x2c, 0x0a, 0x0d, 0x27]

/** One to eight changes: a byte set or flipped, a stretch cut out, doubled or overwritten from elsewhere. */
function mutated(original: Uint8Array, seed: number): Buffer {
  const next = numbers(seed)
  let bytes = Buffer.from(original)
  for (let change = next(8); change >= 0; change--) {
    const at = next(bytes.length)
    const length = next(40)
    const kind = next(5)
    if (kind === 0) bytes[at] = interesting[next(interesting.length)]!
    else if (kind === 1) bytes[at]! ^= 1 << next(8)
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)])
    else bytes.copy(bytes, at, next(bytes.length), bytes.length)
    if (bytes.length === 0) return Buffer.from([next(256)])
  }
  return bytes
}

type Reader = (path: string) => Promise<Row[]>

/** Reads `count` mutated files and gives the seeds of those that end in neither rows nor a refusal. */
async function faultySeeds(original: Uint8Array, count: number, read: Reader): Promise<{ faulty: number[]; refused: number }> {
  const faulty: number[] = []
  let refused = 0
  for (let seed = 1; seed <= count; seed++)
    try {
      const rows = await read(fileOf(mutated(original, seed)))
      if (!rows.every((row) => row.line > 0 && row.cells.length <= 500)) faulty.push(seed)
    } catch (error) {
      if (error instanceof FileRefused && error.code !== 'READER_FAILED') refused++
      else faulty.push(seed)
    }
  return { faulty, refused }
}

const cells = (line: number) =>
  `${inlineCell(`A${line}`, `客户${line}`)}<c r="B${line}" t="s"><v>${line % 2}</v></c><c r="C${line}" s="1"><v>45${line}</v></c>`
const parts = partsOf({
  rows: Array.from({ length: 30 }, (_, i) => `<row r="${i + 100}">${cells(i + 100)}</row>`).join(''),
  strings: '<si><t>甲</t></si><si><r><t>乙&amp;</t></r></si>',
  styles: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
})
const csv = Buffer.from('\ufeff名称,电话\r\n"上海, 某某",+8613800138000\r\n"甲\n乙",𠮷\r\n'.repeat(10))

/** Files changed inside, packed anew each time, so that the changes reach the parts behind the checksum. */
const repacked = (seed: number): Uint8Array => {
  const names = Object.keys(parts)
  const name = names[seed % names.length]!
  return zipOf({ ...parts, [name]: mutated(Buffer.from(parts[name]!), seed) })
}

describe('B3 mutated files end in rows or in a refusal', () => {
  it('xlsx, packed and stored', async () => {
    const packed = await faultySeeds(zipOf(parts), 300, rowsOf)
    const stored = await faultySeeds(zipOf(parts, 0), 300, rowsOf)
    expect([packed.faulty, stored.faulty]).toEqual([[], []])
    expect(packed.refused + stored.refused).toBeGreaterThan(300)
  })

  it('xlsx, changed before packing', async () => {
    const faulty: number[] = []
    for (let seed = 1; seed <= 200; seed++) {
      const path = fileOf(repacked(seed))
      await rowsOf(path).catch((error: unknown) => {
        if (!(error instanceof FileRefused)) faulty.push(seed)
      })
    }
    expect(faulty).toEqual([])
  })

  it('csv', async () => {
    expect((await faultySeeds(csv, 500, rowsOf)).faulty).toEqual([])
  })

  it('in the reading process too', async () => {
    const inProcess: Reader = (path) => allRows(readSheet(path))
    expect((await faultySeeds(zipOf(parts), 5, inProcess)).faulty).toEqual([])
    expect((await faultySeeds(csv, 5, inProcess)).faulty).toEqual([])
  })

  it('the harness notices a reader that breaks', async () => {
    const broken: Reader = async (path) => {
      const rows = await rowsOf(path)
      if (rows.length < 30) throw new TypeError('planted')
      return rows
    }
    expect((await faultySeeds(csv, 100, broken)).faulty).not.toEqual([])
  })
})
