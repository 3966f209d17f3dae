import { type Cell, plainText } from './cell.ts'
import { guard } from './formula-guard.ts'

/**
 * `bom` (default true) lets spreadsheet programs in China see UTF-8; `guard` (default true) disarms formula-looking text;
 * `lineEnd` defaults to CRLF as RFC 4180 has it.
 */
export type CsvSheet = {
  header: string[]
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>
  bom?: boolean
  guard?: boolean
  lineEnd?: '\n' | '\r\n'
}

const PIECE = 64 * 1024

/** The text of a csv file in pieces of about 64 KB. */
export async function* csvText({ header, rows, bom = true, guard = true, lineEnd = '\r\n' }: CsvSheet): AsyncGenerator<string> {
  const line = (cells: Cell[]): string => csvLine(cells, guard) + lineEnd
  let text = (bom ? '\ufeff' : '') + line(header)
  for await (const cells of rows) {
    text += line(cells)
    if (text.length < PIECE) continue
    yield text
    text = ''
  }
  yield text
}

/** A single empty cell is quoted, for a blank line would read as no row at all. */
function csvLine(cells: Cell[], isGuarded: boolean): string {
  const line = cells.map((cell) => quoted(isGuarded && typeof cell === 'string' ? guard(cell) : plainText(cell))).join(',')
  return line === '' ? '""' : line
}

const quoted = (text: string): string => (/[",\r\n]|^[\s\ufeff]|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
