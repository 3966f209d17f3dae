import type { Row } from './cell.ts'
import { CsvParser } from './csv-parse.ts'
import { rowLimits } from './limits.ts'
import { FileRefused } from './refused.ts'

export type Delimiter = ',' | ';' | '\t' | '|'

const delimiters: readonly Delimiter[] = [',', '\t', ';', '|']

/** The delimiter under which the start of a file looks most like a table: most rows as wide as the first, then the widest. */
export function detectDelimiter(start: string): Delimiter {
  const said = saidDelimiter(start)
  if (said) return said
  const scored = delimiters.map((delimiter) => ({ delimiter, score: tableScore(start, delimiter) }))
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter
}

/** Spreadsheet programs take a first line `sep=;` as an order and do not show it. */
export function saidDelimiter(start: string): Delimiter | undefined {
  const said = /^sep=(.)(?:\r|\n|$)/i.exec(start)?.[1]
  return delimiters.find((delimiter) => delimiter === said)
}

function tableScore(start: string, delimiter: Delimiter): number {
  const rows = firstRows(start, delimiter)
  const width = rows[0]?.cells.length ?? 0
  if (width < 2) return 0
  const alike = rows.filter((row) => row.cells.length === width).length / rows.length
  return alike + Math.min(width, 100) / 1000
}

function firstRows(start: string, delimiter: Delimiter): Row[] {
  const rows: Row[] = []
  const parser = new CsvParser({ delimiter, limits: rowLimits, flagBroken: false, emit: (row) => rows.push(row) })
  try {
    parser.write(start)
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
  }
  return rows.length > 0 ? rows : lastRow(parser, rows)
}

function lastRow(parser: CsvParser, rows: Row[]): Row[] {
  try {
    parser.end()
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
  }
  return rows
}
