import { createHash, randomBytes } from 'node:crypto'
import { changedFields, type Event } from '../core/event.ts'
import type { Caller } from './action.ts'
import { connectionOf } from './db/connect.ts'
import { copyInto } from './db/copy.ts'
import type { Tx } from './db/db.ts'

export type ChangeId = { readonly changeId: string; readonly jobId: number | null }

/** The text an event's hash commits to: the values as they were, in the order they were given. */
const valueText = (event: Event): string => JSON.stringify({ before: event.before ?? null, after: event.after ?? null })

/** Commits to values without holding them: SHA-256 over salt and value text. */
export const commitment = (salt: Uint8Array, value: string): Buffer => createHash('sha256').update(salt).update(value).digest()

/** Writes events to the trail, values apart, in the change's own transaction. */
export async function recordEvents(tx: Tx, caller: Caller, { changeId, jobId }: ChangeId, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return
  const ids = await reserveIds(tx, events.length)
  const rows = events.map((event, i) => {
    const value = event.before || event.after ? valueText(event) : null
    const salt = randomBytes(16)
    return { id: ids[i]!, event, value, salt, hash: value === null ? null : commitment(salt, value) }
  })
  const at = caller.now
  await copyInto(
    tx,
    'event',
    [
      'id',
      'name',
      'at',
      'actor_kind',
      'actor_id',
      'actor_name',
      'request_id',
      'change_id',
      'job_id',
      'subject_kind',
      'subject_id',
      'subject_version',
      'customer_id',
      'rule_id',
      'policy_version',
      'facts',
      'fields',
      'value_hash',
    ],
    rows.map(({ id, event, hash }) => [
      id,
      event.name,
      at,
      caller.actor.kind,
      caller.actor.personId,
      caller.actor.name,
      caller.requestId,
      changeId,
      jobId,
      event.subject.kind,
      event.subject.id,
      event.subject.version ?? null,
      event.customerId ?? null,
      event.cause?.rule ?? null,
      event.cause?.policyVersion ?? null,
      event.cause ? JSON.stringify(event.cause.facts) : null,
      changedFields(event.before, event.after),
      hash,
    ]),
  )
  await copyInto(
    tx,
    'event_value',
    ['event_id', 'salt', 'value'],
    rows.flatMap(({ id, salt, value }) => (value === null ? [] : [[id, salt, value]])),
  )
}

async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  const taken = await connectionOf(tx).query<{ id: number }>({
    name: 'reserve-event-ids',
    text: "select nextval(pg_get_serial_sequence('event', 'id')) as id from generate_series(1, $1)",
    values: [count],
  })
  return taken.rows.map((r) => r.id)
}
