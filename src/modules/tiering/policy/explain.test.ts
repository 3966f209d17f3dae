import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '../../../core/day.ts'
import { buildLedger, ledgerWith } from '../../purchases/policy.ts'
import { assess } from './assess.ts'
import { compileTiering } from './compile.ts'
import { explain } from './explain.ts'
import { nextTierChange, rankOf, smallestLift } from './lift.ts'
import { tieringSection } from './section.ts'
import { STANDARD_TIERING } from './standard.ts'

const section = tieringSection.parse(STANDARD_TIERING)
const rules = compileTiering(section)
type Purchases = [day: string, yuan: number][]
const ledgerOf = (purchases: Purchases) => buildLedger(purchases.map(([on, yuan]) => ({ on: dayNumber(on), net: Math.round(yuan * 100) })))
const why = (asOf: string, purchases: Purchases) => explain(rules, ledgerOf(purchases), dayNumber(asOf))

describe('why a steady customer is general', () => {
  const steady: Purchases = [['2024-03-05', 60_000], ['2025-08-10', 60_000], ['2026-02-10', 60_000], ['2026-05-20', 60_000]] // biome-ignore format: short
  const said = why('2026-06-30', steady)

  test('each score names its number, its thresholds, its window and its rule', () => {
    expect(said.scores).toEqual({
      r: { rule: 'SEG-04', value: 41, comparison: 'AT_MOST', high: 30, mid: 90, level: 'MID', points: 3, window: null },
      f: {
        rule: 'SEG-05', value: 1, comparison: 'AT_LEAST', high: 4, mid: 1, level: 'MID', points: 3,
        window: { unit: 'DAY', length: 90, after: '2026-04-01', until: '2026-06-30' },
      },
      m: {
        rule: 'SEG-06', value: 18_000_000, comparison: 'AT_LEAST', high: 50_000_000, mid: 10_000_000, level: 'MID', points: 3,
        window: { unit: 'MONTH', length: 12, after: '2025-06-30', until: '2026-06-30' },
      },
      total: 9,
    }) // biome-ignore format: a table
    expect(said.band).toEqual({ band: 'UPPER', least: 8, sums: [9, 11] })
  })

  test('SEG-03 all five stage tests stand there with their numbers, and one decides', () => {
    expect(said.stage.tests.map(({ stage, holds, decides }) => [stage, holds, decides])).toEqual([
      ['LOST', false, false],
      ['DECLINE', false, false],
      ['NEW', false, false],
      ['GROWTH', true, true],
      ['MATURE', true, false],
    ])
    expect(said.stage.tests[0]!.facts).toMatchObject({
      recencyDays: 41,
      lostDays: 180,
      gaps: 3,
      spanDays: 806,
      gapFactor: 3,
      limitDays: 806,
    })
    expect(said.stage.tests[3]!.facts).toEqual({ now: 12_000_000, before: 6_000_000, months: 6, rise: 10 })
  })

  test('both models, their rules and what lifted them', () => {
    expect(said).toMatchObject({ tier: 'POTENTIAL', resolvedBy: 'SOURCE', drives: 'RFM_LC' })
    expect(said.models.rfm).toEqual({ tier: 'POTENTIAL', band: 'UPPER', stage: 'GROWTH', origin: 'SOURCE', rule: 'SEG-11' })
    expect(said.models.spendTenure).toMatchObject({ tier: 'POTENTIAL', rule: 'SEG-18', reasons: ['AMOUNT', 'TENURE'] })
  })

  test('every tag has its rule and numbers', () => {
    expect(said.tags.map(({ tag, rule }) => [tag, rule])).toEqual([
      ['TENURE_OLD', 'TAG-05'],
      ['FREQ_LOW', 'TAG-07'],
      ['VALUE_LOW', 'TAG-10'],
      ['ACTIVE', 'TAG-13'],
    ])
    expect(said.tags[1]!.facts).toEqual({ orders: 3, months: 12, high: 3, low: 1 })
  })

  test('the next change, with what differs and the facts that move', () => {
    expect(said.willChange).toEqual({
      on: '2026-08-10',
      differs: [
        { what: 'TIER', from: 'POTENTIAL', to: 'GENERAL', because: [] },
        expect.objectContaining({ what: 'STAGE', from: 'GROWTH', to: 'MATURE' }),
        { what: 'TIER_RFM', from: 'POTENTIAL', to: 'GENERAL', because: [] },
        expect.objectContaining({ what: 'RESOLVED_BY', from: 'SOURCE', to: 'DEFAULT' }),
      ],
    })
  })
})

