import { addDays, type Day, dayFrom, dayNumber } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import { appliesTo } from './applies.ts'
import type { CarePlan } from './compile.ts'
import { anniversariesBetween, cooperationSince, festivalsBetween, nextTime, occurrencesBetween, preparationOf } from './dates.ts'
import type { CareFacts, Duty, KeptDate, Past, Span } from './facts.ts'
import { freshPeriod, isOfPeriod, rowsOf } from './past.ts'
import type { Occasion } from './section.ts'

/** One time an occasion comes round. `key` tells occasions of one day apart. */
type Time = { on: Day; key: string; facts: Facts }

/**
 * Adds what days that matter owe: from the day preparing begins to the day itself (EVT-01, EVT-02, EVT-04, CARE-12, CARE-27). Answers the
 * first such day beyond the span, Infinity when there is none.
 */
export function addOccasions(plan: CarePlan, facts: CareFacts, past: readonly Past[], span: Span, owed: Duty[]): number {
  const until = dayFrom(span.until)
  let beyond = Number.POSITIVE_INFINITY
  for (const occasion of plan.occasions) {
    if (!appliesTo(occasion.appliesTo, facts, plan.newByTier)) continue
    for (const time of timesOf(occasion, facts, span.today, until)) addTime(plan, occasion, time, past, span, owed)
    const next = nextAfter(occasion, facts, until)
    if (next !== null) beyond = Math.min(beyond, dayNumber(next))
  }
  return beyond
}

function timesOf({ trigger, dueDays }: Occasion, facts: CareFacts, from: Day, until: Day): Time[] {
  const since = cooperationSince(facts.contractSignedOn ?? null, facts.firstOrderOn)
  const dates = facts.dates ?? []
  switch (trigger) {
    case 'FIRST_ORDER': {
      const on = facts.firstOrderOn
      return on !== null && on <= from && addDays(on, dueDays) >= from ? [{ on, key: on, facts: { firstOrderOn: on } }] : []
    }
    case 'COOPERATION_ANNIVERSARY':
      return since === null
        ? []
        : anniversariesBetween(since, from, until).map(({ day, years }) => ({ on: day, key: day, facts: { since, years } }))
    case 'IMPORTANT_DATE':
      return dates.filter(isCompanyDay).flatMap((date) => timesOfDate(date, from, until))
    case 'GREETING_DAY':
      return [
        ...dates.filter(isBirthday).flatMap((date) => timesOfDate(date, from, until)),
        ...festivalsBetween(from, until).map(({ name, day }) => ({ on: day, key: `${day}:${name}`, facts: { festival: name } })),
      ]
    default:
      return []
  }
}

export const isBirthday = ({ kind }: KeptDate): boolean => kind === 'BIRTHDAY'
const isCompanyDay = (date: KeptDate): boolean => !isBirthday(date)

/** What tells one date's time apart from all others of a rule. */
export const keyOfDate = ({ id }: KeptDate, on: Day): string => `${on}:${id}`

const timesOfDate = (date: KeptDate, from: Day, until: Day): Time[] =>
  occurrencesBetween(date, from, until).map((on) => ({ on, key: keyOfDate(date, on), facts: { dateId: date.id, title: date.title } }))

/** The next day of its kind after `until`. */
function nextAfter({ trigger }: Occasion, facts: CareFacts, until: Day): Day | null {
  const from = addDays(until, 1)
  const dates = facts.dates ?? []
  const first = (days: readonly (Day | null | undefined)[]): Day | null => days.filter((day) => typeof day === 'string').sort()[0] ?? null
  if (trigger === 'COOPERATION_ANNIVERSARY') {
    const since = cooperationSince(facts.contractSignedOn ?? null, facts.firstOrderOn)
    return since === null ? null : (anniversariesBetween(since, from, addDays(from, 366))[0]?.day ?? null)
  }
  if (trigger === 'IMPORTANT_DATE') return first(dates.filter(isCompanyDay).map((date) => nextTime(date, from)))
  if (trigger === 'GREETING_DAY') {
    return first([...dates.filter(isBirthday).map((date) => nextTime(date, from)), festivalsBetween(from, addDays(from, 366))[0]?.day])
  }
  return null
}

function addTime(
  plan: CarePlan,
  { rule, trigger, dueDays }: Occasion,
  { on, key, facts }: Time,
  past: readonly Past[],
  span: Span,
  owed: Duty[],
) {
  const rows = rowsOf(rule, past, span.today)
  const standing = rows.all.find((row) => row.state !== 'ENDED' && isOfPeriod(row, key))
  if (standing && standing.state !== 'OPEN') return
  const dueOn = addDays(on, dueDays)
  const prepared = preparationOf(on, plan.document.care.preparation, plan.calendar, span.today)
  const windowFrom = trigger === 'FIRST_ORDER' ? on : prepared.from
  // Once preparing has begun, the task stays as people know it.
  const stays = standing && (standing.windowFrom === windowFrom || standing.windowFrom <= span.today)
  owed.push({
    ruleId: rule,
    kind: trigger === 'GREETING_DAY' ? 'GREETING' : 'GIFT',
    period: stays ? standing.period : freshPeriod(rows, key),
    dueOn,
    windowFrom,
    windowTo: dueOn,
    counted: true,
    basis: 'EVENT',
    facts: { eventOn: on, prepareFrom: prepared.from, ...facts },
  })
}
