import type { FieldIssue } from '../../../core/problem.ts'
import { found, invalidField, Problem } from '../../../core/problem.ts'
import type { ChangeContext, ReadContext } from '../../../platform/action.ts'
import type { Basis, RuleAsks, Task, TaskState, TogetherTask } from '../contract.ts'
import { after, type Verb } from '../policy/moves.ts'
import { noticeOf } from '../policy/notice.ts'
import { type Keepable, type Merging, mayShare, mergeDaysOf, serveEachOther } from '../policy/together.ts'
import { type Duty, factsFrom, openDutiesBeside } from '../queries/together.ts'
import type { StoredTask } from '../store.ts'
import { dayAt, lockSeenTasks, noticesAsked, policyNow, ruled, rulesOf, viewerOf } from './holding.ts'

type Locked = { id: number; version: number }

/** A task that is held for a verb, the state it will be in, and what its rule asks. */
export type Held = { task: StoredTask; next: TaskState; rule: RuleAsks | null }

/**
 * Holds a task, and others that are done or appointed with it, each as the caller saw it and in a state the verb is for. The first is
 * the task itself; each other may share an appointment with it (C12).
 */
export async function lockTogether(context: ChangeContext, verb: Verb, first: Locked, also: readonly Locked[]): Promise<[Held, ...Held[]]> {
  const wanted = [first, ...also]
  const ids = [...new Set(wanted.map(({ id }) => id))]
  if (ids.length < wanted.length) throw invalidField('also', 'listed-twice')
  const byId = new Map((await lockSeenTasks(context, ids)).map((task) => [task.id, task]))
  const taskOf = ({ id }: Locked): StoredTask => found(byId.get(id), 'task')
  currentOrThrow(taskOf(first), first, also.map(taskOf), also)
  const tasks = wanted.map(taskOf)
  const ruleOf = await rulesOf(context.tx, context.company, tasks.map(ruled))
  const hold = (task: StoredTask): Held => ({ task, next: nextOrThrow(task, verb), rule: ruleOf(ruled(task)) })
  const [main, ...others] = [hold(taskOf(first)), ...also.map((locked) => hold(taskOf(locked)))] as const
  await shareOrThrow(context, main, others)
  return [main, ...others]
}

function currentOrThrow(task: StoredTask, seen: Locked, others: readonly StoredTask[], also: readonly Locked[]): void {
  const issues = others.flatMap(({ id, version }, i): FieldIssue[] =>
    version === also[i]?.version ? [] : [{ path: `also.${i}.version`, reason: 'task-changed', facts: { id, version } }],
  )
  if (task.version === seen.version && issues.length === 0) return
  throw new Problem('conflict', 'changed-meanwhile', { version: task.version }, issues)
}

function nextOrThrow({ id, state }: StoredTask, verb: Verb): TaskState {
  const decision = after(state as TaskState, verb)
  if (decision.ok) return decision.value
  throw new Problem('refused', decision.rule, { ...decision.facts, id })
}

async function shareOrThrow({ tx, company, now }: ChangeContext, main: Held, others: readonly Held[]): Promise<void> {
  if (others.length === 0) return
  const merging = { mergeDays: await mergeDays(tx, company, now), today: dayAt(now) }
  const apart = others.flatMap((other, i): FieldIssue[] =>
    mayShare(heldFor(main), heldFor(other), merging)
      ? []
      : [{ path: `also.${i}.id`, reason: 'not-together', facts: { id: other.task.id } }],
  )
  if (apart.length > 0) throw new Problem('invalid', 'invalid-input', {}, apart)
}

async function mergeDays(...at: Parameters<typeof policyNow>): Promise<number> {
  const policy = await policyNow(...at)
  return policy ? mergeDaysOf(policy) : 0
}

const heldFor = ({ task: t, rule }: Held): Keepable => ({
  ...{ customerId: t.customer_id, ruleId: t.rule_id, kind: t.kind, basis: t.basis as Basis | null, facts: factsFrom(t.facts) },
  ...{ dueOn: t.due_on, windowFrom: t.window_from, windowTo: t.window_to, plannedOn: t.planned_on, channels: rule?.channels ?? [] },
})

/** The customer's other open duties that one appointment could serve with this task; those the policy itself puts together first. */
export async function togetherWith(context: ReadContext, task: Task): Promise<TogetherTask[]> {
  const { db, company, now } = context
  if (task.state !== 'OPEN' || task.customerId === null) return []
  const beside = await openDutiesBeside(db, viewerOf(context), { id: task.id, customerId: task.customerId })
  if (beside.length === 0) return []
  const merging: Merging = { mergeDays: await mergeDays(db, company, now), today: dayAt(now) }
  const ruleOf = await rulesOf(db, company, beside)
  const noticeFor = await noticesAsked(db, company, beside)
  const self: Keepable = { ...task, channels: task.rule?.channels ?? [] }
  const shared = beside.flatMap((duty) => {
    const rule = ruleOf(duty)
    const other: Keepable = { ...duty, channels: rule?.channels ?? [] }
    const more = { rule, serves: serveEachOther(self, other), notice: noticeOf(duty, noticeFor(duty)) }
    return mayShare(self, other, merging) ? [shown(duty, more)] : []
  })
  return shared.sort((a, b) => Number(b.serves) - Number(a.serves))
}

const shown = (d: Duty, more: Pick<TogetherTask, 'rule' | 'serves' | 'notice'>): TogetherTask => ({
  ...{ id: d.id, version: d.version, kind: d.kind, ruleId: d.ruleId, title: d.title ?? more.rule?.title ?? null },
  ...{ dueOn: d.dueOn, windowFrom: d.windowFrom, windowTo: d.windowTo, plannedOn: d.plannedOn, assigneeName: d.assigneeName },
  ...more,
})
