import { createHash, randomBytes } from 'node:crypto'
import { changedFields, type Event } from '../core/event.ts'
import type { Caller } from './action.ts'
import { connectionOf } from './db/connect.ts'
import { type CopyValue, copyInto } from './db/copy.ts'
import type { DB, Tx } from './db/db.ts'
import { changesOf } from './live/change.ts'
import { tellChanges } from './live/tell.ts'

export type ChangeId = { readonly changeId: string; readonly jobId: number | null }

/** The text an event's hash commits to: the values as they were, in the order they were given. */
const valueText = (event: Event): string => JSON.stringify({ before: event.before ?? null, after: event.after ?? null })

/** Commits to values without holding them: SHA-256 over salt and value text. */
export const commitment = (salt: Uint8Array, value: string): Buffer => createHash('sha256').update(salt).update(value).digest()

/** An event with whoever made it, when, and in which change. */
export type Told = { event: Event; caller: Pick<Caller, 'actor' | 'now' | 'requestId'>; change: ChangeId }

type Kept = Told & { id: number; value: string | null; salt: Buffer; hash: Buffer | null }

/** The columns of the trail and what each holds of an event. */
const columns = {
  id: ({ id }) => id,
  name: ({ event }) => event.name,
  at: ({ caller }) => caller.now,
  actor_kind: ({ caller }) => caller.actor.kind,
  actor_id: ({ caller }) => caller.actor.personId,
  actor_name: ({ caller }) => caller.actor.name,
  request_id: ({ caller }) => caller.requestId,
  change_id: ({ change }) => change.changeId,
  job_id: ({ change }) => change.jobId,
  subject_kind: ({ event }) => event.subject.kind,
  subject_id: ({ event }) => event.subject.id,
  subject_version: ({ event }) => event.subject.version ?? null,
  customer_id: ({ event }) => event.customerId ?? null,
  rule_id: ({ event }) => event.cause?.rule ?? null,
  policy_version: ({ event }) => event.cause?.policyVersion ?? null,
  facts: ({ event }) => (event.cause ? JSON.stringify(event.cause.facts) : null),
  fields: ({ event }) => changedFields(event.before, event.after),
  value_hash: ({ hash }) => hash,
} satisfies Partial<Record<keyof DB['event'], (kept: Kept) => CopyValue>>
const columnNames = Object.keys(columns) as (keyof typeof columns)[]

/** Writes events to the trail, values apart, in the change's own transaction. */
export const recordEvents = (tx: Tx, caller: Caller, change: ChangeId, events: readonly Event[]): Promise<void> =>
  recordTold(
    tx,
    events.map((event) => ({ event, caller, change })),
  )

/** The same for what many did at many times: a book that comes with its past. */
export async function recordTold(tx: Tx, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  const ids = await reserveIds(tx, told.length)
  const rows = told.map(({ event, caller, change }, i): Kept => {
    const value = event.before || event.after ? valueText(event) : null
    const salt = randomBytes(16)
    return { id: ids[i]!, event, caller, change, value, salt, hash: value === null ? null : commitment(salt, value) }
  })
  const cells = columnNames.map((name) => columns[name] as (kept: Kept) => CopyValue)
  await copyInto(
    tx,
    'event',
    columnNames,
    rows.map((kept) => cells.map((cell) => cell(kept))),
  )
  const values = rows.flatMap(({ id, salt, value }) => (value === null ? [] : [[id, salt, value]]))
  await copyInto(tx, 'event_value', ['event_id', 'salt', 'value'], values)
  await tellChanges(tx, changesOf(told.map(({ event, caller }) => ({ event, by: caller.requestId }))))
}

async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  const taken = await connectionOf(tx).query<{ id: number }>({
    name: 'reserve-event-ids',
    text: "select nextval(pg_get_serial_sequence('event', 'id')) as id from generate_series(1, $1)",
    values: [count],
  })
  return taken.rows.map((r) => r.id)
}
