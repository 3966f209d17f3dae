import { z } from 'zod'
import { changeMany } from '../../platform/action.ts'
import { inPauses } from '../../platform/in-pauses.ts'
import { type JobContext, jobKind } from '../../platform/jobs/job.ts'
import { applyRows, type Chunk, dryRun, noteDryRun } from './actions/apply.ts'
import { inChunks, lookAt, mapProblem, oneAhead, rowsAfter, type Source } from './actions/reading.ts'
import { openSpool, type Spool } from './actions/spool.ts'
import { type ImportResult, type ImportSettings, importEnded, importMap, importSettings, type Line } from './contract.ts'
import { type Checked, type RowReader, rowReader } from './policy/check.ts'
import { guessColumns, headerKey, resolveColumns } from './policy/columns.ts'
import { FirstRowsFinder } from './policy/plan-orders.ts'
import { countsOfImport, rememberedColumns } from './queries.ts'
import { beginImport, rememberColumns } from './store.ts'

/** Where an import is, and what it found out about the file at its start. */
const place = z.object({
  map: importMap,
  header: z.array(z.string()),
  fileKind: z.enum(['xlsx', 'csv']),
  headerLine: z.number(),
  total: z.number(),
  line: z.number(),
  done: z.number(),
})
type Place = z.output<typeof place>
type Opening = { importId: number; settings: ImportSettings; at: Place }

const openImport = changeMany<Opening, void>('importing.open', 'customers.import', async ({ tx, now }, { importId, settings, at }) => {
  const { fileId: _file, kind, dryRun: _dry, ...kept } = settings
  await beginImport(tx, importId, { ...kept, map: at.map, header: at.header })
  if (at.map.columns) await rememberColumns(tx, kind, headerKey(at.header), at.map.columns, now)
  return { result: undefined, events: [] }
})

const closeImport = changeMany<{ importId: number }, ImportResult>('importing.close', 'customers.import', async ({ tx }, { importId }) => {
  const counts = await countsOfImport(tx, importId)
  return { result: { job: importId, ...counts }, events: [importEnded(importId, counts)] }
})

type Work = Omit<Chunk, 'rows' | 'importId'>

export const importJob = jobKind({
  kind: 'importing.import',
  permission: 'customers.import',
  input: importSettings,
  async run(context, settings): Promise<ImportResult> {
    const source = { path: context.company.files.pathOf(settings.fileId), sheet: settings.sheet }
    // A dry run keeps what it made up in memory, so a new attempt starts over.
    const start = context.cursor === undefined || settings.dryRun ? await look(context, settings, source.path) : place.parse(context.cursor)
    const work = workOf(settings, start)
    const all = { ...source, fileKind: start.fileKind, after: start.line }
    if (start.total < 0 || needsFirsts(settings, start)) await surveyed(context, settings, start, work, all)
    else await importRows(context, settings, start, work, rowsAfter(all))
    return context.close(closeImport, { importId: context.jobId })
  },
})

/** Header and columns: what the caller chose, else what people chose for such a header before, else synonyms. */
async function look({ db }: JobContext, { kind, map, sheet }: ImportSettings, path: string): Promise<Place> {
  const seen = await lookAt(path, sheet)
  const columns = map.columns ?? (await rememberedColumns(db, kind, headerKey(seen.header))) ?? guessColumns(kind, seen.header)
  return {
    map: { ...map, columns },
    header: seen.header,
    fileKind: seen.kind,
    headerLine: seen.headerLine,
    total: -1,
    line: seen.headerLine,
    done: 0,
  }
}

function workOf({ kind, mode, createCustomers }: ImportSettings, { map, header }: Place): Work {
  const { columns, faults } = resolveColumns(kind, map, header)
  const reader = rowReader(kind, map, columns)
  if (faults.length + reader.faults.length > 0) throw mapProblem([...faults, ...reader.faults])
  return { kind, mode, createCustomers, reader, firsts: new Map() }
}

const needsFirsts = ({ kind, createCustomers }: ImportSettings, { map }: Place): boolean =>
  kind === 'orders' && createCustomers && Object.keys(map.columns ?? {}).some((field) => field.startsWith('customer.'))

const surveyStep = 10_000

async function surveyed(context: JobContext, settings: ImportSettings, start: Place, work: Work, source: Source): Promise<void> {
  const spool = await openSpool(context.company.files.folder)
  try {
    const at = await survey(context, settings, start, work, source, spool)
    await importRows(context, settings, at, work, spool.rows())
  } finally {
    await spool.close()
  }
}

/**
 * Reads the whole file once before anything is written: a file damaged in its last row is refused in full, the number of rows is known,
 * and so is the first order of each customer, wherever it stands. The rows still to be imported are set aside.
 */
async function survey(
  context: JobContext,
  settings: ImportSettings,
  start: Place,
  work: Work,
  source: Source,
  spool: Spool,
): Promise<Place> {
  const firsts = needsFirsts(settings, start) ? new FirstRowsFinder() : undefined
  const isNew = start.total < 0
  let rows = 0
  let said = 0
  for await (const batch of rowsAfter({ ...source, after: start.headerLine })) {
    firsts?.note(batch.map(work.reader.read))
    await spool.add(batch.filter((row) => row.line > start.line))
    rows += batch.length
    if (rows - said < surveyStep) continue
    said = rows
    await context.progress(isNew ? { step: 'CHECK', done: rows } : {})
  }
  if (firsts) work.firsts = firsts.found()
  if (!isNew) return start
  const at = { ...start, total: rows }
  await context.chunk(openImport, { importId: context.jobId, settings, at }, () => ({ cursor: at, done: 0, total: rows, step: 'IMPORT' }))
  return at
}

async function importRows(
  context: JobContext,
  { dryRun: isDry }: ImportSettings,
  start: Place,
  work: Work,
  rows: AsyncGenerator<Line[]>,
): Promise<void> {
  const importId = context.jobId
  const rehearse = isDry ? dryRun() : undefined
  let at = start
  for await (const read of oneAhead(checked(inChunks(rows), work.reader))) {
    const chunk: Chunk = { ...work, importId, rows: read }
    const next: Place = { ...at, line: read.at(-1)?.line ?? at.line, done: at.done + read.length }
    const after = () => ({ cursor: next, done: next.done })
    if (rehearse) await context.chunk(noteDryRun, { importId, ...(await rehearse(context, chunk)) }, after)
    else await overConflicts(() => context.chunk(applyRows, chunk, after))
    at = next
  }
}

async function* checked(chunks: AsyncIterable<Line[]>, reader: RowReader): AsyncGenerator<Checked[]> {
  for await (const lines of chunks) yield await inPauses(lines, reader.read)
}

const conflictTries = 3

/** Somebody may take a number by hand while a chunk is on its way; a second look finds theirs. */
async function overConflicts(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work()
      return
    } catch (error) {
      if (attempt >= conflictTries || !isTaken(error)) throw error
    }
  }
}

const uniqueViolation = '23505'
const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === uniqueViolation
