import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../../test/care.ts'
import { dayFrom, dayNumber, plusMonths } from '../../../core/day.ts'
import { cadenceOf, type Rolling } from './cadence.ts'
import { firstDue, fractionOf } from './start.ts'

const every = (months: number): Rolling => {
  const cadence = cadenceOf({ months }, calendar)
  if (cadence.repeats !== 'ROLLING') throw new Error('expected a rolling cadence')
  return cadence
}
const live = dayNumber('2026-01-01')
const usual = { liveOn: live, spread: true, early: false, place: 0 }
const numbered = (n: number) => `C${String(n).padStart(6, '0')}`

type Known = { lastDone?: string; firstOrderOn?: string }
const first = (months: number, { lastDone, firstOrderOn }: Known, asOf: string, start = usual, customerNo = 'C1') => {
  const last = lastDone === undefined ? null : dayNumber(lastDone)
  const answer = firstDue(
    { cadence: every(months), lastDone: last, firstOrderOn: firstOrderOn ?? null },
    { ...start, place: fractionOf(customerNo) },
    dayNumber(asOf),
  )
  return { ...answer, dueOn: dayFrom(answer.due) }
}

describe('§0.1.4 the first due day', () => {
  test.each([
    [
      'CARE-01 last done: a cycle later',
      3,
      { lastDone: '2026-08-31', firstOrderOn: '2020-01-01' },
      '2026-11-22',
      '2026-11-30',
      'LAST_DONE',
    ],
    ['CARE-01 that is today', 3, { lastDone: '2026-08-31' }, '2026-11-30', '2026-11-30', 'LAST_DONE'],
    ['VIS-05 first order after going live: a cycle later', 6, { firstOrderOn: '2026-06-30' }, '2026-11-22', '2026-12-30', 'FIRST_ORDER'],
    ['CARE-11 the third month', 1, { firstOrderOn: '2026-08-31' }, '2026-11-22', '2026-11-30', 'FIRST_ORDER'],
    ['CARE-11 found on the very day', 1, { firstOrderOn: '2026-08-31' }, '2026-10-31', '2026-10-31', 'FIRST_ORDER'],
    ['CARE-03 an order to come', 12, { firstOrderOn: '2026-12-24' }, '2026-11-22', '2027-12-24', 'FIRST_ORDER'],
  ])('%s', (_, months, known, asOf, dueOn, basis) => expect(first(months, known, asOf)).toMatchObject({ dueOn, basis }))

  test.each([
    ['an order on the day of going live', { firstOrderOn: '2026-01-01' }],
    ['an order before it', { firstOrderOn: '2019-01-01' }],
    ['no order, a key account', {}],
    ['last done too long ago', { lastDone: '2024-01-01' }],
    ['last done too long ago, ordered since', { lastDone: '2025-01-01', firstOrderOn: '2026-03-01' }],
  ])('has its place in the cycle: %s', (_, known) => {
    const { due, basis } = first(12, known, '2026-05-05')
    expect(basis).toBe('FIRST_SPREAD')
    expect(due - dayNumber('2026-05-05')).toBeGreaterThanOrEqual(0)
    expect(due - dayNumber('2026-05-05')).toBeLessThan(365)
  })

  test('tells what it reckoned from', () => {
    expect(first(3, { lastDone: '2026-08-31' }, '2026-11-22').from).toEqual({ lastDoneOn: '2026-08-31' })
    expect(first(3, { firstOrderOn: '2026-08-31' }, '2026-11-22').from).toEqual({ firstOrderOn: '2026-08-31' })
    expect(first(3, {}, '2026-11-22').from).toEqual({ liveOn: '2026-01-01' })
  })

  test('without spreading everybody comes a cycle after going live', () => {
    const together = { ...usual, spread: false, early: true }
    for (const no of ['C1', 'C2', 'C3']) expect(first(12, {}, '2026-01-01', together, no).dueOn).toBe('2027-01-01')
  })

  test('stays the same until its day has come', () => {
    const anyDay = fc.integer({ min: live - 900, max: live + 1200 })
    const maybe = fc.option(anyDay, { nil: undefined })
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 12 }),
        maybe,
        maybe,
        fc.boolean(),
        anyDay,
        fc.nat(400),
        (no, months, done, order, early, asOf, later) => {
          const known = {
            ...(done !== undefined && done <= asOf ? { lastDone: dayFrom(done) } : {}),
            ...(order === undefined ? {} : { firstOrderOn: dayFrom(order) }),
          }
          const now = first(months, known, dayFrom(asOf), { ...usual, early }, no)
          expect(now.due).toBeGreaterThanOrEqual(asOf)
          const on = Math.min(asOf + later, now.due)
          expect(first(months, known, dayFrom(on), { ...usual, early }, no)).toEqual(now)
        },
      ),
    )
  })
})

describe('customers are spread evenly by their number', () => {
  const many = 12_000
  const spread = (early: boolean, asOf: string, known: Known = {}) =>
    Array.from({ length: many }, (_, n) => first(12, known, asOf, { ...usual, early }, numbered(n)).due - dayNumber(asOf))

  test.each([
    ['a year from going live', false, '2026-01-01', {}, 365],
    ['a year from a later day of planning, for who was last seen too long ago', false, '2026-09-10', { lastDone: '2023-05-05' }, 365],
    ['KEY: the first half of it', true, '2026-01-01', {}, 183],
    ['KEY: half a year from a later day', true, '2027-02-11', {}, 183],
  ])('over %s', (_, early, asOf, known, days) => {
    const counts = new Array<number>(12).fill(0)
    for (const offset of spread(early, asOf, known)) {
      expect(offset).toBeLessThan(days)
      counts[Math.floor((offset * 12) / days)]! += 1
    }
    for (const count of counts) expect(Math.abs(count - many / 12)).toBeLessThan(many / 12 / 6)
  })

  test('whatever the numbers look like, each twentieth of the cycle gets its share', () => {
    const shapes = [numbered, (n: number) => String(n), (n: number) => `客户-${n * 10}`, (n: number) => `${n}`.padEnd(18, 'X')]
    for (const shape of shapes) {
      const counts = new Array<number>(20).fill(0)
      for (let n = 0; n < many; n++) counts[Math.floor(fractionOf(shape(n)) * 20)]! += 1
      // 19 degrees of freedom: beyond 60 by chance once in a million.
      expect(counts.reduce((sum, count) => sum + (count - many / 20) ** 2 / (many / 20), 0)).toBeLessThan(60)
    }
  })

  test('the cycle is counted in months from going live', () => {
    const last = Math.max(...spread(false, '2026-01-01'))
    expect(live + last).toBeLessThan(plusMonths(live, 12))
  })
})
