/**
 * One cell as the file holds it. Text is never empty: an empty cell is null.
 * `date` is local and without a zone: `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`.
 * `error` is what the sheet itself shows (`#REF!`) or one of `CellFault`.
 */
export type Cell = string | number | boolean | null | { date: string } | { error: string }

/** Faults of one cell; the rest of the file is still read. */
export type CellFault = 'TOO_LONG' | 'BAD_TEXT' | 'BAD_NUMBER' | 'BAD_DATE' | 'NO_VALUE'

/** `line` is the row number a person sees in a spreadsheet program, from 1; rows without any value are left out. */
export type Row = { line: number; cells: Cell[] }

export const faulty = (fault: CellFault): Cell => ({ error: fault })

/** Text as a cell: empty is null, a NUL (no database takes it) or too many UTF-16 units is a fault. */
export function textCell(text: string, maxLength: number): Cell {
  if (text === '') return null
  if (text.length > maxLength) return faulty('TOO_LONG')
  return text.includes('\0') ? faulty('BAD_TEXT') : text
}

/** A cell as plain text, for headers and previews: dates as written, errors by their code, null as ''. */
export function plainText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'object') return String(cell)
  return 'date' in cell ? cell.date : cell.error
}
