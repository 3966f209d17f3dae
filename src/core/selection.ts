import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** So many rows one selection holds at most. */
export const mostSelected = 100_000
/** So many rows are named one by one at most. */
const mostNamed = 5000

const named = z.array(z.int()).max(mostNamed)

/** Which rows of a list: those named by `ids`, or, without them, all that the list's input holds, except some. */
export const selectionOf = <T extends z.ZodObject>(list: T) =>
  z.strictObject({ list, ids: named.min(1).optional(), except: named.default([]) })

export type Selection<List> = { list: List; ids?: number[] | undefined; except: number[] }

const row = z.strictObject({ id: z.int(), label: z.string() })

/** Rows left alone for one reason. `because` names the words, `facts` fill them in. */
export const refusal = z.strictObject({
  because: z.string(),
  facts: z.record(z.string(), z.unknown()),
  count: z.int(),
  rows: z.array(row),
})
export type Refusal = z.output<typeof refusal>

export const bulkPreview = z.strictObject({
  selectionId: z.uuid(),
  rows: z.int(),
  changes: z.int(),
  /** As they would be already. */
  same: z.int(),
  refused: z.array(refusal),
  /** The first that would change; what the values are, the room's screens know. */
  first: z.array(row.extend({ before: z.unknown(), after: z.unknown() })),
})
export type BulkPreview = z.output<typeof bulkPreview>

export const bulkResult = z.strictObject({ changed: z.int(), same: z.int(), refused: z.array(refusal) })
export type BulkResult = z.output<typeof bulkResult>

export const bulkDone = z.strictObject({ jobId: z.int().nullable(), undoId: z.int().nullable(), result: bulkResult.nullable() })
export type BulkDone = z.output<typeof bulkDone>

export const selectionId = z.strictObject({ selectionId: z.uuid() })

type Named<Change extends z.ZodType> = { room: string; path: `/${string}`; permission: string; rows: string; change: Change }

/** The two endpoints of a list whose rows can be changed many at once. `list` is the input of the list's endpoint, without paging. */
export function bulkEndpoints<List extends z.ZodObject, Change extends z.ZodType>(list: List, about: Named<Change>) {
  const { room, path, permission, rows, change } = about
  return {
    preview: endpoint({
      name: `${room}.previewBulk`,
      summary: `What a change would do to chosen ${rows}; keeps the choice for doing it`,
      method: 'POST',
      path: `${path}-previews`,
      permission,
      input: selectionOf(list).extend({ change }),
      output: bulkPreview,
    }),
    run: endpoint({
      name: `${room}.bulk`,
      summary: `Do what was shown to the chosen ${rows}; those changed since are left alone. Many go in the background`,
      method: 'POST',
      path,
      permission,
      input: selectionId,
      output: bulkDone,
    }),
  }
}
