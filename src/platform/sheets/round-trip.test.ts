import { createWriteStream } from 'node:fs'
import { Writable } from 'node:stream'
import fc from 'fast-check'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { fileOf, refusalOf, rowsOf } from '../../../test/sheet-files.ts'
import { type Cell, plainText } from './cell.ts'
import type { CsvSheet } from './csv-text.ts'
import { unguard } from './formula-guard.ts'
import { writeCsv, writeXlsx } from './write.ts'
import type { XlsxColumn } from './xlsx-bytes.ts'

/** Text that other programs are known to spoil. */
const spoiled = [
  '=1+1',
  '=WEBSERVICE("http://127.0.0.1")',
  "=cmd|'/c calc'!A1",
  '+8613800138000',
  '-',
  '@甲',
  '\t甲',
  '＝甲',
  '\u3000=甲',
  '440524188001010014',
  '00123',
  '1E5',
  '2024-01-05',
  '1/2',
  'TRUE',
  '甲\n乙',
  '甲\r\n乙',
  '甲\r乙',
  ' 甲 ',
  '"甲"',
  '甲,乙',
  "'甲",
  "'=甲",
  '𠮷野家',
  '👨‍👩‍👧',
  'é',
  'é',
  '_x000D_',
  '&amp;',
  '<b>',
  ']]>',
  '\ufffd',
  '\u007f',
  '#REF!',
]
const text = fc.oneof(
  fc.constantFrom(...spoiled),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.array(fc.constantFrom('"', ',', '\n', '\r', '\t', ' ', '=', "'", '客', '𠮷', '_x'), { maxLength: 12 }).map((parts) => parts.join('')),
)
const table = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 8 })

const columns: XlsxColumn[] = ['甲', '乙', '丙'].map((header) => ({ header, kind: 'text', width: 12 }))

/** Rows as they come back: empty text is no cell, rows without a cell are left out. */
const expected = (rows: string[][]) =>
  rows
    .map((cells, i) => ({ line: i + 2, cells: cells.map((cell) => (cell === '' ? null : cell)) }))
    .filter((row) => row.cells.some(Boolean))

async function xlsxFile(columns: XlsxColumn[], rows: Cell[][]): Promise<string> {
  const path = fileOf('')
  await writeXlsx(path, { sheets: [{ name: '客户', columns, rows }] })
  return path
}

async function csvFile(sheet: CsvSheet): Promise<string> {
  const path = fileOf('')
  await writeCsv(createWriteStream(path), sheet)
  return path
}

