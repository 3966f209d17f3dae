import { type Day, dayNumber } from '../../../core/day.ts'
import { appliesTo } from './applies.ts'
import type { CarePlan } from './compile.ts'
import { nextTime } from './dates.ts'
import type { CareFacts, Duty, KeptDate, Past } from './facts.ts'
import { addOccasions, isBirthday, keyOfDate } from './occasions.ts'
import { isOfPeriod } from './past.ts'

/** What the policy asks for the next time of a date: a task there is, or one that will be. */
export type OwedForDate<Task extends Past> = Pick<Duty, 'ruleId' | 'kind' | 'dueOn' | 'windowFrom'> & { task: Task | null }

/** What the policy owes a customer for one of its days at its next time on or after `today`; null where it asks for nothing. */
export function owedForDate<Task extends Past>(
  plan: CarePlan,
  facts: CareFacts,
  past: readonly Task[],
  date: KeptDate,
  today: Day,
): OwedForDate<Task> | null {
  const on = nextTime(date, today)
  const trigger = isBirthday(date) ? 'GREETING_DAY' : 'IMPORTANT_DATE'
  const occasions = plan.occasions.filter((o) => o.trigger === trigger && appliesTo(o.appliesTo, facts, plan.newByTier))
  if (on === null || occasions.length === 0) return null
  const rules = occasions.map((o) => o.rule)
  const key = keyOfDate(date, on)
  const task = past.find((row) => rules.includes(row.ruleId) && row.state !== 'ENDED' && isOfPeriod(row, key))
  if (task) return { ruleId: task.ruleId, kind: task.kind, dueOn: task.dueOn, windowFrom: task.windowFrom, task }
  const owed: Duty[] = []
  addOccasions({ ...plan, occasions }, { ...facts, dates: [date] }, [], { today, asOf: dayNumber(today), until: dayNumber(on) }, owed)
  const duty = owed.find((d) => d.facts['dateId'] === date.id && d.facts['eventOn'] === on)
  return duty ? { ruleId: duty.ruleId, kind: duty.kind, dueOn: duty.dueOn, windowFrom: duty.windowFrom, task: null } : null
}
