import { describe, expect, test } from 'vitest'
import { dayNumber } from '../../../core/day.ts'
import { buildLedger } from '../../purchases/policy.ts'
import { assess } from './assess.ts'
import { compileTiering } from './compile.ts'
import { tieringSection } from './section.ts'
import { STANDARD_TIERING } from './standard.ts'

type Section = ReturnType<typeof tieringSection.parse>
const rulesWith = (alter: (section: Section) => void = () => undefined) => {
  const section = tieringSection.parse(structuredClone(STANDARD_TIERING))
  alter(section)
  return compileTiering(section)
}
const rules = rulesWith()

/** Purchases as [day, yuan]. */
type Purchases = [day: string, yuan: number][]
const ledgerOf = (purchases: Purchases) => buildLedger(purchases.map(([on, yuan]) => ({ on: dayNumber(on), net: Math.round(yuan * 100) })))
const on = (asOf: string, purchases: Purchases, by = rules) => assess(by, ledgerOf(purchases), dayNumber(asOf))
const monthly = (n: number, year: number, yuan: number): Purchases =>
  Array.from({ length: n }, (_, i) => [`${year + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-10`, yuan])

describe('SEG-04 recency: 5 up to 30 days, 3 up to 90, else 1', () => {
  test.each([
    ['2026-06-30', 0, 5],
    ['2026-05-31', 30, 5],
    ['2026-05-30', 31, 3],
    ['2026-04-01', 90, 3],
    ['2026-03-31', 91, 1],
  ])('last order on %s, %i days ago: %i', (last, days, points) => {
    const a = on('2026-06-30', [[last, 1]])
    expect([a.inputs.recencyDays, a.points.r]).toEqual([days, points])
  })
})

describe('SEG-05 frequency: orders in the last 90 days', () => {
  test.each([
    [0, 1],
    [1, 3],
    [3, 3],
    [4, 5],
  ])('%i orders: %i', (orders, points) => {
    const a = on('2026-06-30', [['2025-12-01', 1], ...Array.from({ length: orders }, (): [string, number] => ['2026-06-01', 1])])
    expect([a.inputs.orders90d, a.points.f]).toEqual([orders, points])
  })

  test('the window is (as-of − 90, as-of]: the 90th day back no longer counts, tomorrow not yet', () => {
    expect(on('2026-06-30', [['2026-04-02', 1]]).inputs.orders90d).toBe(1)
    expect(on('2026-06-30', [['2026-04-01', 1]]).inputs.orders90d).toBe(0)
    expect(on('2026-06-30', [['2026-07-01', 1]]).inputs.orders90d).toBe(0)
  })
})

describe('SEG-06, SEG-17, TAG-09 one fen below and at 500,000 yuan', () => {
  test.each([
    [499_999.99, 3, 'POTENTIAL', 'VALUE_LOW'],
    [500_000.0, 5, 'CORE', 'VALUE_MID'],
    [999_999.99, 5, 'CORE', 'VALUE_MID'],
    [1_000_000.0, 5, 'CORE', 'VALUE_HIGH'],
    [99_999.99, 1, 'NEW', 'VALUE_LOW'],
    [100_000.0, 3, 'POTENTIAL', 'VALUE_LOW'],
  ])('TAG-08 TAG-10 %d yuan a year: M %i, spend-tenure %s, %s', (yuan, points, tier, tag) => {
    const a = on('2026-06-30', [['2026-06-01', yuan]])
    expect([a.points.m, a.tierSpendTenure, a.tags[2]]).toEqual([points, tier, tag])
  })

  test('SEG-02 a credit lowers the amount on its own date and is never an order', () => {
    const bought: Purchases = [['2026-01-10', 500_000]]
    const credited: Purchases = [...bought, ['2026-06-01', -0.01]]
    expect(on('2026-05-31', credited).points.m).toBe(5)
    const after = on('2026-06-30', credited)
    expect([after.points.m, after.inputs.orderDays, after.inputs.recencyDays]).toEqual([3, 1, 171])
  })

  test('the 12-month window loses a purchase on its anniversary', () => {
    expect(on('2026-06-29', [['2025-06-30', 7]]).inputs.amount12m).toBe(700)
    expect(on('2026-06-30', [['2025-06-30', 7]]).inputs.amount12m).toBe(0)
  })

  test('month ends are clamped: on 28 February 2026 the last 3 months start after 28 November', () => {
    expect(on('2026-02-28', [['2025-11-29', 1]]).tags).toContain('ACTIVE')
    expect(on('2026-02-28', [['2025-11-28', 1]]).tags).toContain('DORMANT')
    expect(on('2026-05-31', [['2026-02-28', 1]]).tags).toContain('DORMANT')
  })
})

