import { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Cell } from '../src/modules/importing/contract.ts'
import { type ImportResult, type importSettings, startImport, undoImport } from '../src/modules/importing/contract.ts'
import type { Caller } from '../src/platform/action.ts'
import { uploadFile } from '../src/platform/office/contract.ts'
import { readSheet } from '../src/platform/sheets/read.ts'
import { writeXlsx } from '../src/platform/sheets/write.ts'
import type { UndoResult } from '../src/platform/undo/contract.ts'
import type { TestOffice } from './office.ts'

/** Brings a file as a person would; answers its id. */
export async function bring(office: TestOffice, content: string | Uint8Array, caller?: Caller, name = 'list.csv'): Promise<string> {
  const stored = await office.company.files.save(Readable.from([Buffer.from(content)]), 100_000_000)
  await office.call(uploadFile, { id: stored.id, name, size: stored.size, sha256: stored.sha256.toString('hex') }, caller)
  return stored.id
}

/** An xlsx with these rows, the first one its header. */
export async function bringXlsx(office: TestOffice, rows: Cell[][], caller?: Caller): Promise<string> {
  const [header = [], ...rest] = rows
  const made = await office.company.files.make((path) =>
    writeXlsx(path, {
      sheets: [{ name: '客户', columns: header.map((h) => ({ header: String(h), kind: 'text' as const, width: 12 })), rows: rest }],
    }),
  )
  await office.call(uploadFile, { id: made.id, name: 'list.xlsx', size: made.size, sha256: made.sha256.toString('hex') }, caller)
  return made.id
}

export type Ended = {
  state: string
  result: unknown
  problem: { rule: string; issues: { path: string; reason: string }[] } | null
  done: number
  total: number | null
}

export async function jobOf(office: TestOffice, id: number): Promise<Ended> {
  const [row] = await office.sql<{ state: string; result: string | null; problem: string | null; done: number; total: number | null }>(
    'select state, result, problem, done::int, total::int from job where id = $1',
    [id],
  )
  if (!row) throw new Error(`no job ${id}`)
  return {
    ...row,
    result: row.result === null ? null : JSON.parse(row.result),
    problem: row.problem === null ? null : JSON.parse(row.problem),
  }
}

type Settings = Omit<z.input<typeof importSettings>, 'fileId'>

export async function begin(office: TestOffice, fileId: string, settings: Settings, caller?: Caller): Promise<number> {
  return (await office.call(startImport, { fileId, ...settings }, caller)).jobId
}

/** Imports a file to its end; throws with the job's problem when it did not get there. */
export async function importFile(
  office: TestOffice,
  content: string | Uint8Array,
  settings: Settings,
  caller?: Caller,
): Promise<ImportResult> {
  const jobId = await begin(office, await bring(office, content, caller), settings, caller)
  await office.runJob(jobId)
  return resultOf<ImportResult>(office, jobId)
}

export async function resultOf<T>(office: TestOffice, jobId: number): Promise<T> {
  const job = await jobOf(office, jobId)
  if (job.state !== 'DONE') throw new Error(`job ${job.state}: ${JSON.stringify(job.problem)}`)
  return job.result as T
}

export async function undo(office: TestOffice, importId: number, caller?: Caller): Promise<UndoResult> {
  const { jobId } = await office.call(undoImport, { jobId: importId }, caller)
  await office.runJob(jobId)
  return resultOf<UndoResult>(office, jobId)
}

/** Failed rows as `line column reason`, by line. */
export async function failures(office: TestOffice, importId: number): Promise<string[]> {
  const rows = await office.sql<{ line: number; reasons: string }>(
    'select line, reasons from import_failed_row where import_id = $1 order by line',
    [importId],
  )
  return rows.map((r) => {
    const reasons = JSON.parse(r.reasons) as { column: string; reason: string }[]
    return `${r.line} ${reasons.map((x) => `${x.column} ${x.reason}`.trim()).join(', ')}`
  })
}

/** All rows of a stored sheet, cells as text or numbers. */
export async function sheetOf(office: TestOffice, fileId: string, sheet?: number): Promise<Cell[][]> {
  const rows: Cell[][] = []
  for await (const batch of readSheet(office.company.files.pathOf(fileId), sheet === undefined ? {} : { sheet }))
    rows.push(...batch.map((r) => r.cells))
  return rows
}

export const csv = (...lines: string[]): string => `${lines.join('\n')}\n`
