import { createWriteStream } from 'node:fs'
import { yuanText } from '../core/money.ts'
import { Problem } from '../core/problem.ts'
import type { ChangeContext } from './action.ts'
import { keepFile } from './kept-files.ts'
import { type Cell, plainText } from './sheets/cell.ts'
import { safeFileName } from './sheets/content-disposition.ts'
import { guard } from './sheets/formula-guard.ts'
import { FileRefused } from './sheets/refused.ts'
import { writeCsv, writeXlsx } from './sheets/write.ts'
import type { XlsxColumn } from './sheets/xlsx-bytes.ts'

export type SheetFormat = 'csv' | 'xlsx'

/** A list to be kept as a file. `money` cells are fen; `date` cells are local days or times without a zone. `title` names file and sheet. */
export type KeptSheet = { title: string; format: SheetFormat; columns: XlsxColumn[]; rows: AsyncIterable<Cell[]> }

const mediaTypes: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Writes rows as they come to a file for the caller. Throws Problem export-too-many-rows when an xlsx sheet cannot hold them. */
export async function keepSheet(
  context: ChangeContext,
  { title, format, columns, rows }: KeptSheet,
): Promise<{ fileId: string; name: string; rows: number }> {
  let count = 0
  async function* counted(): AsyncGenerator<Cell[]> {
    for await (const row of rows) {
      count++
      yield row
    }
  }
  const name = safeFileName(`${title}.${format}`)
  const kept = await keepFile(context, { name, purpose: 'export', mediaType: mediaTypes[format] }, (path) =>
    format === 'csv' ? asCsv(path, columns, counted()) : asXlsx(path, title, columns, counted()),
  )
  return { fileId: kept.id, name, rows: count }
}

/** Only people's text is guarded: a credit of -20.25 must stay a number. */
async function asCsv(path: string, columns: readonly XlsxColumn[], rows: AsyncIterable<Cell[]>): Promise<void> {
  async function* texts(): AsyncGenerator<Cell[]> {
    for await (const row of rows) yield row.map((cell, i) => csvCell(cell, columns[i]?.kind ?? 'text'))
  }
  await writeCsv(createWriteStream(path), { header: columns.map((c) => c.header), rows: texts(), guard: false })
}

function csvCell(cell: Cell, kind: XlsxColumn['kind']): string {
  if (typeof cell === 'number') return kind === 'money' ? yuanText(cell) : String(cell)
  return kind === 'date' ? plainText(cell).replace('T', ' ') : guard(plainText(cell))
}

async function asXlsx(path: string, name: string, columns: XlsxColumn[], rows: AsyncIterable<Cell[]>): Promise<void> {
  try {
    await writeXlsx(path, { sheets: [{ name, columns, rows }] })
  } catch (error) {
    if (error instanceof FileRefused && error.code === 'TOO_MANY_ROWS') throw new Problem('refused', 'export-too-many-rows', error.facts)
    throw error
  }
}
