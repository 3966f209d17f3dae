import type { FileHandle } from 'node:fs/promises'
import type { Row } from './cell.ts'
import { type RowLimits, zipLimits } from './limits.ts'
import { FileRefused } from './refused.ts'
import { RowBatches } from './row-batches.ts'
import { SharedStringsSink } from './shared-strings.ts'
import { SheetRows } from './sheet-rows.ts'
import { readDateKinds, readWorkbook, type Sheet, type Workbook } from './workbook.ts'
import { type Container, feedPart, findPart, needPart, readPart } from './workbook-parts.ts'
import { readDirectory } from './zip-directory.ts'

export type OpenWorkbook = Workbook & { container: Container }

export async function openWorkbook(file: FileHandle): Promise<OpenWorkbook> {
  const container = { file, parts: await readDirectory(file) }
  return { ...(await readWorkbook(container)), container }
}

/** The sheet a caller means: by name, by number from 1, or the first one a person would see. */
export function chooseSheet({ sheets }: Workbook, wanted: number | string | undefined): Sheet {
  const chosen =
    wanted === undefined
      ? (sheets.find((sheet) => !sheet.hidden) ?? sheets[0])
      : sheets.find((sheet) => (typeof wanted === 'number' ? sheet.index : sheet.name) === wanted)
  if (!chosen) throw new FileRefused('NO_SUCH_SHEET', { sheet: wanted ?? 1 })
  return chosen
}

/** Streams the rows of one sheet in batches; hidden rows too. */
export async function* workbookRows(workbook: OpenWorkbook, sheet: Sheet, limits: RowLimits): AsyncGenerator<Row[]> {
  const { container, is1904 } = workbook
  const shared = new SharedStringsSink(limits.maxCellLength)
  const stringsEntry = workbook.stringsPart === undefined ? undefined : findPart(container, workbook.stringsPart)
  if (stringsEntry) await readPart(container, stringsEntry, zipLimits.sharedStringsPart, shared)

  const kinds = await readDateKinds(container, workbook)
  const batches = new RowBatches(limits)
  const rows = new SheetRows({ strings: shared.strings, kinds, is1904, limits, emit: batches.add })
  for await (const _ of feedPart(container, needPart(container, sheet.part), zipLimits.sheetPart, rows)) yield* batches.take()
  yield* batches.take(true)
}
