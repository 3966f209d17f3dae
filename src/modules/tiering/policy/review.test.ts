import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayFrom, dayNumber } from '../../../core/day.ts'
import { buildLedger, type Ledger, ledgerUntil } from '../../purchases/policy.ts'
import { assess, drivingRule, outcomeOf, outcomesOf } from './assess.ts'
import { compileTiering, type TieringRules } from './compile.ts'
import { assessAndReview, newRow, nextReview } from './review.ts'
import { type TieringSection, tieringSection } from './section.ts'
import { STANDARD_TIERING } from './standard.ts'

const standard = tieringSection.parse(STANDARD_TIERING)
/** Windows that differ from one another, a second model in charge, shorter and odd lengths. */
const unusual: TieringSection = {
  ...standard,
  drives: 'SPEND_TENURE',
  rfm: { ...standard.rfm, r: { high: 7, mid: 200 }, f: { windowDays: 31, high: 3, mid: 2 }, m: { windowMonths: 5, high: 900, mid: 90 } },
  lifecycle: {
    lost: { days: 60, gaps: 2.25, gapDefault: 100 },
    decline: { drop: 45, months: 4, minTenureMonths: 7 },
    new: { tenureMonths: 9 },
    growth: { rise: 25, months: 2 },
  },
  spendTenure: { ...standard.spendTenure, mode: 'AND', amount: { high: 800, mid: 80 }, windowMonths: 7 },
  tags: {
    tenure: { oldMonths: 30 },
    frequency: { windowMonths: 8, high: 1.5, low: 0.25 },
    value: { windowMonths: 24, high: 1500, mid: 150 },
    active: { months: 1 },
    risk: { drop: 50, months: 2, minBase: 10 },
  },
}
/** The standard rules over small change, so that random amounts come near the thresholds. */
const small: TieringSection = {
  ...standard,
  rfm: { ...standard.rfm, m: { windowMonths: 12, high: 500, mid: 100 } },
  spendTenure: { ...standard.spendTenure, amount: { high: 500, mid: 100 } },
  tags: { ...standard.tags, value: { windowMonths: 12, high: 1000, mid: 500 } },
}
const books = { small: compileTiering(small), unusual: compileTiering(unusual) }

const AS_OF = dayNumber('2026-06-30')
const FOUR_YEARS = 1461
const amount = fc.oneof(fc.integer({ min: -20000, max: 60000 }), fc.constantFrom(100, 7000, 7001, 10000, 11000, 49999, 50000, -100, -10000))
const day = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: AS_OF - 1300, max: AS_OF }) },
  { weight: 1, arbitrary: fc.constantFrom(...['2023-06-30', '2024-02-29', '2025-08-31', '2025-12-31', '2026-01-30', '2026-02-28', '2026-03-31'].map(dayNumber)) },
) // biome-ignore format: a list
const ledgers = fc.array(fc.record({ on: day, net: amount }), { maxLength: 14 }).map(buildLedger)
const shifts = fc.integer({ min: -400, max: 400 })

/** Everything whose change calls for a review, judged afresh. */
function outcome(rules: TieringRules, ledger: Ledger, on: number): string {
  const { points, stage, tier, resolvedBy, tierRfm, tierSpendTenure, tags } = assess(rules, ledger, on)
  return JSON.stringify([points, stage, tier, resolvedBy, tierRfm, tierSpendTenure, tags])
}

function firstDifferenceByScan(rules: TieringRules, ledger: Ledger, asOf: number): number | null {
  const now = outcome(rules, ledger, asOf)
  for (let on = asOf + 1; on <= asOf + FOUR_YEARS; on++) if (outcome(rules, ledger, on) !== now) return on
  return null
}

describe.each(Object.entries(books))('the next review under the %s rules', (_, rules) => {
  test('is the first day on which a day-by-day scan over four years finds any outcome changed', () => {
    fc.assert(
      fc.property(ledgers, shifts, (whole, shift) => {
        const asOf = AS_OF + shift
        const ledger = ledgerUntil(whole, asOf)
        const review = nextReview(rules, ledger, asOf)
        const scanned = firstDifferenceByScan(rules, ledger, asOf)
        expect(review !== null && review <= asOf + FOUR_YEARS ? review : null).toBe(scanned)
      }),
      { numRuns: 250 },
    )
  })

  test('comes to an end: after the last one nothing changes for thirty years', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        let last = AS_OF
        for (let on = nextReview(rules, ledger, last); on !== null; on = nextReview(rules, ledger, last)) last = on
        const settled = outcome(rules, ledger, last)
        for (let on = last; on < last + 30 * 365; on += 97) expect(outcome(rules, ledger, on)).toBe(settled)
      }),
    )
  })

  test('does not depend on who was judged before with the same row, and says the same as a single assessment', () => {
    const row = newRow(rules)
    const spelt = outcomesOf(rules)
    fc.assert(
      fc.property(ledgers, shifts, (ledger, shift) => {
        assessAndReview(rules, ledger, AS_OF + shift, row)
        const alone = assess(rules, ledger, AS_OF + shift)
        expect(alone).toMatchObject(outcomeOf(rules, row.verdict))
        expect(spelt(row.verdict)).toEqual(outcomeOf(rules, row.verdict))
        expect(drivingRule(rules, row.verdict)).toBe(rules.drivenBySpend ? alone.spendRule : alone.cellRule)
        expect([row.recencyDays, row.orders90d, row.amount12m, row.firstOn, row.lastOn]).toEqual([
          alone.inputs.recencyDays, alone.inputs.orders90d, alone.inputs.amount12m, alone.inputs.firstOn, alone.inputs.lastOn,
        ]) // biome-ignore format: two rows
        expect(row.reviewOn).toBe(nextReview(rules, ledger, AS_OF + shift))
      }),
    )
  })
})

describe('the next review of customers a person can follow', () => {
  const review = (asOf: string, purchases: [string, number][]) => {
    const ledger = buildLedger(purchases.map(([on, yuan]) => ({ on: dayNumber(on), net: yuan * 100 })))
    const on = nextReview(compileTiering(standard), ledger, dayNumber(asOf))
    return on === null ? null : dayFrom(on)
  }
  test.each<[string, string, [string, number][], string | null]>([
    ['nobody ordered: never', '2026-06-30', [], null],
    ['a credit alone: never', '2026-06-30', [['2026-06-01', -5]], null],
    ['an order today: R falls after 30 days', '2026-06-30', [['2026-06-30', 5]], '2026-07-31'],
    ['then the frequency, one order in two months', '2026-07-31', [['2026-06-30', 5]], '2026-08-30'],
    ['then F, when the order leaves the 90 days', '2026-08-30', [['2026-06-30', 5]], '2026-09-28'],
    ['then R falls to the lowest, after 90 days', '2026-09-28', [['2026-06-30', 5]], '2026-09-29'],
    ['then it is dormant and at risk, three months on', '2026-09-29', [['2026-06-30', 5]], '2026-09-30'],
    ['an old, single, small order: until the anniversaries', '2026-06-30', [['2024-01-15', 5]], '2027-01-15'],
    ['beyond the third anniversary: never again', '2027-01-15', [['2024-01-15', 5]], null],
    ['an order that is only dated for later: on its day', '2026-06-30', [['2026-07-03', 5]], '2026-07-03'],
  ])('%s', (_, asOf, purchases, expected) => expect(review(asOf, purchases)).toBe(expected))
})
