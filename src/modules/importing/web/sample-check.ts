import type { Say } from '../../../core/text.ts'
import type { Cell, ImportKind, ImportMap, Line, Reason } from '../contract.ts'
import { rowReader } from '../policy/check.ts'
import { resolveColumns } from '../policy/columns.ts'
import { type WordSet, wordSets, writtenWords } from '../policy/words.ts'

/** What the first rows of a column came to: how many say something, how many cannot be read, and why the first of those. */
export type Found = { filled: number; failed: number; reason: Reason | undefined }

const saysSomething = (cell: Cell | undefined): boolean => cell !== null && cell !== undefined && cell !== ''

/** Reads the sample as the import will, and tells by column. Of some fields only the whole import knows: who exists already. */
export function checkSample(kind: ImportKind, map: ImportMap, header: readonly string[], sample: readonly Line[]): readonly Found[] {
  const { columns } = resolveColumns(kind, map, header)
  const reader = rowReader(kind, map, columns)
  const read = sample.map((row) => reader.read(row))
  return header.map((_, index) => {
    const column = columns.find((c) => c.index === index)
    const faults = column ? read.flatMap((row) => row.faults.filter((f) => f.column === column.header)) : []
    return { filled: sample.filter((row) => saysSomething(row.cells[index])).length, failed: faults.length, reason: faults[0] }
  })
}

const isWordSet = (set: unknown): set is WordSet => typeof set === 'string' && Object.hasOwn(wordSets, set)

/** A reason in the reader's words; `labels` are what fields are called on screen. */
export function reasonWords({ reason, facts = {} }: Reason, labels: ReadonlyMap<string, string>, say: Say): string {
  const named = Object.entries(facts).map(([key, value]): [string, unknown] => {
    if (key === 'words' && isWordSet(value)) return [key, writtenWords(value, say)]
    const names = typeof value === 'string' ? value.split(' / ') : []
    return names.some((n) => labels.has(n)) ? [key, names.map((n) => labels.get(n) ?? n)] : [key, value]
  })
  const words = say(`issue.${reason}`, Object.fromEntries(named))
  // What the kit itself refuses has its words among the kit's.
  return words === reason ? say(`reason.${reason}`, facts) : words
}
