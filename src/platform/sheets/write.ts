import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CsvSheet, csvText } from './csv-text.ts'
import { type XlsxSheet, xlsxBytes } from './xlsx-bytes.ts'

/** Writes a csv file and ends the stream. Takes rows only as fast as the stream drains; rejects when either side fails. */
export async function writeCsv(stream: Writable, sheet: CsvSheet): Promise<void> {
  await pipeline(csvText(sheet), stream)
}

/**
 * Writes an xlsx workbook to a path or a stream, which it ends. Memory does not grow with the rows.
 * Throws FileRefused TOO_MANY_ROWS, CELL_TOO_LONG or TOO_BIG when a sheet cannot hold the content.
 */
export async function writeXlsx(target: string | Writable, workbook: { sheets: XlsxSheet[] }): Promise<void> {
  await pipeline(xlsxBytes(workbook.sheets), typeof target === 'string' ? createWriteStream(target) : target)
}
