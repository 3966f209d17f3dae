import { dayText, type Part, type Periodic } from './cadence.ts'
import type { Duty, Past, Span } from './facts.ts'
import { freshPeriod, isOfPeriod, plannedFor, type Rows, rowsOf } from './past.ts'
import type { CareRule } from './rules.ts'
import { throughout } from './window.ts'

/**
 * Adds what a rule owes once in each calendar period (CARE-05, CARE-08) to `owed`: periods whose last workday lies within
 * the span, and those in `wanted`, which are owed as soon as something that serves them is. Answers as `addRolling` does.
 */
export function addPeriodic(
  rule: CareRule,
  cadence: Periodic,
  past: readonly Past[],
  span: Span,
  wanted: readonly string[],
  owed: Duty[],
): number {
  const rows = rowsOf(rule.ruleId, past, span.today)
  let taken = countSettled(rows, span)
  for (let part = cadence.partOn(span.asOf); taken < rule.atMost; part = cadence.partOn(part.to + 1)) {
    if (part.due < span.asOf || isSettled(rows, part, span)) continue
    const planned = plannedFor(rows, dayText(part.due))
    if (part.due > span.until && !planned && !wanted.includes(part.period)) return part.due
    taken++
    owed.push({
      ruleId: rule.ruleId,
      kind: rule.kind,
      period: planned?.period ?? freshPeriod(rows, part.period),
      ...throughout(part),
      counted: rule.counted,
      basis: 'CALENDAR',
      facts: cadence.facts,
    })
  }
  return Number.POSITIVE_INFINITY
}

/** Done, waived, or due by now: it stands for its period even if the calendar has moved the period's last workday since. */
const isSettled = ({ all }: Rows, { period, due }: Part, { today }: Span): boolean =>
  all.some(
    (row) => isOfPeriod(row, period) && (isFinished(row) || (row.state === 'OPEN' && row.dueOn <= today && row.dueOn !== dayText(due))),
  )

const countSettled = ({ all }: Rows, { today }: Span): number =>
  all.filter((row) => isFinished(row) || (row.state === 'OPEN' && row.dueOn < today)).length

const isFinished = ({ state }: Past): boolean => state === 'DONE' || state === 'WAIVED'
