import { describe, expect, test } from 'vitest'
import { dayNumber } from '../../../core/day.ts'
import { buildLedger } from '../../purchases/policy.ts'
import { assess } from './assess.ts'
import { compileTiering } from './compile.ts'
import { tieringSection } from './section.ts'
import { STANDARD_TIERING } from './standard.ts'

const section = tieringSection.parse(STANDARD_TIERING)
const rules = compileTiering(section)
type Purchases = [day: string, yuan: number][]
const on = (asOf: string, purchases: Purchases, by = rules) =>
  assess(by, buildLedger(purchases.map(([day, yuan]) => ({ on: dayNumber(day), net: Math.round(yuan * 100) }))), dayNumber(asOf))
const times = (n: number, day: string): Purchases => Array.from({ length: n }, () => [day, 1])

describe('TAG-05 tenure by anniversaries of the first valid order', () => {
  test.each([
    ['2025-11-22', '2026-11-21', 'TENURE_NEW'],
    ['2025-11-22', '2026-11-22', 'TENURE_OLD'],
    ['2024-02-29', '2025-02-27', 'TENURE_NEW'],
    ['2024-02-29', '2025-02-28', 'TENURE_OLD'],
  ])('first order %s, on %s: %s', (first, asOf, tag) => expect(on(asOf, [[first, 1]]).tags[0]).toBe(tag))

  test('a first order of 29 February 2024 has its second anniversary on 28 February 2026', () => {
    expect(on('2026-02-27', [['2024-02-29', 1]]).inputs.tenureMonths).toBe(23)
    expect(on('2026-02-28', [['2024-02-29', 1]]).inputs.tenureMonths).toBe(24)
  })

  test('a credit before the first order does not start the tenure', () => {
    expect(on('2026-06-30', [['2024-01-01', -5], ['2026-01-01', 9]]).tags[0]).toBe('TENURE_NEW') // biome-ignore format: short
  })
})

describe('TAG-06 TAG-07 orders a month over the last 12 months', () => {
  test.each([
    [36, 'FREQ_HIGH'],
    [35, 'FREQ_MID'],
    [12, 'FREQ_MID'],
    [11, 'FREQ_LOW'],
  ])('%i orders in 12 months: %s', (orders, tag) => {
    expect(on('2026-06-30', [['2024-01-01', 1], ...times(orders, '2026-06-01')]).tags[1]).toBe(tag)
  })

  test.each([
    ['a fortnight counts as one month', '2026-06-16', 3, 1, 'FREQ_HIGH'],
    ['59 days are one whole month', '2026-05-02', 3, 1, 'FREQ_HIGH'],
    ['two months to the day', '2026-04-30', 5, 2, 'FREQ_MID'],
    ['six orders in two months', '2026-04-30', 6, 2, 'FREQ_HIGH'],
    ['eleven months', '2025-07-01', 10, 11, 'FREQ_LOW'],
  ])('a young customer is measured by whole months: %s', (_, first, orders, months, tag) => {
    const a = on('2026-06-30', times(orders, first))
    expect([a.inputs.frequencyMonths, a.tags[1]]).toEqual([months, tag])
  })

  test('five orders in a quarter make F high and the tag medium: two measures', () => {
    const a = on('2026-06-30', [['2024-01-01', 1], ...times(5, '2026-06-01'), ...times(7, '2025-08-01')])
    expect([a.points.f, a.tags[1]]).toEqual([5, 'FREQ_MID'])
  })
})

describe('TAG-13 TAG-14 active, dormant or prospect', () => {
  test.each([
    ['2026-04-01', 'ACTIVE'],
    ['2026-03-31', 'ACTIVE'],
    ['2026-03-30', 'DORMANT'],
  ])('last order %s, on 30 June 2026: %s', (last, tag) => expect(on('2026-06-30', [[last, 1]]).tags[3]).toBe(tag))

  test('§0.1.7 three months can be 92 days: active and R = 1 at once', () => {
    const a = on('2026-08-31', [['2026-06-01', 1]])
    expect([a.inputs.recencyDays, a.points.r, a.tags[3]]).toEqual([91, 1, 'ACTIVE'])
  })

  test('a credit is no dealing that keeps a customer active', () => {
    expect(on('2026-06-30', [['2026-01-01', 9], ['2026-06-20', -1]]).tags[3]).toBe('DORMANT') // biome-ignore format: short
  })
})

describe('TAG-15 at risk: down 30 % on the three months before, or on the same three months a year ago', () => {
  test.each<[string, Purchases, boolean]>([
    ['100 to 70', [['2026-02-01', 100], ['2026-05-01', 70]], true],
    ['100 to 70.01', [['2026-02-01', 100], ['2026-05-01', 70.01]], false],
    ['0 to something', [['2026-05-01', 70]], false],
    ['a year ago 100, now 70', [['2025-05-01', 100], ['2026-02-01', 50], ['2026-05-01', 70]], true],
    ['a year ago 100, now 70.01', [['2025-05-01', 100], ['2026-02-01', 50], ['2026-05-01', 70.01]], false],
    ['a base that credits turned negative', [['2026-02-01', 100], ['2026-02-02', -101], ['2026-05-01', 0.01]], false],
    ['a credit brings the drop', [['2026-02-01', 100], ['2026-05-01', 100], ['2026-06-01', -30]], true],
    ['nothing left of 100', [['2026-02-01', 100]], true],
  ])('%s', (_, purchases, expected) => expect(on('2026-06-30', purchases).tags.includes('AT_RISK')).toBe(expected)) // biome-ignore format: a table

  test('a base under the least base is not judged', () => {
    const above = (minBase: number) => compileTiering({ ...section, tags: { ...section.tags, risk: { ...section.tags.risk, minBase } } })
    expect(on('2026-06-30', [['2026-02-01', 100]], above(100)).tags).toContain('AT_RISK')
    expect(on('2026-06-30', [['2026-02-01', 100]], above(100.01)).tags).not.toContain('AT_RISK')
  })

  test('it stands beside the other four, last', () => {
    expect(on('2026-06-30', [['2026-02-01', 100], ['2026-05-01', 70]]).tags).toEqual([
      'TENURE_NEW', 'FREQ_LOW', 'VALUE_LOW', 'ACTIVE', 'AT_RISK',
    ])
  }) // biome-ignore format: short
})
