import { type FileHandle, open } from 'node:fs/promises'
import { plainText, type Row } from './cell.ts'
import { containerKind } from './container-kind.ts'
import { csvRows, readCsvFormat } from './csv-read.ts'
import type { Delimiter } from './delimiter.ts'
import type { Encoding } from './encoding.ts'
import { type RowLimits, rowLimits } from './limits.ts'
import { FileRefused } from './refused.ts'
import type { SheetName } from './workbook.ts'
import { chooseSheet, openWorkbook, workbookRows } from './xlsx-read.ts'

/** `sheet` is a name or a number from 1; left out, it is the first one a person sees. Limits default to `rowLimits`. */
export type ReadOptions = Partial<RowLimits> & { sheet?: number | string; encoding?: Encoding; delimiter?: Delimiter }

/** `headerLine` is the row that holds the column names; left out, the first row with anything in it. */
export type InspectOptions = ReadOptions & { headerLine?: number }

/**
 * What an import wizard needs to know. `sample` is the first 20 rows after the header. `duplicateHeaders` are names that stand
 * over more than one column, `emptyHeaders` are columns (from 1) without a name that the sample has values in.
 */
export type Inspection = {
  kind: 'xlsx' | 'csv'
  encoding?: Encoding
  delimiter?: Delimiter
  sheets: SheetName[]
  sheet: string
  headerLine: number
  header: string[]
  duplicateHeaders: string[]
  emptyHeaders: number[]
  sample: Row[]
}

type Opened = Pick<Inspection, 'kind' | 'encoding' | 'delimiter' | 'sheets' | 'sheet'> & { rows: AsyncGenerator<Row[]> }

const SAMPLE_ROWS = 20

/** Reads in this process, unguarded by time and memory limits: for the reading process and for tests. */
export async function* sheetRows(path: string, options: ReadOptions = {}): AsyncGenerator<Row[]> {
  const file = await open(path)
  try {
    yield* (await openSheet(file, options)).rows
  } finally {
    await file.close()
  }
}

/** Like `sheetRows`, for the wizard's first look. */
export async function inspectSheet(path: string, options: InspectOptions = {}): Promise<Inspection> {
  const file = await open(path)
  try {
    const { rows, ...facts } = await openSheet(file, options)
    const [headerRow, ...sample] = await firstRows(rows, options.headerLine ?? 1)
    if (!headerRow) throw new FileRefused('EMPTY')
    const header = headerRow.cells.map(plainText)
    return { ...facts, headerLine: headerRow.line, header, ...headerFaults(header, sample), sample }
  } finally {
    await file.close()
  }
}

async function openSheet(file: FileHandle, options: ReadOptions): Promise<Opened> {
  const limits = { ...rowLimits, ...definedLimits(options) }
  const kind = await containerKind(file)
  if (kind === 'xlsx') {
    const workbook = await openWorkbook(file)
    const sheet = chooseSheet(workbook, options.sheet)
    const sheets = workbook.sheets.map(({ name, index, hidden }) => ({ name, index, hidden }))
    return { kind, sheets, sheet: sheet.name, rows: workbookRows(workbook, sheet, limits) }
  }
  const format = await readCsvFormat(file, options)
  const { encoding, delimiter } = format
  return { kind, encoding, delimiter, sheets: [{ name: '', index: 1, hidden: false }], sheet: '', rows: csvRows(file, format, limits) }
}

function definedLimits({ maxRows, maxColumns, maxCellLength }: ReadOptions): Partial<RowLimits> {
  return Object.fromEntries(Object.entries({ maxRows, maxColumns, maxCellLength }).filter(([, limit]) => limit !== undefined))
}

async function firstRows(batches: AsyncGenerator<Row[]>, fromLine: number): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of batches) {
    rows.push(...batch.filter((row) => row.line >= fromLine))
    if (rows.length > SAMPLE_ROWS) break
  }
  return rows.slice(0, SAMPLE_ROWS + 1)
}

function headerFaults(header: string[], sample: Row[]): Pick<Inspection, 'duplicateHeaders' | 'emptyHeaders'> {
  const seen = new Set<string>()
  const doubled = new Set<string>()
  for (const name of header.map((text) => text.trim()).filter((text) => text !== '')) (seen.has(name) ? doubled : seen).add(name)
  const width = Math.max(header.length, ...sample.map((row) => row.cells.length))
  const emptyHeaders = Array.from({ length: width }, (_, i) => i).filter(
    (i) => (header[i] ?? '').trim() === '' && sample.some((row) => (row.cells[i] ?? null) !== null),
  )
  return { duplicateHeaders: [...doubled], emptyHeaders: emptyHeaders.map((i) => i + 1) }
}
