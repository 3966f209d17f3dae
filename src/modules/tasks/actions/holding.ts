import type { Day } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import { inZone } from '../../../core/instant.ts'
import { found, orThrow, Problem } from '../../../core/problem.ts'
import type { Caller, ChangeContext } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { type Asked, askedAbout } from '../../approvals/queries/asked.ts'
import { touchCustomers } from '../../customers/actions/touch.ts'
import { documentOf, versionInForce } from '../../policies/queries.ts'
import type { TaskSubject } from '../contract/events.ts'
import { waiveKind } from '../contract/waiving.ts'
import type { RuleAsks, Task, TaskRow, TaskState } from '../contract.ts'
import { after, type Verb } from '../policy/moves.ts'
import { type NoticeAsked, noticeAskedOf, noticeOf } from '../policy/notice.ts'
import { ruleAsksOf } from '../policy/rule.ts'
import { type StoredRecord, taskOf } from '../queries/record.ts'
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

/** Which rule, of which policy version, made a task. */
export type Ruled = { ruleId: string | null; policyVersion: number | null }

export const ruled = ({ rule_id: ruleId, policy_version: policyVersion, kind }: StoredTask): Ruled & { kind: string } => ({
  ...{ ruleId, policyVersion, kind },
})

/** The policy in force; undefined before the first. */
export async function policyNow(db: Db, company: Company, now: Date): Promise<object | undefined> {
  const version = await versionInForce(db, dayAt(now))
  return version === undefined ? undefined : documentOf(db, company, version)
}

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

/** The policy documents that made these tasks, by version. */
async function documentsOf(db: Db, company: Company, tasks: readonly Ruled[]): Promise<Map<number, object>> {
  const versions = [...new Set(tasks.flatMap((task) => task.policyVersion ?? []))]
  return new Map(await Promise.all(versions.map(async (v) => [v, await documentOf(db, company, v)] as const)))
}

/** What the rules of tasks ask, each document read once. */
export async function rulesOf(db: Db, company: Company, tasks: readonly Ruled[]): Promise<(task: Ruled) => RuleAsks | null> {
  const documents = await documentsOf(db, company, tasks)
  return ({ ruleId, policyVersion }) => {
    const document = documents.get(policyVersion ?? 0)
    return document && ruleId !== null ? asksIn(document, ruleId) : null
  }
}

/** Whether customers are to be told of tasks before, by the policy versions that made them (CARE-15); of what people set themselves, never. */
export async function noticesAsked(
  db: Db,
  company: Company,
  tasks: readonly Ruled[],
): Promise<(task: Ruled & { kind: string }) => NoticeAsked | null> {
  const documents = await documentsOf(db, company, tasks)
  return ({ ruleId, policyVersion, kind }) => {
    const document = documents.get(policyVersion ?? 0)
    if (!document || ruleId === null) return null
    return noticeAskedOf(document, { ruleId, kind, channels: asksIn(document, ruleId)?.channels ?? [] })
  }
}

/** A task with what its rule asks, whether the customer is to be told before, and the asking to be released from it. */
export async function whole(db: Db, company: Company, stored: StoredRecord): Promise<Task> {
  const { toldOn, toldFor, tellBy, ...task } = stored
  const rule = await asksOf(db, company, task)
  const notice = noticeOf(stored, (await noticesAsked(db, company, [task]))(task))
  const [asked] = task.state === 'OPEN' ? await askedAbout(db, waiveKind, 'task', [task.id]) : []
  return { ...task, title: task.title ?? rule?.title ?? null, rule, notice, waiveAsked: asked ? askedShown(asked) : null }
}

const askedShown = ({ id, version, askedBy, askedByName, askedAt, reason, post, person, unit }: Asked): Task['waiveAsked'] => ({
  ...{ approvalId: id, version, byId: askedBy, by: askedByName, at: askedAt, reason },
  ...{ post, person, unit },
})

/** Rows with the words they are called by: a duty bears the title of its rule. */
export async function titled(db: Db, company: Company, rows: readonly TaskRow[]): Promise<TaskRow[]> {
  const ruleOf = await rulesOf(db, company, rows)
  return rows.map((row) => ({ ...row, title: row.title ?? ruleOf(row)?.title ?? null }))
}

/** The task as it is now, for the answer of a change. */
export const answer = async ({ tx, company }: ChangeContext, id: number): Promise<Task> => whole(tx, company, await taskOf(tx, id))

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

/** What was done, waived or reopened may move the next duties of its customer; what people set themselves may have been a contact. */
export async function newsForCare(tx: Tx, task: StoredTask): Promise<void> {
  if (task.customer_id !== null) await touchCustomers(tx, [task.customer_id], ['care'])
}
