import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/db/db.ts'
import { type TaskState, taskStates } from '../../tasks/contract.ts'
import type { ActionShown } from '../contract.ts'
import type { KeptAction } from '../policy/plan.ts'

const kept = z.array(
  z.object({ what: z.string(), personId: z.number().nullable(), due: z.string().nullable(), taskId: z.number().nullable() }),
)

/** Actions as they are stored. */
export const actionsIn = (text: string): KeptAction[] => kept.parse(JSON.parse(text))

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`

export async function taskStatesOf(db: Db, ids: readonly number[]): Promise<Map<number, TaskState>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('tasks_public_holder').select(['id', 'state']).where('id', '=', idList(ids)).execute()
  return new Map(rows.flatMap(({ id, state }) => taskStates.filter((s) => s === state).map((s) => [id, s] as const)))
}

export async function namesOf(db: Db, personIds: readonly number[]): Promise<Map<number, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await db.selectFrom('organisation_public_person').select(['id', 'name']).where('id', '=', idList(personIds)).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Actions of several plans with the names of their people and how their tasks stand, plan by plan. */
export async function showActions(db: Db, plans: readonly (readonly KeptAction[])[]): Promise<ActionShown[][]> {
  const all = plans.flat()
  const names = await namesOf(
    db,
    all.flatMap(({ personId }) => personId ?? []),
  )
  const states = await taskStatesOf(
    db,
    all.flatMap(({ taskId }) => taskId ?? []),
  )
  return plans.map((actions) =>
    actions.map(({ what, personId, due, taskId }) => ({
      ...{ what, personId, due, taskId },
      personName: personId === null ? null : (names.get(personId) ?? null),
      taskState: taskId === null ? null : (states.get(taskId) ?? null),
    })),
  )
}

/** An active colleague with their unit. */
export const colleague = (db: Db, id: number) =>
  db.selectFrom('organisation_public_person').select(['id', 'unit_id']).where('id', '=', id).where('active', '=', true).executeTakeFirst()