describe('B5 what is written is read back the same', () => {
  it('xlsx', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const [, ...read] = await rowsOf(await xlsxFile(columns, rows))
        const padded = read.map(({ line, cells }) => ({ line, cells: [0, 1, 2].map((i) => cells[i] ?? null) }))
        expect(padded).toEqual(expected(rows))
      }),
      { numRuns: 150 },
    )
  })

  it('csv, guarded or not, whatever the line end', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), fc.constantFrom('\n', '\r\n'), async (rows, guard, lineEnd) => {
        const path = await csvFile({ header: ['甲', '乙', '丙'], rows, guard, lineEnd })
        const [, ...read] = await rowsOf(path, { delimiter: ',' })
        const plain = read.map(({ line, cells }) => ({
          line,
          cells: cells.map((cell) => (guard && typeof cell === 'string' ? unguard(cell) : cell)),
        }))
        expect(plain).toEqual(expected(rows))
      }),
      { numRuns: 150 },
    )
  })

  it('numbers, money, days, moments and truth in xlsx', async () => {
    const kinds = ['number', 'money', 'date', 'date', 'date', 'text'] as const
    const rows: Cell[][] = [
      [1.1, 123456, { date: '2024-02-29' }, { date: '2024-02-29T13:45:07' }, '1999-12-31', true],
      [-0.001, -5, null, { date: '9999-12-31' }, '不详', 42],
      [1e21, 0, { date: '1900-03-01' }, { date: '1900-02-28' }, '', { error: 'x' }],
    ]
    const path = await xlsxFile(
      kinds.map((kind) => ({ header: kind, kind, width: 10 })),
      rows,
    )
    expect((await rowsOf(path)).slice(1).map((row) => row.cells)).toEqual([
      [1.1, 1234.56, { date: '2024-02-29' }, { date: '2024-02-29T13:45:07' }, { date: '1999-12-31' }, true],
      [-0.001, -0.05, null, { date: '9999-12-31' }, '不详', 42],
      [1e21, 0, { date: '1900-03-01' }, '1900-02-28', null, 'x'],
    ])
  })

  it('any second of any day in xlsx', async () => {
    const moments = fc.date({ min: new Date('1900-03-01T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
    const asWritten = (moment: Date) => moment.toISOString().slice(0, 19).replace('T00:00:00', '')
    await fc.assert(
      fc.asyncProperty(fc.array(moments.map(asWritten), { minLength: 1 }), async (dates) => {
        const path = await xlsxFile(
          [{ header: 'x', kind: 'date', width: 9 }],
          dates.map((date) => [{ date }]),
        )
        expect((await rowsOf(path)).slice(1).map((row) => row.cells)).toEqual(dates.map((date) => [{ date }]))
      }),
      { numRuns: 50 },
    )
  })
})

describe('A25 another program finds text, not formulas', () => {
  it('in xlsx', async () => {
    const rows = spoiled.filter((text) => !/[\r_]/.test(text)).map((text) => [text, null, 'x'])
    const [sheet] = await readXlsxFile(await xlsxFile(columns, rows), { trim: false })
    expect(sheet?.data.slice(1)).toEqual(rows)
  })

  it('in csv the guard stands before the text, numbers are left alone', async () => {
    let written = ''
    const stream = new Writable({
      write(chunk, _, done) {
        written += chunk
        done()
      },
    })
    await writeCsv(stream, {
      header: ['=a', 'b'],
      rows: [
        ['=1', -5],
        [null, { date: '2024-01-05' }],
      ],
    })
    expect(written).toBe("\ufeff'=a,b\r\n'=1,-5\r\n,2024-01-05\r\n")
  })
})

describe('writing', () => {
  it('sheet names are made fit and told apart', async () => {
    const path = fileOf('')
    const names = ["'客户:2024/01'", '', 'a'.repeat(40), `${'a'.repeat(31)}b`]
    await writeXlsx(path, { sheets: names.map((name) => ({ name, columns, rows: [[name]] })) })
    const sheets = await readXlsxFile(path)
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['客户 2024 01', 'Sheet2', 'a'.repeat(31), `${'a'.repeat(28)}(2)`])
    expect((await rowsOf(path, { sheet: 2 })).map((row) => row.cells.map(plainText))).toEqual([['甲', '乙', '丙']])
  })

  it('what a sheet cannot hold is refused, not cut', async () => {
    expect(await refusalOf(xlsxFile(columns, [['x'.repeat(32_768)]]))).toEqual({
      code: 'CELL_TOO_LONG',
      facts: { cell: 'A2', limit: 32_767 },
    })
    await expect(xlsxFile(columns, [[Number.NaN]])).rejects.toThrow(RangeError)
    await expect(xlsxFile(columns, [[1, 2, 3, 4]])).rejects.toThrow(RangeError)
  })

  it('a failure of the rows or of the stream ends the writing', async () => {
    const failing = async function* (): AsyncGenerator<Cell[]> {
      yield ['甲']
      throw new Error('the database went away')
    }
    await expect(writeXlsx(fileOf(''), { sheets: [{ name: 'x', columns, rows: failing() }] })).rejects.toThrow('went away')
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('the browser went away')) })
    await expect(writeCsv(full, { header: ['a'], rows: failing() })).rejects.toThrow('went away')
  })

  it('rows are asked for only as fast as the stream takes them', async () => {
    let asked = 0
    const rows = function* (): Generator<Cell[]> {
      while (asked < 500_000) {
        asked++
        yield ['客户'.repeat(20)]
      }
    }
    const stuck = new Writable({ write: () => {} })
    const writing = writeCsv(stuck, { header: ['a'], rows: rows() })
    writing.catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(asked).toBeLessThan(50_000)
    stuck.destroy()
    await expect(writing).rejects.toThrow()
  })
})