test('SEG-15 a tier that the source leaves open is marked so', () => {
  expect(why('2026-06-30', [['2026-06-20', 5]])).toMatchObject({
    tier: 'POTENTIAL',
    resolvedBy: 'DEFAULT',
    models: { rfm: { rule: 'SEG-15' } },
  })
})

test('§0.1.7 ACTIVE beside the lowest R is pointed out, and only then', () => {
  expect(why('2026-08-31', [['2026-06-01', 1]]).notes).toEqual(['ACTIVE_BUT_LOW_RECENCY'])
  expect(why('2026-08-30', [['2026-06-01', 1]]).notes).toEqual([])
})

test('§0.1.8 without an order: the lowest of all, NEW for want of an order, and one order would do', () => {
  const said = why('2026-06-30', [])
  expect(said).toMatchObject({
    dataMissing: true,
    tier: 'GENERAL',
    stage: { stage: 'NEW', rule: 'NO_ORDER' },
    willChange: null,
    wouldDrift: null,
  })
  expect(said.wouldLift).toMatchObject({ fen: 1, tier: 'POTENTIAL' })
})

describe('what would lift a customer', () => {
  test('a mature customer one fen short of the amount for M high', () => {
    const purchases: Purchases = [['2024-01-10', 1], ['2025-10-10', 250_000], ['2026-04-10', 1], ['2026-05-10', 1], ['2026-06-01', 249_990]] // biome-ignore format: short
    const said = why('2026-06-30', purchases)
    expect([said.tier, said.scores.m.value]).toEqual(['GENERAL', 49_999_200])
    expect(said.wouldLift).toMatchObject({ fen: 1, tier: 'CORE' })
  })

  test('nothing lifts a customer who is in the highest tier', () => {
    const purchases: Purchases = [['2024-01-10', 1], ['2025-10-10', 300_000], ['2026-05-10', 1], ['2026-06-01', 300_000]] // biome-ignore format: short
    const said = why('2026-06-30', purchases)
    expect([said.tier, said.wouldLift]).toEqual(['CORE', null])
    expect(said.wouldDrift).toMatchObject({ direction: 'DOWN' })
  })

  test('by trying every amount: it is the smallest that lifts', () => {
    const pennies = compileTiering({
      ...section,
      rfm: { ...section.rfm, m: { windowMonths: 12, high: 0.9, mid: 0.3 } },
      spendTenure: { ...section.spendTenure, amount: { high: 0.8, mid: 0.25 } },
    })
    const spendDrives = compileTiering({ ...pennies.section, drives: 'SPEND_TENURE' })
    const asOf = dayNumber('2026-06-30')
    const rows = fc.array(fc.record({ on: fc.integer({ min: asOf - 900, max: asOf }), net: fc.integer({ min: -30, max: 60 }) }), {
      maxLength: 9,
    })
    fc.assert(
      fc.property(rows, fc.constantFrom(pennies, spendDrives), (bought, by) => {
        const ledger = buildLedger(bought)
        const rank = rankOf(by, assess(by, ledger, asOf).tier)
        const lifts = (fen: number) => rankOf(by, assess(by, ledgerWith(ledger, asOf, fen), asOf).tier) < rank
        const tried = Array.from({ length: 600 }, (_, i) => i + 1).find(lifts)
        expect(smallestLift(by, ledger, asOf)?.fen).toBe(tried)
      }),
    )
  })
})

test('what becomes of the tier: the first day of a day-by-day scan on which it is another', () => {
  const asOf = dayNumber('2026-06-30')
  const rows = fc.array(fc.record({ on: fc.integer({ min: asOf - 900, max: asOf }), net: fc.integer({ min: -1e6, max: 5e7 }) }), {
    maxLength: 9,
  })
  fc.assert(
    fc.property(rows, (bought) => {
      const ledger = buildLedger(bought)
      const { tier } = assess(rules, ledger, asOf)
      const drift = nextTierChange(rules, ledger, asOf)
      for (let on = asOf + 1; on < (drift?.on ?? asOf + 1200); on++) expect(assess(rules, ledger, on).tier).toBe(tier)
      if (drift) expect(drift.assessment.tier).not.toBe(tier)
    }),
    { numRuns: 60 },
  )
})
