import { type Day, dayNumber } from '../../../core/day.ts'
import { dayText, type Rolling } from './cadence.ts'
import type { CareFacts, Duty, Past, Span } from './facts.ts'
import { freshPeriod, lastDone, plannedFor, type Rows, rowsOf } from './past.ts'
import type { CareRule } from './rules.ts'
import { type Due, firstDue, type Start } from './start.ts'
import { around } from './window.ts'

/** A customer with all policy tasks so far, and where in the first cycle it comes. */
export type Customer = { facts: CareFacts; past: readonly Past[]; start: Start }

type Case = { rule: CareRule; cadence: Rolling; customer: Customer; rows: Rows; span: Span }

/**
 * Adds what a rule with a rolling cadence owes within the span to `owed`, in the order of due days. Answers the first
 * due day beyond the span that is not planned yet, Infinity when nothing more will be owed.
 */
export function addRolling(rule: CareRule, cadence: Rolling, customer: Customer, span: Span, owed: Duty[]): number {
  const rows = rowsOf(rule.ruleId, customer.past, span.today)
  const { head } = rows
  if (head) for (const row of standing(rows, head.dueOn)) owed.push(asDuty(row, rule, cadence))
  let taken = head === null || rule.atMost === Number.POSITIVE_INFINITY ? 0 : countUntil(rows, head.dueOn)
  let next = nextDue({ rule, cadence, customer, rows, span })
  for (; taken < rule.atMost; taken++) {
    const dueOn = dayText(next.due)
    const planned = plannedFor(rows, dueOn)
    if (next.due > span.until && !planned) return next.due
    owed.push({
      ruleId: rule.ruleId,
      kind: rule.kind,
      period: planned?.period ?? freshPeriod(rows, dueOn),
      ...around(next.due, rule.window),
      counted: rule.counted,
      basis: next.basis,
      facts: { ...cadence.facts, ...next.from },
    })
    next = { due: cadence.after(next.due), basis: 'LAST_DONE', from: { lastDueOn: dueOn } }
  }
  return Number.POSITIVE_INFINITY
}

/** Open tasks up to the head: a later one was done first, they are owed all the same. */
const standing = ({ ahead }: Rows, headDueOn: Day): Past[] =>
  ahead.filter((row) => row.dueOn <= headDueOn).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))

const countUntil = ({ all }: Rows, headDueOn: Day): number => all.filter((row) => row.state !== 'ENDED' && row.dueOn <= headDueOn).length

function asDuty({ ruleId, kind, period, dueOn, windowFrom, windowTo }: Past, { counted }: CareRule, { facts }: Rolling): Duty {
  return { ruleId, kind, period, dueOn, windowFrom, windowTo, counted, basis: 'LAST_DONE', facts }
}

/** The due day after those that stand for good. A series that broke off (the rule did not apply for a while) begins anew. */
function nextDue(at: Case): Due {
  const { rule, cadence, rows, span } = at
  if (rows.head === null) return settledIn(firstOf(at), at)
  const next = postponed(afterHead(rows.head, cadence), rule.follows ? doneOtherwise(at) : null, cadence)
  if (next.due >= span.asOf) return next
  const anew = firstOf(at)
  if (anew.basis === 'LAST_DONE') return anew
  let { due } = next
  let last = due
  while (due < span.asOf) {
    last = due
    due = cadence.after(due)
  }
  return { due, basis: 'LAST_DONE', from: { lastDueOn: dayText(last) } }
}

/**
 * §0.1.5: done within its window, or not done at all, the next is reckoned from the due day; done before or after the
 * window, from the day it was done. Never from before the head, so that due days only go up.
 */
function afterHead({ dueOn, windowFrom, windowTo, state, doneOn }: Past, cadence: Rolling): Due {
  const due = dayNumber(dueOn)
  if (state === 'DONE' && doneOn !== null && (doneOn < windowFrom || doneOn > windowTo)) {
    const next = Math.max(cadence.after(dayNumber(doneOn)), due + 1)
    return { due: next, basis: 'LAST_DONE', from: { lastDoneOn: doneOn } }
  }
  const from = doneOn === null ? { lastDueOn: dueOn } : { lastDueOn: dueOn, lastDoneOn: doneOn }
  return { due: cadence.after(due), basis: 'LAST_DONE', from }
}

/** The last day on which it was done without a task of the rule itself. */
function doneOtherwise({ rule, customer: { facts, past }, span }: Case): Day | null {
  return lastDone(rule, { facts, past: past.filter(({ ruleId }) => ruleId !== rule.ruleId) }, span.today)
}

/** A place in the cycle once planned is kept, whatever place the customer would have by now. */
function settledIn(first: Due, { cadence, rows: { ahead }, span }: Case): Due {
  if (first.basis !== 'FIRST_SPREAD' || ahead.length === 0) return first
  const planned = Math.min(...ahead.map((row) => dayNumber(row.dueOn)))
  return planned <= cadence.after(span.asOf) ? { ...first, due: planned } : first
}

function postponed(next: Due, doneOn: Day | null, cadence: Rolling): Due {
  if (doneOn === null) return next
  const due = cadence.after(dayNumber(doneOn))
  return due > next.due ? { due, basis: 'LAST_DONE', from: { lastDoneOn: doneOn } } : next
}

function firstOf({ rule, cadence, customer, span }: Case): Due {
  const last = lastDone(rule, customer, span.today)
  const done = { cadence, lastDone: last === null ? null : dayNumber(last), firstOrderOn: customer.facts.firstOrderOn }
  return firstDue(done, customer.start, span.asOf)
}
