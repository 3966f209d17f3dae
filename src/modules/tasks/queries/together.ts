import { z } from 'zod'
import type { Db } from '../../../platform/db/db.ts'
import type { bases, TaskRow } from '../contract.ts'
import type { Told } from '../policy/notice.ts'
import { taskSeen, type Viewer } from '../queries.ts'
import { rowColumns, rowNames, toRow } from './rows.ts'

export type Facts = Readonly<Record<string, unknown>> | null
export type Duty = TaskRow & { basis: (typeof bases)[number] | null; facts: Facts } & Told

const facts = z.record(z.string(), z.unknown()).nullable()

/** What a rule reckoned with, from how it is stored. */
export const factsFrom = (stored: string | null): Facts => (stored === null ? null : facts.parse(JSON.parse(stored)))

const mostRows = 200

/** The other open duties of a customer that the viewer sees, by due day. */
export async function openDutiesBeside(db: Db, viewer: Viewer, { id, customerId }: { id: number; customerId: number }): Promise<Duty[]> {
  const rows = await db
    .selectFrom('task as t')
    .select(rowColumns)
    .select(rowNames)
    .select(['t.basis', 't.facts', 't.told_on as toldOn', 't.told_for as toldFor', 't.tell_by as tellBy'])
    .where('t.customer_id', '=', customerId)
    .where('t.state', '=', 'OPEN')
    .where('t.rule_id', 'is not', null)
    .where('t.id', '<>', id)
    .where(taskSeen(viewer))
    .orderBy('t.due_on')
    .orderBy('t.id')
    .limit(mostRows)
    .execute()
  return rows.map(({ basis, facts: stored, toldOn, toldFor, tellBy, ...r }) => ({
    ...toRow(r),
    ...{ toldOn, toldFor, tellBy },
    basis: basis as Duty['basis'],
    facts: factsFrom(stored),
  }))
}
