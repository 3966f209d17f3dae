import type { Day } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import { inZone } from '../../../core/instant.ts'
import { found, orThrow, Problem } from '../../../core/problem.ts'
import type { Caller, ChangeContext } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { touchCustomers } from '../../customers/actions/touch.ts'
import { documentOf } from '../../policies/queries.ts'
import type { TaskSubject } from '../contract/events.ts'
import type { RuleAsks, Task, TaskRow, TaskState } from '../contract.ts'
import { after, type Verb } from '../policy/moves.ts'
import { ruleAsksOf } from '../policy/rule.ts'
import { taskOf } from '../queries/record.ts'
import { tasksInSight, type Viewer } from '../queries.ts'
import { lockTasks, type StoredTask } from '../store.ts'

export const dayAt = (at: Date): Day => inZone(at, 'Asia/Shanghai').day

export const viewerOf = ({ scope, actor }: Pick<Caller, 'scope' | 'actor'>): Viewer => ({ scope, personId: actor.personId })

/** Holds tasks the caller sees; one out of sight is not found, nothing is held then. */
export async function lockSeenTasks(context: ChangeContext, ids: readonly number[]): Promise<StoredTask[]> {
  const seen = await tasksInSight(context.tx, viewerOf(context), ids)
  if (ids.some((id) => !seen.has(id))) found(undefined, 'task')
  return lockTasks(context.tx, ids)
}

/** Holds one task for a verb: as the caller saw it, and in a state the verb is for. */
export async function lockFor(
  context: ChangeContext,
  verb: Verb,
  { id, version }: { id: number; version: number },
): Promise<{ task: StoredTask; next: TaskState }> {
  const task = found((await lockSeenTasks(context, [id]))[0], 'task')
  if (task.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: task.version })
  return { task, next: orThrow(after(task.state as TaskState, verb)) }
}

const asked = new WeakMap<object, Map<string, RuleAsks | null>>()

type Ruled = { ruleId: string | null; policyVersion: number | null }

/** What the rule of a task asks in the policy version that made it; read once per document. */
export async function asksOf(db: Db, company: Company, { ruleId, policyVersion }: Ruled): Promise<RuleAsks | null> {
  if (ruleId === null || policyVersion === null) return null
  return asksIn(await documentOf(db, company, policyVersion), ruleId)
}

function asksIn(document: object, ruleId: string): RuleAsks | null {
  const known = asked.get(document) ?? new Map<string, RuleAsks | null>()
  asked.set(document, known)
  const asks = known.get(ruleId) ?? ruleAsksOf(document, ruleId)
  known.set(ruleId, asks)
  return asks
}

export async function withRule(db: Db, company: Company, task: Omit<Task, 'rule'>): Promise<Task> {
  const rule = await asksOf(db, company, task)
  return { ...task, title: task.title ?? rule?.title ?? null, rule }
}

/** Rows with the words they are called by: a duty bears the title of its rule. */
export async function titled(db: Db, company: Company, rows: readonly TaskRow[]): Promise<TaskRow[]> {
  const versions = [...new Set(rows.flatMap((row) => row.policyVersion ?? []))]
  const documents = new Map(await Promise.all(versions.map(async (v) => [v, await documentOf(db, company, v)] as const)))
  return rows.map((row) => {
    const document = documents.get(row.policyVersion ?? 0)
    const rule = document && row.ruleId !== null ? asksIn(document, row.ruleId) : null
    return { ...row, title: row.title ?? rule?.title ?? null }
  })
}

/** The task as it is now, for the answer of a change. */
export const answer = async ({ tx, company }: ChangeContext, id: number): Promise<Task> => withRule(tx, company, await taskOf(tx, id))

/** How events name a task after its change, with the rule and the facts it stands on. */
export function subjectOf(task: StoredTask): TaskSubject {
  const { id, version, customer_id: customerId, rule_id: rule, policy_version: policyVersion } = task
  const cause = rule === null || policyVersion === null ? {} : { cause: { rule, policyVersion, facts: factsOf(task) } }
  return { id, version: version + 1, customerId, ...cause }
}

type Fact = Facts[string]

const isFact = (value: unknown): value is Fact =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((v) => typeof v === 'string'))

function factsOf({ facts, due_on: dueOn, window_to: windowTo }: StoredTask): Facts {
  const kept: unknown = facts === null ? {} : JSON.parse(facts)
  const plain = Object.entries(kept ?? {}).filter((entry): entry is [string, Fact] => isFact(entry[1]))
  return { ...Object.fromEntries(plain), dueOn, windowTo }
}

/** What was done, waived or reopened may move the next duties of its customer. */
export async function newsForCare(tx: Tx, task: StoredTask): Promise<void> {
  if (task.customer_id !== null && task.rule_id !== null) await touchCustomers(tx, [task.customer_id], ['care'])
}
