import { z } from 'zod'
import { addDays, type Day, daysBetween } from '../../../core/day.ts'
import type { FieldIssue } from '../../../core/problem.ts'
import type { Notice } from '../contract/announcing.ts'
import type { TaskState } from '../contract.ts'

const announcing = z.object({ daysBefore: z.number(), actions: z.array(z.string()), exemptSurprise: z.boolean() })
const occasion = z.object({ rule: z.string(), surprise: z.boolean().default(false) })
const document = z.object({ care: z.object({ notice: announcing.optional(), occasions: z.array(occasion).default([]) }).optional() })

/** What a policy has announced (CARE-15): which actions, how many days before, and which rules are to surprise. */
type Announcing = { daysBefore: number; actions: ReadonlySet<string>; surprises: ReadonlySet<string> }

const known = new WeakMap<object, Announcing | null>()

/** Kept for each document: reading it takes milliseconds. */
function announcingOf(policy: object): Announcing | null {
  const read = known.get(policy)
  if (read !== undefined) return read
  const { care } = document.parse(policy)
  const surprising = care?.notice?.exemptSurprise ? care.occasions.filter(({ surprise }) => surprise) : []
  const found = care?.notice
    ? { daysBefore: care.notice.daysBefore, actions: new Set(care.notice.actions), surprises: new Set(surprising.map(({ rule }) => rule)) }
    : null
  known.set(policy, found)
  return found
}

/** How many days before anything the policy has announced; null where it has nothing announced. */
export const announcedBefore = (policy: object): number | null => announcingOf(policy)?.daysBefore ?? null

/** That the customer is told of a task so many days before; or only if it is done on site. */
export type NoticeAsked = Pick<Notice, 'daysBefore' | 'onlyOnSite'>

const onSite = 'VISIT'
/** Done, these are visits on site whatever is reported. */
const visits: readonly string[] = ['PRODUCT_VISIT', 'ANNUAL_VISIT']

/** Whether a task is to be announced by a checked policy document. `channels` are those its rule allows; empty: any. */
export function noticeAskedOf(
  policy: object,
  { ruleId, kind, channels }: { ruleId: string; kind: string; channels: readonly string[] },
): NoticeAsked | null {
  const asked = announcingOf(policy)
  if (asked === null || asked.surprises.has(ruleId)) return null
  const { daysBefore, actions } = asked
  if (actions.has(kind) || (actions.has(onSite) && visits.includes(kind))) return { daysBefore, onlyOnSite: false }
  const mayBeOnSite = channels.length === 0 || channels.includes(onSite)
  return actions.has(onSite) && mayBeOnSite ? { daysBefore, onlyOnSite: true } : null
}

/** The last day to tell the customer of what is done on a day by a channel; null: there is nothing to tell. */
export function tellByOf(asked: NoticeAsked | null, { doneOn, channel }: { doneOn: Day; channel: string | null }): Day | null {
  if (asked === null || (asked.onlyOnSite && channel !== onSite)) return null
  return addDays(doneOn, -asked.daysBefore)
}

/** Nobody is told beforehand once it is done. */
export const toldIssues = (toldOn: Day | null, doneOn: Day): FieldIssue[] =>
  toldOn !== null && toldOn > doneOn ? [{ path: 'toldOn', reason: 'told-after-done', facts: { doneOn } }] : []

/** What a task keeps about telling the customer; `tellBy` is fixed when it is done. */
export type Told = { toldOn: Day | null; toldFor: Day | null; tellBy: Day | null }

type Announced = Told & { state: TaskState; plannedOn: Day | null; doneOn: Day | null }

/** How a task stands with telling the customer (CARE-15); null where nobody is to be told, or it is owed no longer. */
export function noticeOf({ state, toldOn, toldFor, tellBy, plannedOn, doneOn }: Announced, asked: NoticeAsked | null): Notice | null {
  if (state === 'DONE' && doneOn !== null && tellBy !== null) {
    const standing = toldOn === null ? 'NOT_TOLD' : toldOn <= tellBy ? 'TOLD' : 'TOLD_LATE'
    return { daysBefore: daysBetween(tellBy, doneOn), onlyOnSite: asked?.onlyOnSite ?? false, toldOn, toldFor, standing }
  }
  if (state !== 'OPEN' || asked === null) return null
  const isLate = toldOn !== null && plannedOn !== null && toldOn > addDays(plannedOn, -asked.daysBefore)
  return { ...asked, toldOn, toldFor, standing: toldOn === null ? 'DUE' : isLate ? 'TOLD_LATE' : 'TOLD' }
}
