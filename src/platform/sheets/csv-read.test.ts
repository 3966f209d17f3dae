import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileOf, refusalOf, rowsOf } from '../../../test/sheet-files.ts'
import type { Cell, Row } from './cell.ts'
import { CsvParser } from './csv-parse.ts'
import { type Delimiter, detectDelimiter } from './delimiter.ts'
import type { Encoding } from './encoding.ts'
import { rowLimits } from './limits.ts'
import { inspectSheet } from './open-sheet.ts'

const table = '名称,电话,备注\r\n上海某某贸易有限公司,+8613800138000,"一,二"\r\n一,001,\r\n'
const tableRows: Row[] = [
  { line: 1, cells: ['名称', '电话', '备注'] },
  { line: 2, cells: ['上海某某贸易有限公司', '+8613800138000', '一,二'] },
  { line: 3, cells: ['一', '001', null] },
]

/** The two-byte characters of the table, for nothing here can write GBK. */
const gbk = (text: string): Buffer => {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  return Buffer.from([...text].flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : (codes.get(char) ?? four(char)))))
}

/** GB18030 four-byte codes of the supplementary planes run linearly from 0x90308130. */
const four = (char: string): number[] => {
  const linear = char.codePointAt(0)! - 0x10000
  return [
    0x90 + Math.floor(linear / 12600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  ]
}

const utf16 = (text: string, isBig: boolean): Buffer => (isBig ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le'))

describe('A33 encodings of csv files', () => {
  const files: [string, Uint8Array, Encoding][] = [
    ['UTF-8', Buffer.from(table), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table}`), 'utf-8'],
    ['GBK', gbk(table), 'gb18030'],
    ['UTF-16 LE with a mark', utf16(`\ufeff${table}`, false), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16(`\ufeff${table}`, true), 'utf-16be'],
    ['UTF-16 LE', utf16(table, false), 'utf-16le'],
    ['UTF-16 BE', utf16(table, true), 'utf-16be'],
  ]
  it.each(files)('%s', async (_, bytes, encoding) => {
    const path = fileOf(bytes)
    expect(await rowsOf(path)).toEqual(tableRows)
    expect((await inspectSheet(path)).encoding).toBe(encoding)
  })

  it('GB18030 with a four-byte character, found a megabyte after the start', async () => {
    const digits = '1234567,x\n'.repeat(120_000)
    const rows = await rowsOf(fileOf(gbk(`${digits}𠮷野家,客户\n`)))
    expect(rows.at(-1)).toEqual({ line: 120_001, cells: ['𠮷野家', '客户'] })
  })

  it('characters split between chunks stay whole, whatever the offset', async () => {
    for (let shift = 0; shift < 4; shift++) {
      const text = `${'x'.repeat(shift)}\n${'𠮷客,户\n'.repeat(40_000)}`
      for (const bytes of [Buffer.from(text), gbk(text), utf16(`\ufeff${text}`, true)]) {
        const rows = (await rowsOf(fileOf(bytes))).filter((row) => row.line > 1)
        expect(rows.length).toBe(40_000)
        expect(rows.every((row) => row.cells[0] === '𠮷客' && row.cells[1] === '户')).toBe(true)
      }
    }
  })

  it('one character cut in half is a fault of its cell, in UTF-8 and in GBK', async () => {
    const filler = '客户,编号\n'.repeat(100)
    const broken = (bytes: (text: string) => Buffer) =>
      Buffer.concat([bytes(filler), bytes('张').subarray(0, 1), bytes(',好\n'), bytes(filler)])
    for (const bytes of [broken(Buffer.from), broken(gbk)]) {
      const rows = await rowsOf(fileOf(bytes))
      expect(rows.length).toBeGreaterThanOrEqual(200)
      expect(rows.filter((row) => row.cells.some((cell) => cell !== null && typeof cell === 'object')).map((row) => row.line)).toEqual([
        101,
      ])
    }
  })

  it('a replacement character that was in the file before is text', async () => {
    expect(await rowsOf(fileOf('a�,b\n'))).toEqual([{ line: 1, cells: ['a�', 'b'] }])
  })

  it('the encoding may be given', async () => {
    const big5 = Buffer.from([0xab, 0xc8, 0xa4, 0xe1, 0x2c, 0x31, 0x0a])
    expect(await rowsOf(fileOf(big5), { encoding: 'big5' })).toEqual([{ line: 1, cells: ['客戶', '1'] }])
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'EMPTY', {}],
    ['only blanks', Buffer.from(' \r\n\r\n'), 'EMPTY', {}],
    ['a web page', Buffer.from('\ufeff\n<html><table></table></html>'), 'NOT_A_SHEET', { looksLike: 'html' }],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108', 'hex'), 'NOT_A_SHEET', { looksLike: 'binary' }],
    ['bytes of no encoding', Buffer.from('ff2cff2cff0aff2cff2cff0a', 'hex'), 'UNKNOWN_ENCODING', {}],
  ])('%s is refused', async (_, bytes, code, facts) => {
    expect(await refusalOf(rowsOf(fileOf(bytes)))).toEqual({ code, facts })
  })
})

describe('A33 rows of csv files', () => {
  const files: [what: string, text: string, rows: [line: number, ...cells: Cell[]][]][] = [
    [
      'mixed line ends',
      'a,b\nc,d\r\ne,f\rg,h',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
        [3, 'e', 'f'],
        [4, 'g', 'h'],
      ],
    ],
    [
      'blank lines keep their number',
      'a,b\n\n\nc,d\n',
      [
        [1, 'a', 'b'],
        [4, 'c', 'd'],
      ],
    ],
    [
      'a row of empty fields is left out',
      'a,b\n,\nc,d',
      [
        [1, 'a', 'b'],
        [3, 'c', 'd'],
      ],
    ],
    [
      'quoted delimiters, quotes and line breaks',
      '"a,1","b ""x"""\n"c\r\nd",e',
      [
        [1, 'a,1', 'b "x"'],
        [2, 'c\r\nd', 'e'],
      ],
    ],
    ['a quote inside a bare field is text', '5" 管,x\n', [[1, '5" 管', 'x']]],
    ['text after a closing quote is kept', '"大号"管,x\n', [[1, '大号管', 'x']]],
    ['an empty quoted field is empty', '"",x\n', [[1, null, 'x']]],
    [
      'rows of unequal width',
      'a,b,c\nd\ne,f,g,h\n',
      [
        [1, 'a', 'b', 'c'],
        [2, 'd'],
        [3, 'e', 'f', 'g', 'h'],
      ],
    ],
    ['blanks are kept', ' a , b\n', [[1, ' a ', ' b']]],
    ['numbers stay text', '007,1.50,440524188001010014\n', [[1, '007', '1.50', '440524188001010014']]],
    ['a first line that names the delimiter', 'sep=;\na,1;b\n', [[2, 'a,1', 'b']]],
  ]
  it.each(files)('%s', async (_, text, rows) => {
    expect(await rowsOf(fileOf(text))).toEqual(rows.map(([line, ...cells]) => ({ line, cells })))
  })

  it.each([
    ['never closed', 'a,b\nc,"d\ne,f\ng,h\n', { line: 2, row: 2 }],
    ['closed by the next quoted field, many rows later', 'a,"b\nc"\nd,"e\nf,g\nh,"i"\n', { line: 3, row: 2 }],
  ])('a quote %s is refused at the line where it opens', async (_, text, facts) => {
    expect(await refusalOf(rowsOf(fileOf(text), { delimiter: ',' }))).toEqual({ code: 'UNCLOSED_QUOTE', facts })
  })

  it('a cell of 10 MB is a fault of its cell, the rest is read', async () => {
    const big = 'x'.repeat(10_000_000)
    expect(await rowsOf(fileOf(`a,b\n${big},c\n"${big}",d\n`), { delimiter: ',' })).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: [{ error: 'TOO_LONG' }, 'c'] },
      { line: 3, cells: [{ error: 'TOO_LONG' }, 'd'] },
    ])
  })

  it('too many rows and columns are refused, trailing delimiters are not', async () => {
    expect(await refusalOf(rowsOf(fileOf('a\nb\nc\n'), { maxRows: 2 }))).toEqual({ code: 'TOO_MANY_ROWS', facts: { limit: 2 } })
    expect(await refusalOf(rowsOf(fileOf('a\nb,c,d\n'), { maxColumns: 2 }))).toEqual({
      code: 'TOO_MANY_COLUMNS',
      facts: { limit: 2, line: 2 },
    })
    expect(await rowsOf(fileOf(`a,b${','.repeat(16_000)}\n`), { maxColumns: 2 })).toEqual([{ line: 1, cells: ['a', 'b'] }])
  })

  it('A29 doubled names are told, special names are text', async () => {
    const path = fileOf('__proto__,constructor,电话,电话,\n1,2,3,4,5\n')
    expect(await inspectSheet(path)).toMatchObject({
      kind: 'csv',
      delimiter: ',',
      header: ['__proto__', 'constructor', '电话', '电话', ''],
      duplicateHeaders: ['电话'],
      emptyHeaders: [5],
      sample: [{ line: 2, cells: ['1', '2', '3', '4', '5'] }],
    })
  })

  it('the header may stand under a title', async () => {
    const path = fileOf('客户名单\n名称,电话\n甲,1\n')
    expect(await inspectSheet(path, { headerLine: 2, delimiter: ',' })).toMatchObject({ headerLine: 2, header: ['名称', '电话'] })
  })
})

describe('the delimiter', () => {
  const files: [Delimiter, string][] = [
    [',', 'a,b;c\n1,2;3\n'],
    [';', 'name;price\nx;1,50\ny;2,75\n'],
    ['\t', 'a\tb,c\n1\t2,3,4\n'],
    ['|', 'a|b|c\n"1,2"|3|4\n'],
    [',', '只有一列\n甲\n'],
    [';', 'a;b'],
  ]
  it.each(files)('%j is found in %j', (delimiter, text) => {
    expect(detectDelimiter(text)).toBe(delimiter)
  })
})

it('a csv text gives the same rows however it is cut into pieces', () => {
  const text = fc.array(fc.constantFrom('a', '"', ',', '\n', '\r', '客', 'b'), { maxLength: 60 }).map((parts) => parts.join(''))
  const outcome = (pieces: string[]) => {
    const rows: Row[] = []
    const parser = new CsvParser({ delimiter: ',', limits: rowLimits, flagBroken: false, emit: (row) => rows.push(row) })
    try {
      for (const piece of pieces) parser.write(piece)
      parser.end()
      return rows
    } catch (error) {
      return String(error)
    }
  }
  const isSame = fc.property(text, (text) => {
    expect(outcome([...text])).toEqual(outcome([text]))
  })
  fc.assert(isSame, { numRuns: 500 })
})
