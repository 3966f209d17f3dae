import { Problem } from '../../../core/problem.ts'
import { type Caller, type ChangeContext, change, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { startJob } from '../../../platform/jobs/job.ts'
import { fileOf, type KeptFile } from '../../../platform/office/queries.ts'
import { beginUndo } from '../../../platform/undo/actions.ts'
import { undoableOfJob } from '../../../platform/undo/queries.ts'
import { offerUndo } from '../../../platform/undo/store.ts'
import * as contract from '../contract.ts'
import { importJob } from '../jobs.ts'
import { guessColumns, headerKey, mapFaults, resolveColumns } from '../policy/columns.ts'
import { fieldsOf } from '../policy/fields.ts'
import { failedRowsAfter, readImport as queryImport, listImports as queryImports, rememberedColumns } from '../queries.ts'
import { insertImport } from '../store.ts'
import { lookAt, mapProblem } from './reading.ts'
import { sayReason } from './saying.ts'

/** A file the caller brought for an import; anybody else's, and one for another purpose, does not exist. */
async function broughtFile(db: Db, caller: Caller, id: string): Promise<KeptFile> {
  const file = await fileOf(db, caller, id)
  if (file.purpose !== 'import') throw new Problem('not-found', 'not-found', { kind: 'file' })
  return file
}

const shownSample = 20
const shownCell = 200

const cellShown = (cell: contract.Cell) =>
  typeof cell === 'object' && cell !== null
    ? 'date' in cell
      ? cell.date
      : cell.error
    : typeof cell === 'string'
      ? cell.slice(0, shownCell)
      : cell

export const inspectFile = read(contract.inspectFile, async (context, { fileId, kind, sheet }) => {
  const { db, company, house, locale } = context
  await broughtFile(db, context, fileId)
  const seen = await lookAt(company.files.pathOf(fileId), sheet)
  const remembered = await rememberedColumns(db, kind, headerKey(seen.header))
  const columns = remembered ?? guessColumns(kind, seen.header)
  const say = house.say(locale)
  const faults: contract.Reason[] = [
    ...seen.duplicateHeaders.map((column) => ({ column, reason: 'header-twice' })),
    ...seen.emptyHeaders.map((n) => ({ column: `#${n}`, reason: 'header-empty' })),
    ...resolveColumns(kind, { columns }, seen.header).faults,
  ]
  return {
    fileKind: seen.kind,
    encoding: seen.encoding ?? null,
    delimiter: seen.delimiter ?? null,
    sheets: seen.sheets,
    sheet: seen.sheet,
    headerLine: seen.headerLine,
    header: seen.header,
    sample: seen.sample.slice(0, shownSample).map((r) => ({ line: r.line, cells: r.cells.map(cellShown) })),
    map: { columns },
    remembered: remembered !== undefined,
    fields: fieldsOf[kind].map((f) => ({ name: f.name, label: say.either(f.zh[0] ?? f.name, f.en[0] ?? f.name), required: f.required })),
    problems: faults.map((f) => ({ column: f.column, reason: f.reason, text: sayReason(say, f) })),
  }
})

export const startImport = change(contract.startImport, async (context, settings) => {
  const file = await broughtFile(context.tx, context, settings.fileId)
  const faults = mapFaults(settings.kind, settings.map)
  if (faults.length > 0) throw mapProblem(faults)
  const jobId = await startJob(context, importJob, settings)
  await insertImport(context.tx, jobId, settings)
  const facts = { file: file.name, importedKey: `importing.kind.${settings.kind}` }
  if (!settings.dryRun) await offerUndo(context, { kind: 'import', facts, permission: contract.undoImport.permission, jobId })
  return { result: { jobId }, events: [contract.importStarted(jobId, settings, file.name)] }
})

export const listImports = read(contract.listImports, ({ db, actor, now }, page) => queryImports(db, actor, now, page))

const shownFailures = 50

export const readImport = read(contract.readImport, async ({ db, actor, now, house, locale }, { jobId }) => {
  const { record, settings, done, total } = await queryImport(db, actor, now, jobId)
  const failures = await failedRowsAfter(db, jobId, 0, shownFailures)
  const say = house.say(locale)
  const { header: _header, ...kept } = settings
  return {
    ...record,
    settings: contract.readImport.output.shape.settings.parse(kept),
    done,
    total,
    failures: failures.map((f) => ({
      line: f.line,
      reasons: f.reasons.map((r) => ({ column: r.column, reason: r.reason, text: sayReason(say, r) })),
    })),
  }
})

export const undoImport = change(contract.undoImport, async (context: ChangeContext, { jobId }) => {
  const { tx, actor, now } = context
  await queryImport(tx, actor, now, jobId)
  const offered = await undoableOfJob(tx, jobId)
  if (!offered) throw new Problem('refused', 'nothing-to-undo')
  const undo = await beginUndo(context, offered.id, true)
  return { result: { jobId: undo.jobId ?? 0 }, nothingChanged: true }
})
