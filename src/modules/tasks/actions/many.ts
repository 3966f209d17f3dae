import type { Facts } from '../../../core/decision.ts'
import { invalidField } from '../../../core/problem.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { type BulkList, type BulkVerb, bulkVerb, type Verdict } from '../../../platform/bulk/bulk.ts'
import { offerBulk } from '../../../platform/bulk/offer.ts'
import * as contract from '../contract/bulk.ts'
import { taskPostponed } from '../contract/events.ts'
import { assignTasks, postponeTask, type TaskRow } from '../contract.ts'
import { after, appointmentIssues, type Verb } from '../policy/moves.ts'
import { chosenTasks, seenTasks } from '../queries/selected.ts'
import { lockTasks, type StoredTask, saveTasks } from '../store.ts'
import { assigneeFor, givenByHand, handedOver } from './giving.ts'
import { dayAt, subjectOf, titled, viewerOf } from './holding.ts'
import { narrowed } from './narrowed.ts'

type Change<Of extends contract.TasksChange['verb']> = Extract<contract.TasksChange, { verb: Of }>

/** Tasks in a state the verb is for get the verdict of `then`. */
async function judge({ tx }: ChangeContext, ids: readonly number[], verb: Verb, then: (task: TaskRow) => Verdict<null>) {
  return (await seenTasks(tx, ids)).map((task): Verdict<null> => {
    const next = after(task.state, verb)
    return next.ok ? then(task) : { id: task.id, because: `problem.${next.rule}`, facts: next.facts }
  })
}

/** The tasks of plans, held already. */
const heldOf = ({ tx }: ChangeContext, plans: readonly { id: number }[]): Promise<StoredTask[]> =>
  lockTasks(
    tx,
    plans.map(({ id }) => id),
  )

const idsOf = (tasks: readonly { id: number }[]): number[] => tasks.map(({ id }) => id)

function assign({ assigneeId }: Change<'ASSIGN'>): BulkVerb {
  return bulkVerb<null>({
    kind: 'tasks.assign',
    permission: assignTasks.permission,
    undoable: true,
    check: async (context) => ({ name: (await assigneeFor(context, assigneeId)).name }),
    async judge(context, ids) {
      const { name } = await assigneeFor(context, assigneeId)
      return judge(context, ids, 'assign', ({ id, assigneeId: now, assigneeName }) =>
        now === assigneeId ? { id, same: true } : { id, before: assigneeName, after: name, plan: null },
      )
    },
    async save(context, plans) {
      const tasks = await heldOf(context, plans)
      await saveTasks(context.tx, idsOf(tasks), givenByHand(assigneeId), context.now)
      return tasks.map((t) => handedOver(t, assigneeId))
    },
  })
}

function postpone({ plannedOn, reason }: Change<'POSTPONE'>): BulkVerb {
  const values = { planned_on: plannedOn, planned_reason: plannedOn === null ? null : reason || null }
  const issueOf = (windowTo: string, today: string) =>
    appointmentIssues({ plannedOn, reason: values.planned_reason }, { windowTo }, today)[0]
  return bulkVerb<null>({
    kind: plannedOn === null ? 'tasks.unplan' : 'tasks.postpone',
    permission: postponeTask.permission,
    undoable: true,
    async check({ now }): Promise<Facts> {
      const today = dayAt(now)
      if (plannedOn !== null && plannedOn < today) throw invalidField('change.plannedOn', 'in-the-past')
      return { day: plannedOn }
    },
    judge: (context, ids) =>
      judge(context, ids, 'postpone', ({ id, plannedOn: now, windowTo }) => {
        const issue = issueOf(windowTo, dayAt(context.now))
        if (issue) return { id, because: `issue.${issue.reason}`, facts: issue.facts ?? {} }
        return now === plannedOn ? { id, same: true } : { id, before: now, after: plannedOn, plan: null }
      }),
    async save(context, plans) {
      const tasks = await heldOf(context, plans)
      await saveTasks(context.tx, idsOf(tasks), values, context.now)
      return tasks.map((t) => {
        const { kind, title, due_on, planned_on, planned_reason } = t
        return taskPostponed(subjectOf(t), { planned_on, planned_reason }, { kind, title, due_on, ...values })
      })
    },
  })
}

/** `海棠电器 · 季度拜访`: a task as lists of what was left alone call it. */
export const labelOf = ({ customerName, title, kind }: TaskRow): string => [customerName, title ?? kind].filter(Boolean).join(' · ')

async function see(context: ChangeContext, ids: readonly number[]) {
  const { tx, company } = context
  const rows = await titled(tx, company, await seenTasks(tx, ids, viewerOf(context)))
  return rows.map((t) => ({ id: t.id, version: t.version, label: labelOf(t) }))
}

/** Tasks, as far as many of them can be changed at once. */
const board: BulkList<contract.TasksAsked, contract.TasksChange> = {
  name: 'tasks',
  permission: 'tasks.read',
  change: contract.tasksChange,
  chosen: (context, asked) => chosenTasks(context.tx, viewerOf(context), narrowed(context, asked ?? {}), dayAt(context.now)),
  see,
  hold: ({ tx }, ids) => lockTasks(tx, ids),
  verb: (change) => (change.verb === 'ASSIGN' ? assign(change) : postpone(change)),
}

export const many = offerBulk(board, contract.bulkTasks)
