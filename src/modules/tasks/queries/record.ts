import { sql } from 'kysely'
import { z } from 'zod'
import { found } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import { assignedAs } from '../contract/assigned.ts'
import { type bases, channels, evidenceItem, type Task } from '../contract.ts'
import type { Told } from '../policy/notice.ts'
import { tasksInSight, type Viewer } from '../queries.ts'
import { personName, rowColumns, rowNames, toRow } from './rows.ts'

/** A task as this room keeps it: without what its rule asks and what is asked about it. */
export type StoredRecord = Omit<Task, 'rule' | 'waiveAsked' | 'notice'> & Told

/** A task in sight. */
export async function readTask(db: Db, viewer: Viewer, id: number): Promise<StoredRecord> {
  if (!(await tasksInSight(db, viewer, [id])).has(id)) found(undefined, 'task')
  return taskOf(db, id)
}

const more = [
  't.basis',
  't.facts',
  't.assigned_as',
  't.assigned_facts',
  't.planned_reason as plannedReason',
  't.checked',
  't.unchecked_reason as uncheckedReason',
  't.channel',
  't.outcome',
  't.next_step as nextStep',
  't.evidence',
  't.interaction_id as interactionId',
  't.ended_reason as endedReason',
  't.told_on as toldOn',
  't.told_channel as toldChannel',
  't.told_for as toldFor',
  't.tell_by as tellBy',
  't.created_at as createdAt',
  't.changed_at as changedAt',
] as const

const facts = z.record(z.string(), z.unknown())
const evidence = z.array(evidenceItem)
const given = z.object({
  insteadOf: z.number().nullable().default(null),
  post: z.string().nullable().default(null),
  people: z.number().nullable().default(null),
  open: z.number().nullable().default(null),
})

const insteadOfName = sql<string | null>`(select p.name from organisation_public_person p
  where p.id = (t.assigned_facts::json ->> 'insteadOf')::bigint)`

const channelOf = (code: string | null): Task['channel'] => channels.find((c) => c === code) ?? null

/** The same whoever looks: for those whose change has just been allowed. */
export async function taskOf(db: Db, id: number): Promise<StoredRecord> {
  const row = await db
    .selectFrom('task as t')
    .select(rowColumns)
    .select(rowNames)
    .select(more)
    .select(['t.done_by', personName('t.done_by').as('doneByName'), 't.created_by', personName('t.created_by').as('createdByName')])
    .select(insteadOfName.as('insteadOfName'))
    .where('t.id', '=', id)
    .executeTakeFirst()
  const { done_by, doneByName, created_by, createdByName, assigned_as, assigned_facts, insteadOfName: instead, ...r } = found(row, 'task')
  const ref = (refId: number | null, name: string | null) => (refId === null ? null : { id: refId, name: name ?? '' })
  const { insteadOf, ...rest } = given.parse(JSON.parse(assigned_facts ?? '{}'))
  return {
    ...r,
    ...toRow(r),
    assigned: { as: assignedAs.find((as) => as === assigned_as) ?? 'OWNER', insteadOf: ref(insteadOf, instead), ...rest },
    basis: r.basis as (typeof bases)[number] | null,
    channel: channelOf(r.channel),
    toldChannel: channelOf(r.toldChannel),
    facts: r.facts === null ? null : facts.parse(JSON.parse(r.facts)),
    evidence: evidence.parse(JSON.parse(r.evidence)),
    doneBy: ref(done_by, doneByName),
    createdBy: ref(created_by, createdByName),
  }
}
