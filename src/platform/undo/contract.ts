/**
 * What was done to many records at once, or cannot be got back otherwise, and how it is taken back as a whole.
 */
import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

/** So long after its end something can be taken back. */
export const undoDays = 30
/** Up to so many records are taken back at once; more in the background. */
export const undoneAtOnce = 300

export const undoStates = ['RUNNING', 'OPEN', 'UNDOING', 'UNDONE', 'EXPIRED'] as const
export type UndoState = (typeof undoStates)[number]

const record = z.strictObject({
  id: z.int(),
  /** What it was, such as `customers.assign`; `undo.what.<kind>` has the words. */
  kind: z.string(),
  /** For the words. What ends in `Key` names other words. */
  facts: z.record(z.string(), z.unknown()),
  /** Records it changed. */
  rows: z.int(),
  by: z.string(),
  mine: z.boolean(),
  at: instant,
  state: z.enum(undoStates),
  /** Until when it can be taken back. */
  until: instant,
  jobId: z.int().nullable(),
  undoJobId: z.int().nullable(),
  undoneAt: instant.nullable(),
  undoneBy: z.string().nullable(),
  undone: z.int(),
  left: z.int(),
})
export type Undoable = z.output<typeof record>

export const leftRecord = z.strictObject({ kind: z.string(), id: z.int(), label: z.string(), reason: z.string() })
export type LeftRecord = z.output<typeof leftRecord>

export const listUndoable = endpoint({
  name: 'undo.list',
  summary: 'List what was done as a whole and can be taken back, newest first: one’s own, or everybody’s for who may',
  method: 'GET',
  path: '/undo',
  permission: 'signed-in',
  input: z.strictObject({ ...pageInput, mine: z.boolean().default(true) }),
  output: pageOf(record),
})

export const readUndoable = endpoint({
  name: 'undo.read',
  summary: 'What taking it back would touch and what it would leave alone; once taken back, what was left and why',
  method: 'GET',
  path: '/undo/:id',
  permission: 'signed-in',
  input: z.strictObject({ id: z.int() }),
  output: record.extend({
    /** Records that would be put back; of what was taken back, those that were. */
    touched: z.int(),
    kept: z.int(),
    /** The first of the records left alone; who changed them last, where the trail says so. */
    keptRows: z.array(leftRecord.extend({ by: z.string().nullable(), at: instant.nullable() })),
    /** Names the right the caller lacks to take it back. */
    lacks: z.string().nullable(),
  }),
})

/** What taking back ends with; `left` names the first ones, `leftCount` counts all. */
export const undoResult = z.strictObject({ undone: z.int(), leftCount: z.int(), left: z.array(leftRecord) })
export type UndoResult = z.output<typeof undoResult>

export const runUndo = endpoint({
  name: 'undo.run',
  summary: 'Take it back as a whole; what was changed since is left alone and listed. Many records go in the background',
  method: 'POST',
  path: '/undo/:id',
  permission: 'signed-in',
  input: z.strictObject({ id: z.int() }),
  output: z.strictObject({ jobId: z.int().nullable(), result: undoResult.nullable() }),
})

export const undoDone = (id: number, undone: number, left: number): Event => ({
  name: 'undo.done',
  subject: { kind: 'undoable', id },
  after: { undone, left },
})
