import { describe, expect, test } from 'vitest'
import { asPast, customer, planWith, withDayOff } from '../../../../test/care.ts'
import { dutiesOf } from './duties.ts'
import type { CareFacts, Past } from './facts.ts'
import { reconcile } from './reconcile.ts'

const plan = planWith([])
const ownerless = (change: Partial<CareFacts>) => customer({ ownerId: null, ...change })
const owed = (facts: CareFacts, past: Past[], asOf: string) =>
  dutiesOf(plan, facts, past, asOf, '2026-12-31').owed.filter(({ basis }) => basis === 'EVENT')

describe('KA-08, KA-09 a manager within five workdays', () => {
  test.each<[string, CareFacts, string[]]>([
    ['KA-09 a key account without one', ownerless({ class: 'KEY' }), ['KA-09']],
    ['KA-08 the core tier without one', ownerless({ tier: 'CORE' }), ['KA-08']],
    ['KA-09 both: one task', ownerless({ class: 'KEY', tier: 'CORE' }), ['KA-09']],
    ['KA-09 lost or without orders too', ownerless({ class: 'KEY', stage: 'LOST', validOrders: 0 }), ['KA-09']],
    ['an ordinary customer needs none', ownerless({}), []],
    ['who has one needs none', customer({ class: 'KEY' }), []],
  ])('%s', (_, facts, rules) => expect(owed(facts, [], '2026-09-22').map(({ ruleId }) => ruleId)).toEqual(rules))

  test('counted from the day it is noticed, over holidays and make-up workdays', () => {
    expect(owed(ownerless({ class: 'KEY' }), [], '2026-09-29')).toEqual([
      {
        ruleId: 'KA-09',
        kind: 'ASSIGN_MANAGER',
        period: '2026-09-29',
        windowFrom: '2026-09-29',
        dueOn: '2026-10-12',
        windowTo: '2026-10-12',
        counted: true,
        basis: 'EVENT',
        facts: { eventOn: '2026-09-29', days: 5, clock: 'WORKING' },
      },
    ])
  })

  const facts = ownerless({ class: 'KEY' })
  const [first] = owed(facts, [], '2026-11-20')
  test.each<[string, CareFacts, Past[], string, string[]]>([
    ['one that is open is enough', facts, [asPast(first!)], '2026-11-22', ['2026-11-20']],
    ['also one of the other rule', facts, [asPast(first!, { ruleId: 'KA-08' })], '2026-11-22', ['2026-11-20']],
    ['also one that is late', facts, [asPast(first!)], '2026-12-05', []],
    ['waived is an answer', facts, [asPast(first!, { state: 'WAIVED' })], '2026-11-22', []],
    ['done, and the manager left', facts, [asPast(first!, { state: 'DONE', doneOn: '2026-11-21' })], '2026-11-22', ['2026-11-22']],
    ['done and gone on one day', facts, [asPast(first!, { state: 'DONE', doneOn: '2026-11-20' })], '2026-11-20', ['2026-11-20#2']],
  ])('%s', (_, customerFacts, past, asOf, periods) => expect(owed(customerFacts, past, asOf).map(({ period }) => period)).toEqual(periods))

  test.each<[string, string, string, [period: string, dueOn: string][]]>([
    ['a workday before its day becomes a holiday: a day later', '2026-11-22', '2026-11-25', [['2026-11-20#2', '2026-11-30']]],
    ['its own day does: a day later', '2026-11-22', '2026-11-27', [['2026-11-20#2', '2026-11-30']]],
    ['a day after it: it stays', '2026-11-22', '2026-11-30', [['2026-11-20', '2026-11-27']]],
    ['on its day it stays', '2026-11-27', '2026-11-25', [['2026-11-20', '2026-11-27']]],
    ['late it stays, and is not asked again', '2026-11-28', '2026-11-25', []],
  ])('KA-09 the calendar changed: %s', (_, asOf, dayOff, duties) => {
    const by = dutiesOf(withDayOff(plan, dayOff), facts, [asPast(first!)], asOf, '2026-12-31').owed
    expect(by.filter(({ kind }) => kind === 'ASSIGN_MANAGER').map(({ period, dueOn }) => [period, dueOn])).toEqual(duties)
  })
})

describe('CARE-28 the strategy is looked at again within five workdays of a move between tiers', () => {
  const moved = (change: Partial<CareFacts> = {}) =>
    customer({ tier: 'CORE', tierChangedOn: '2026-11-20', tierBefore: 'POTENTIAL', ...change })
  const [review] = owed(moved(), [], '2026-11-20')

  test('a customer who became core', () => {
    expect(review).toMatchObject({
      ruleId: 'CARE-28',
      kind: 'STRATEGY_REVIEW',
      period: '2026-11-20',
      dueOn: '2026-11-27',
      facts: { tier: 'CORE', tierBefore: 'POTENTIAL', days: 5 },
    })
  })

  test.each<[string, CareFacts, Past[], string, number]>([
    ['a customer who is core no more', moved({ tier: 'POTENTIAL', tierBefore: 'CORE' }), [], '2026-11-22', 1],
    ['a key account, whatever the tiers', moved({ class: 'KEY', tier: 'GENERAL' }), [], '2026-11-22', 1],
    ['neither before nor after', moved({ tier: 'GENERAL' }), [], '2026-11-22', 0],
    ['never moved', customer({ tier: 'CORE' }), [], '2026-11-22', 0],
    ['five workdays are over', moved(), [], '2026-11-28', 0],
    ['planned already', moved(), [asPast(review!)], '2026-11-22', 0],
    ['done already', moved(), [asPast(review!, { state: 'DONE', doneOn: '2026-11-22' })], '2026-11-22', 0],
    ['another one is open', moved(), [asPast(review!, { period: '2026-10-01', dueOn: '2026-10-10' })], '2026-11-22', 0],
    ['an earlier one is done', moved(), [asPast(review!, { period: '2026-10-01', state: 'DONE', doneOn: '2026-10-02' })], '2026-11-22', 1],
  ])('%s', (_, facts, past, asOf, count) => expect(owed(facts, past, asOf)).toHaveLength(count))

  test('CARE-28 a workday that became a holiday moves a review that is not due yet; the one that stood is ended for it', () => {
    const standing = { ...asPast(review!), id: 5 }
    const other = withDayOff(plan, '2026-11-25')
    const reconciled = (asOf: string) =>
      reconcile(other, moved(), dutiesOf(other, moved(), [standing], asOf, '2026-12-31'), [standing], asOf)
    const { insert, end } = reconciled('2026-11-22')
    expect(insert.filter(({ ruleId }) => ruleId === 'CARE-28')).toMatchObject([{ period: '2026-11-20#2', dueOn: '2026-11-30' }])
    expect(end).toEqual([{ id: 5, reason: 'RESCHEDULED' }])
    const onItsDay = reconciled('2026-11-27')
    expect(onItsDay.insert.filter(({ ruleId }) => ruleId === 'CARE-28')).toEqual([])
    expect(onItsDay.end).toEqual([])
  })
})
