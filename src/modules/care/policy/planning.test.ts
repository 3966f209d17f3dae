import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asPast, calendar, customer, liveOn, packs } from '../../../../test/care.ts'
import { dayFrom, dayNumber } from '../../../core/day.ts'
import { type CarePlan, compileCare } from './compile.ts'
import { dutiesOf } from './duties.ts'
import type { CareFacts, Duty } from './facts.ts'
import { reconcile, type StandingTask } from './reconcile.ts'

const HORIZON = 90
const START = dayNumber('2026-02-20')
const plans = packs.map(({ document }) => compileCare(document, calendar, liveOn))

const dayAround = (before: number, after: number) => fc.integer({ min: START - before, max: START + after }).map(dayFrom)
const maybe = (day: fc.Arbitrary<string>) => fc.option(day, { nil: null })
const knownFacts = fc.record({
  customerNo: fc.string({ minLength: 1, maxLength: 8 }),
  class: fc.constantFrom('KEY', 'GENERAL'),
  tier: fc.constantFrom('CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK', null),
  stage: fc.constantFrom('NEW', 'GROWTH', 'MATURE', 'LOST'),
  validOrders: fc.constantFrom(0, 3),
  firstOrderOn: maybe(dayAround(800, 0)),
  lastMaintenanceOn: maybe(dayAround(500, 0)),
  lastVisitOn: maybe(dayAround(500, 0)),
  lastProductVisitOn: maybe(dayAround(500, 0)),
  lastContactOn: maybe(dayAround(60, 0)),
  verifiedOn: maybe(dayAround(300, 0)),
  ownerId: fc.constantFrom(null, 7),
  tierChangedOn: maybe(dayAround(10, 0)),
})
const customers: fc.Arbitrary<CareFacts> = knownFacts.map(customer)

/** What happens on a day: time passes, somebody does or waives an open task, or the customer changes. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('DO' as const), days: fc.nat(25), which: fc.nat(9), waive: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('CHANGE' as const),
      days: fc.nat(25),
      to: fc.record({ class: fc.constantFrom('KEY', 'GENERAL'), tier: fc.constantFrom('CORE', 'POTENTIAL', 'GENERAL') }),
    }),
  },
)
const stories = fc.record({ plan: fc.constantFrom(...plans), facts: customers, steps: fc.array(step, { maxLength: 12 }) })

/** One customer's book of tasks, kept as the nightly planning keeps it. */
class Book {
  on = START
  tasks: StandingTask[] = []
  facts: CareFacts
  readonly plan: CarePlan

  constructor(plan: CarePlan, facts: CareFacts) {
    this.plan = plan
    this.facts = facts
  }

  look(on = this.on) {
    return dutiesOf(this.plan, this.facts, this.tasks, dayFrom(on), dayFrom(on + HORIZON))
  }

  changes(on = this.on) {
    return reconcile(this.plan, this.facts, this.look(on), this.tasks, dayFrom(on))
  }

  night() {
    const { insert, end, met } = this.changes()
    const done = { state: 'DONE' as const, doneOn: dayFrom(this.on) }
    this.tasks = this.tasks.map((task) => {
      if (met.includes(task.id)) return { ...task, ...done }
      return end.some(({ id }) => id === task.id) ? { ...task, state: 'ENDED' as const } : task
    })
    this.tasks.push(...insert.map((duty, i) => ({ ...asPast(duty), id: this.tasks.length + i + 1 })))
  }

  day(event: typeof step extends fc.Arbitrary<infer S> ? S : never) {
    for (let left = event.days; left > 0; left -= 7) {
      this.on += Math.min(left, 7)
      this.night()
    }
    if (event.what === 'CHANGE') this.facts = { ...this.facts, ...event.to }
    else this.settle(event.which, event.waive && event.which % 3 === 0)
    this.night()
  }

  settle(which: number, waive: boolean) {
    const open = this.tasks.filter(({ state }) => state === 'OPEN').sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    const task = open[which % Math.max(1, Math.min(open.length, 4))]
    if (!task) return
    const settled = waive ? { state: 'WAIVED' as const } : { state: 'DONE' as const, doneOn: dayFrom(this.on) }
    this.tasks = this.tasks.map((other) => (other.id === task.id ? { ...task, ...settled } : other))
  }
}

function bookAfter({ plan, facts, steps }: typeof stories extends fc.Arbitrary<infer S> ? S : never): Book {
  const book = new Book(plan, facts)
  book.night()
  for (const event of steps) book.day(event)
  return book
}

const byRule = (duties: readonly Duty[]) => Map.groupBy(duties, ({ ruleId }) => ruleId)

describe('planning a customer over a year of nights and days', () => {
  test('planning again on the same day changes nothing', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const book = bookAfter(story)
        expect(book.changes()).toEqual({ insert: [], end: [], met: [] })
      }),
    )
  })

  test('due days of a rule only go up, none before the day of planning, and keys never meet', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const book = bookAfter(story)
        for (const duties of byRule(book.look().owed).values()) {
          const days = duties.map(({ dueOn }) => dueOn)
          expect(days).toEqual([...new Set(days)].sort())
          expect(days[0]! >= dayFrom(book.on)).toBe(true)
        }
        const keys = book.tasks.map(({ ruleId, period }) => `${ruleId} ${period}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const { dueOn, windowFrom, windowTo } of book.tasks) expect(windowFrom <= dueOn && dueOn <= windowTo).toBe(true)
      }),
    )
  })

  test('nothing new is owed before reviewOn, something is on it', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const book = bookAfter(story)
        const { reviewOn } = book.look()
        const last = reviewOn === null ? book.on + 500 : dayNumber(reviewOn)
        for (let on = book.on + 1; on < last; on++) expect(book.changes(on)).toEqual({ insert: [], end: [], met: [] })
        if (reviewOn !== null) expect(book.changes(last).insert.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })

  test('never more than a cycle and a window lies between two due days of CARE-01, done or not', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const book = new Book(plans[0]!, { ...story.facts, class: 'KEY', stage: 'MATURE' })
        book.night()
        for (const event of story.steps) if (event.what === 'DO') book.day(event)
        const days = book.tasks
          .filter(({ ruleId, state }) => ruleId === 'CARE-01' && state !== 'ENDED')
          .map(({ dueOn }) => dayNumber(dueOn))
        days.sort((a, b) => a - b)
        const late = book.tasks.filter(
          ({ ruleId, state, doneOn, windowTo }) => ruleId === 'CARE-01' && state === 'DONE' && doneOn! > windowTo,
        )
        if (late.length === 0) for (let i = 1; i < days.length; i++) expect(days[i]! - days[i - 1]!).toBeLessThanOrEqual(92)
      }),
    )
  })
})
