import type { Cell } from './cell.ts'
import { grid } from './limits.ts'
import { FileRefused } from './refused.ts'
import { type ColumnKind, cellXml, style, textXml } from './xlsx-cell.ts'
import { sheetEnd, sheetNames, sheetPart, sheetStart, workbookParts } from './xlsx-parts.ts'
import { type ZipPart, zipBytes } from './zip-write.ts'

/** `width` is in characters of the standard font. */
export type XlsxColumn = { header: string; kind: ColumnKind; width: number }
export type XlsxSheet = { name: string; columns: XlsxColumn[]; rows: AsyncIterable<Cell[]> | Iterable<Cell[]> }

const PIECE = 64 * 1024
const columnStyle = { text: style.text, number: style.plain, money: style.money, date: style.day }

/** The bytes of a workbook, made row by row; the sheets are read one after the other. */
export function xlsxBytes(sheets: XlsxSheet[]): AsyncGenerator<Buffer> {
  return zipBytes(parts(sheets))
}

function* parts(sheets: XlsxSheet[]): Generator<ZipPart> {
  const fixed = workbookParts(sheetNames(sheets.map((sheet) => sheet.name)))
  for (const [name, xml] of fixed) yield { name, content: [xml] }
  for (const [i, sheet] of sheets.entries()) yield { name: sheetPart(i + 1), content: sheetXml(sheet) }
}

async function* sheetXml({ columns, rows }: XlsxSheet): AsyncGenerator<string> {
  const names = columns.map((_, i) => columnName(i))
  const headers = columns.map(({ header }, i) => textXml(header, `${names[i]}1`, style.header)).join('')
  let xml = `${sheetStart(columns.map(({ width, kind }) => ({ width, style: columnStyle[kind] })))}<row r="1">${headers}</row>`
  let line = 1
  for await (const cells of rows) {
    if (++line > grid.rows) throw new FileRefused('TOO_MANY_ROWS', { limit: grid.rows })
    xml += `<row r="${line}">${rowXml(cells, columns, names, line)}</row>`
    if (xml.length < PIECE) continue
    yield xml
    xml = ''
  }
  yield xml + sheetEnd
}

function rowXml(cells: Cell[], columns: XlsxColumn[], names: string[], line: number): string {
  if (cells.length > columns.length) throw new RangeError(`row ${line} has ${cells.length} cells for ${columns.length} columns`)
  let xml = ''
  for (const [i, cell] of cells.entries()) xml += cellXml(cell, columns[i]!.kind, `${names[i]}${line}`)
  return xml
}

/** 0 is A, 26 is AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