describe('SEG-03 lifecycle stage, the five tests in order', () => {
  const settled: Purchases = [
    ['2024-01-10', 1000],
    ['2025-09-10', 1000],
  ]
  test.each<[string, string, Purchases]>([
    ['LOST', 'silent for 181 days with a single order', [['2025-12-31', 1000]]],
    ['NEW', 'silent for 180 days with a single order, under a year', [['2026-01-01', 1000]]],
    ['NEW', 'first order less than a year ago', [['2025-07-01', 1000], ['2026-06-01', 1]]],
    ['DECLINE', 'exactly 30 % less than the half-year before', [...settled, ['2026-06-01', 700]]],
    ['MATURE', '29.99 % less', [...settled, ['2026-06-01', 700.1]]],
    ['MATURE', '9.99 % more', [...settled, ['2026-06-01', 1099.9]]],
    ['GROWTH', 'exactly 10 % more', [...settled, ['2026-06-01', 1100]]],
    ['MATURE', 'nothing in the half-year before to compare with', [['2024-01-10', 1000], ['2026-06-01', 5]]],
    ['DECLINE', 'nothing in the last half-year', [['2024-01-10', 1], ['2024-12-31', 1], ['2025-12-30', 9]]],
  ])('%s: %s', (stage, _, purchases) => expect(on('2026-06-30', purchases).stage).toBe(stage)) // biome-ignore format: a table

  test('a customer of under a year does not decline yet, one of exactly a year does', () => {
    const purchases: Purchases = [['2025-06-30', 1000], ['2025-12-15', 1000], ['2026-06-01', 100]] // biome-ignore format: short
    expect(on('2026-06-29', purchases).stage).toBe('NEW')
    expect(on('2026-06-30', purchases).stage).toBe('DECLINE')
  })

  test('the own gap stretches the silence: 100 days apart means lost after 300, not 180', () => {
    const purchases: Purchases = [['2025-01-01', 1], ['2025-04-11', 1], ['2025-07-20', 1]] // biome-ignore format: short
    expect(on('2026-05-16', purchases)).toMatchObject({ inputs: { recencyDays: 300, silentLimitDays: 300 } })
    expect(on('2026-05-16', purchases).stage).not.toBe('LOST')
    expect(on('2026-05-17', purchases).stage).toBe('LOST')
  })

  test('a gap that is no whole number of days is not rounded: 3 × 200/3 days are 200, 3 × 201/2 are 301.5', () => {
    const thirds: Purchases = [['2025-01-01', 1], ['2025-01-02', 1], ['2025-01-03', 1], ['2025-07-20', 1]] // biome-ignore format: short
    expect(on('2026-02-05', thirds)).toMatchObject({ stage: 'DECLINE', inputs: { recencyDays: 200 } })
    expect(on('2026-02-06', thirds)).toMatchObject({ stage: 'LOST', inputs: { recencyDays: 201 } })
    const halves: Purchases = [['2025-01-01', 1], ['2025-01-03', 1], ['2025-07-21', 1]] // biome-ignore format: short
    expect(on('2026-05-18', halves)).toMatchObject({ stage: 'DECLINE', inputs: { recencyDays: 301 } })
    expect(on('2026-05-19', halves)).toMatchObject({ stage: 'LOST', inputs: { recencyDays: 302 } })
  })

  test('several orders on one day are one order day', () => {
    expect(on('2026-06-30', [['2025-12-01', 1], ['2025-12-01', 1], ['2025-12-01', 1]])).toMatchObject({
      stage: 'LOST', inputs: { orderDays: 1, silentLimitDays: 180 },
    }) // biome-ignore format: short
  })

  test('§0.1.9 the default gap spares customers with a single order day', () => {
    const patient = rulesWith((s) => { s.lifecycle.lost.gapDefault = 365 }) // biome-ignore format: short
    expect(on('2026-06-30', [['2025-06-01', 1]]).stage).toBe('LOST')
    expect(on('2026-06-30', [['2025-06-01', 1]], patient)).toMatchObject({ stage: 'MATURE', inputs: { silentLimitDays: 1095 } })
  })

  test('comparisons stay exact for amounts far above a billion yuan', () => {
    const huge: Purchases = [['2024-01-10', 1], ['2025-09-10', 70_000_000_000_000]] // biome-ignore format: short
    expect(on('2026-02-01', [...huge, ['2026-02-01', 0.01]]).stage).toBe('MATURE')
    expect(on('2026-06-30', [...huge, ['2026-06-01', 49_000_000_000_000]]).stage).toBe('DECLINE')
    expect(on('2026-06-30', [...huge, ['2026-06-01', 49_000_000_000_000.01]]).stage).toBe('MATURE')
  })
})

