import { type FieldIssue, Problem } from '../../../core/problem.ts'
import { unguard } from '../../../platform/sheets/formula-guard.ts'
import type { Inspection } from '../../../platform/sheets/open-sheet.ts'
import { inspectFile, readSheet } from '../../../platform/sheets/read.ts'
import { FileRefused } from '../../../platform/sheets/refused.ts'
import type { Line, Reason } from '../contract.ts'

type Sheet = number | string | undefined

/** Says why a file is refused in a way people can read. */
function asProblem(error: unknown): unknown {
  if (!(error instanceof FileRefused)) return error
  return new Problem('refused', `file-${error.code.toLowerCase().replaceAll('_', '-')}`, error.facts)
}

export async function lookAt(path: string, sheet: Sheet): Promise<Inspection> {
  try {
    return await inspectFile(path, sheet === undefined ? {} : { sheet })
  } catch (error) {
    throw asProblem(error)
  }
}

/** Which rows of a file to read. A csv file's guard against formulas is taken off, as our own exports put it on. */
export type Source = { path: string; sheet: Sheet; fileKind: 'xlsx' | 'csv'; after: number }

/** The rows after a line, in batches as they come. Throws a Problem when the file turns out to be no good, also in the middle. */
export async function* rowsAfter({ path, sheet, fileKind, after }: Source): AsyncGenerator<Line[]> {
  try {
    for await (const batch of readSheet(path, sheet === undefined ? {} : { sheet })) {
      const rows = batch.filter((row) => row.line > after)
      if (rows.length > 0) yield fileKind === 'csv' ? rows.map(unguarded) : rows
    }
  } catch (error) {
    throw asProblem(error)
  }
}

const unguarded = ({ line, cells }: Line): Line => ({ line, cells: cells.map((c) => (typeof c === 'string' ? unguard(c) : c)) })

const firstChunk = 250
const fullChunk = 2000
const mostText = 8_000_000

/** Gathers rows into chunks: a small one soon, then twice as many each time. Where chunks end makes no difference to what comes of the rows. */
export async function* inChunks(batches: AsyncIterable<Line[]>): AsyncGenerator<Line[]> {
  let size = firstChunk
  let rows: Line[] = []
  let text = 0
  for await (const batch of batches) {
    for (const row of batch) {
      rows.push(row)
      for (const cell of row.cells) text += typeof cell === 'string' ? cell.length : 0
      if (rows.length < size && text < mostText) continue
      yield rows
      size = Math.min(size * 2, fullChunk)
      rows = []
      text = 0
    }
  }
  if (rows.length > 0) yield rows
}

/** Asks for the next item while the current one is used, so that reading and writing go on side by side. */
export async function* oneAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = items.next()
  try {
    for (;;) {
      const item = await coming
      if (item.done) return
      coming = items.next()
      // A failure is thrown when its turn comes; until then it must not count as unheard.
      coming.catch(() => {})
      yield item.value
    }
  } finally {
    await coming.catch(() => {})
    await items.return(undefined)
  }
}

/** A map that does not fit: every fault with the column it is about. */
export const mapProblem = (faults: readonly Reason[]): Problem =>
  new Problem(
    'invalid',
    'import-map',
    {},
    faults.map(({ column, reason, facts }): FieldIssue => ({ path: column, reason, ...(facts ? { facts } : {}) })),
  )
