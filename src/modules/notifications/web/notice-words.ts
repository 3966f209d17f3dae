import type { z } from 'zod'
import type { Day } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import { shortDay } from '../../../ui/days.ts'
import type { notice } from '../contract.ts'

export type Shown = z.input<typeof notice>

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The facts of a notice with its days as people read them. */
export function factsFor({ facts }: Pick<Shown, 'facts'>, today: Day): Readonly<Record<string, unknown>> {
  const on = (key: string) => (typeof facts[key] === 'string' ? shortDay(text(facts[key]), today) : '')
  return { ...facts, due: on('dueOn'), last: on('windowTo'), on: on('meantFor') }
}

/** What it says, in one sentence. */
export function sentence(n: Pick<Shown, 'kind' | 'count' | 'facts'>, today: Day, say: Say): string {
  if (n.count !== null) return say(`notice.many.${n.kind}`, { count: n.count })
  return say(`notice.${n.kind}${variant(n)}`, factsFor(n, today))
}

function variant({ kind, facts }: Pick<Shown, 'kind' | 'facts'>): string {
  if (kind === 'DUTY_RAISED' && facts.assignee === null) return '.nobody'
  if (kind === 'PLAN_ENDED' && typeof facts.result === 'string') return `.${facts.result}`
  if (kind.startsWith('PLAN_') && typeof facts.unit === 'string') return '.unit'
  return kind === 'NOTICE_DUE' && typeof facts.plannedOn === 'string' ? '.planned' : ''
}

/** Its two lines: whom or what it is about, and what is to be known of it. */
export function linesOf(n: Shown, today: Day, say: Say): [head: string, more: string] {
  if (n.count !== null) return [sentence(n, today, say), say('notifications.lot', { day: shortDay(n.toldOn, today) })]
  if (n.subjectKind === 'APPROVAL') return [sentence(n, today, say), say(`approval.kind.${text(n.facts.what)}`)]
  if (n.subjectKind === 'YEAR') return [say(`notice.kind.${n.kind}`), sentence(n, today, say)]
  return [n.customer?.name ?? text(n.facts.duty), sentence(n, today, say)]
}

const lists: Readonly<Record<string, string>> = { DUTY_RAISED: 'overdue', DUTY_UNASSIGNED: 'unassigned' }

/** Where it leads. */
export function addressOf({ id, kind, subjectKind, subjectId }: Pick<Shown, 'id' | 'kind' | 'subjectKind' | 'subjectId'>): string {
  if (subjectKind === 'DAY') return `/notifications?within=${id}`
  if (subjectKind === 'APPROVAL') return `/approvals?approval=${subjectId}`
  if (subjectKind === 'PLAN') return `/plans?view=over&plan=${subjectId}`
  if (subjectKind === 'YEAR') return `/plans/annual?year=${subjectId}`
  return `/tasks?view=${lists[kind] ?? 'mine'}&task=${subjectId}`
}

/** Which sentence says why it was told. */
export function whyWords({ kind, subjectKind, facts }: Pick<Shown, 'kind' | 'subjectKind' | 'facts'>, say: Say): string {
  if (subjectKind === 'DAY') return say('notifications.why.DAY')
  if (subjectKind === 'APPROVAL') return say('notifications.why.APPROVAL')
  if (subjectKind === 'PLAN' || subjectKind === 'YEAR') return say(`notifications.why.${subjectKind}`)
  const { days, post } = facts
  if (kind === 'NOTICE_DUE') return say(days === 0 ? 'notifications.why.TELL_SAME_DAY' : 'notifications.why.TELL', { days })
  if (kind === 'DUTY_SOON') return say('notifications.why.SOON', { days })
  if (kind === 'DUTY_UNASSIGNED') return say('notifications.why.UNASSIGNED')
  if (kind === 'DUTY_RAISED') return say('notifications.why.RAISED', { days, post: say(`notifications.post.${text(post)}`) })
  return days === 0 ? say('notifications.why.LAST') : say('notifications.why.LATE', { days })
}