describe('SEG-01 SEG-09 the decision table, cell by cell', () => {
  const table: [band: string, rule: string[], tiers: string[]][] = [
    ['TOP', ['SEG-15', 'SEG-15', 'SEG-10', 'SEG-15', 'SEG-15'], ['POTENTIAL', 'POTENTIAL', 'CORE', 'CHURN_RISK', 'CHURN_RISK']],
    ['UPPER', ['SEG-15', 'SEG-11', 'SEG-15', 'SEG-15', 'SEG-15'], ['POTENTIAL', 'POTENTIAL', 'GENERAL', 'CHURN_RISK', 'CHURN_RISK']],
    ['MIDDLE', ['SEG-12', 'SEG-15', 'SEG-12', 'SEG-15', 'SEG-15'], ['GENERAL', 'GENERAL', 'GENERAL', 'CHURN_RISK', 'CHURN_RISK']],
    ['BOTTOM', ['SEG-15', 'SEG-15', 'SEG-15', 'SEG-13', 'SEG-13'], ['GENERAL', 'GENERAL', 'CHURN_RISK', 'CHURN_RISK', 'CHURN_RISK']],
  ]
  const stages = ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST'] as const
  const cells = table.flatMap(([band, ruleIds, tiers]) => stages.map((stage, i) => [ruleIds[i]!, band, stage, tiers[i]!] as const))
  test.each(cells)('%s %s × %s is %s', (rule, band, stage, tier) => {
    const cell = rules.cells.find((candidate) => candidate?.band === band && candidate.stage === stage)
    expect(cell).toMatchObject({ rule, tier, origin: rule === 'SEG-15' ? 'DEFAULT' : 'SOURCE' })
  })
})

describe('SEG-10…13 customers who land in the cells', () => {
  const steady = (yuan: number): Purchases => monthly(30, 2024, yuan)
  test.each<[string, string, Purchases, string, string, string]>([
    ['SEG-10', 'high scores, mature', [...steady(50_000), ['2026-06-05', 1], ['2026-06-06', 1]], 'TOP', 'MATURE', 'CORE'],
    ['SEG-11', 'medium scores, growing', [['2024-01-01', 1], ['2025-10-01', 100], ['2026-06-20', 100_000]], 'UPPER', 'GROWTH', 'POTENTIAL'],
    ['SEG-12', 'small and new', [['2026-05-01', 100]], 'MIDDLE', 'NEW', 'GENERAL'],
    ['SEG-12', 'small and mature', [['2024-05-01', 100], ['2026-05-01', 100]], 'MIDDLE', 'MATURE', 'GENERAL'],
    ['SEG-13', 'silent for long', [['2024-05-01', 100]], 'BOTTOM', 'LOST', 'CHURN_RISK'],
    ['SEG-15', 'high scores, new', [...monthly(5, 2026, 150_000), ['2026-06-10', 1]], 'TOP', 'NEW', 'POTENTIAL'],
  ])('%s %s', (rule, _, purchases, band, stage, tier) => {
    const a = on('2026-06-30', purchases)
    expect([a.band, a.stage, a.tier, a.cellRule]).toEqual([band, stage, tier, rule])
    expect(a.resolvedBy).toBe(rule === 'SEG-15' ? 'DEFAULT' : 'SOURCE')
    expect(a.ruleIds).toEqual(expect.arrayContaining(['SEG-03', 'SEG-04', 'SEG-05', 'SEG-06', rule]))
  }) // biome-ignore format: a table
})

