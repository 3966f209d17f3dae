import type { ImportKind, ImportMap } from '../contract.ts'
import { resolveColumns } from '../policy/columns.ts'

/** For each column of a file the field it goes to; undefined is left out. */
export type Assigned = readonly (string | undefined)[]

/** What a map means for a header, column by column. */
export function assignedBy(kind: ImportKind, map: ImportMap, header: readonly string[]): Assigned {
  const { columns } = resolveColumns(kind, map, header)
  return header.map((_, index) => columns.find((c) => c.index === index)?.field.name)
}

/** How a map points at a column: by its name, or by its place where that is empty or not the only one. */
function pointAt(header: readonly string[], index: number): string {
  const name = (header[index] ?? '').trim()
  const alone = header.filter((h) => h.trim() === name).length === 1
  return name !== '' && alone && !/^#\d+$/.test(name) ? name : `#${index + 1}`
}

/** The same the other way round: what is sent with the import. */
export const columnsOf = (assigned: Assigned, header: readonly string[]): Record<string, string> =>
  Object.fromEntries(assigned.flatMap((field, index) => (field === undefined ? [] : [[field, pointAt(header, index)]])))

/** A column goes to a field; whichever column went there before is left out. */
export const assign = (assigned: Assigned, index: number, field: string | undefined): Assigned =>
  assigned.map((old, i) => (i === index ? field : field !== undefined && old === field ? undefined : old))