describe('SEG-17 SEG-18 SEG-19 spend and tenure: the nine cells', () => {
  const amounts = { high: 500_000, mid: 100_000, low: 99_999.99 }
  const firstOn = { under1: '2025-07-01', from1: '2025-06-30', from3: '2023-06-30' }
  test.each([
    ['high', 'under1', 'CORE', ['AMOUNT']],
    ['high', 'from1', 'CORE', ['AMOUNT']],
    ['high', 'from3', 'CORE', ['AMOUNT', 'TENURE']],
    ['mid', 'under1', 'POTENTIAL', ['AMOUNT']],
    ['mid', 'from1', 'POTENTIAL', ['AMOUNT', 'TENURE']],
    ['mid', 'from3', 'CORE', ['TENURE']],
    ['low', 'under1', 'NEW', []],
    ['low', 'from1', 'POTENTIAL', ['TENURE']],
    ['low', 'from3', 'CORE', ['TENURE']],
  ] as const)('SEG-20 amount %s, tenure %s: %s', (amount, tenure, tier, reasons) => {
    const inYear = tenure === 'under1' ? 0.01 : 0
    const a = on('2026-06-30', [[firstOn[tenure], 0.01], ['2026-06-01', amounts[amount] - inYear]]) // biome-ignore format: short
    expect([a.tierSpendTenure, a.spendReasons]).toEqual([tier, reasons])
    expect(a.spendRule).toBe({ CORE: 'SEG-17', POTENTIAL: 'SEG-18', NEW: 'SEG-19' }[tier])
  })

  test('mode AND asks for both', () => {
    const both = rulesWith((s) => { s.spendTenure.mode = 'AND' }) // biome-ignore format: short
    expect(on('2026-06-30', [['2023-06-30', 1], ['2026-06-01', 499_999]], both).tierSpendTenure).toBe('POTENTIAL')
    expect(on('2026-06-30', [['2023-06-30', 1], ['2026-06-01', 500_000]], both).tierSpendTenure).toBe('CORE')
    expect(on('2026-06-30', [['2025-07-01', 900_000]], both)).toMatchObject({ tierSpendTenure: 'NEW', spendReasons: [] })
  }) // biome-ignore format: short

  test('SEG-01 the other model may drive; then the tier is its own and stands in the source', () => {
    const spendDrives = rulesWith((s) => { s.drives = 'SPEND_TENURE' }) // biome-ignore format: short
    const a = on('2026-06-30', [['2026-06-01', 600_000]], spendDrives)
    expect(a).toMatchObject({ tier: 'CORE', tierSpendTenure: 'CORE', tierRfm: 'POTENTIAL', resolvedBy: 'SOURCE', cellOrigin: 'DEFAULT' })
  })

  test('§0.1.2 other M thresholds leave spend-tenure and value tags alone', () => {
    const lower = rulesWith((s) => { s.rfm.m = { windowMonths: 12, high: 5000, mid: 1000 } }) // biome-ignore format: short
    const a = on('2026-06-30', [['2026-06-01', 5000]], lower)
    expect([a.points.m, a.tierSpendTenure, a.tags[2]]).toEqual([5, 'NEW', 'VALUE_LOW'])
  })

  test('MD-10 500,000 yuan a year for two years: core by spend, medium by value tag, M high', () => {
    const a = on('2026-06-30', [['2024-06-30', 1], ['2026-06-01', 500_000]]) // biome-ignore format: short
    expect([a.tierSpendTenure, a.tags[2], a.points.m]).toEqual(['CORE', 'VALUE_MID', 5])
  })
})

describe('§0.1.8 SEG-07 a customer without a valid order', () => {
  test.each<[string, Purchases, number]>([
    ['nothing at all', [], 0],
    ['credits only', [['2026-05-01', -12.34]], -1234],
    ['an order of nothing', [['2026-05-01', 0]], 0],
    ['an order tomorrow', [['2026-07-01', 100]], 0],
  ])('%s', (_, purchases, amount) => {
    const a = on('2026-06-30', purchases)
    expect(a).toMatchObject({
      points: { r: 1, f: 1, m: 1, total: 3 },
      band: 'BOTTOM', stage: 'NEW', stageRule: 'NO_ORDER', tier: 'GENERAL', resolvedBy: 'DEFAULT', tierSpendTenure: 'NEW',
      tags: ['TENURE_NEW', 'FREQ_LOW', 'VALUE_LOW', 'PROSPECT'], dataMissing: true,
      inputs: { recencyDays: null, firstOn: null, orders90d: 0, amount12m: amount, tenureMonths: 0 },
    })
  }) // biome-ignore format: a table
})

test('a replayed day is the day as it was: later purchases do not count', () => {
  const all = ledgerOf(monthly(30, 2024, 20_000))
  const early = ledgerOf(monthly(14, 2024, 20_000))
  expect(assess(rules, all, dayNumber('2025-03-01'))).toEqual(assess(rules, early, dayNumber('2025-03-01')))
})

test('other scores go through the bands by the same lower bounds', () => {
  const finer = rulesWith((s) => { s.rfm.scores = { high: 5, mid: 4, low: 2 } }) // biome-ignore format: short
  expect(on('2026-06-30', [['2026-05-20', 600_000]], finer)).toMatchObject({ points: { r: 4, f: 4, m: 5, total: 13 }, band: 'TOP' })
})
