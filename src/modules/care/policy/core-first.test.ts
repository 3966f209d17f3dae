import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { aheadOfCore, careByTier, careFindings, tiersWithoutCare, timesAYear } from './core-first.ts'
import type { CareCadence } from './section.ts'

type Written = { rule: string; title: string; enabled: boolean; appliesTo: string[]; every: CareCadence; atMost?: number }
type Policy = {
  care: { obligations: Written[]; stopAt: string[]; appliesTo: string[] }
  visits: { obligations: Written[] }
  tiering: { drives: string; table: { tier: string }[] }
}

const packs = ['rfm-lifecycle', 'spend-tenure', 'key-ordinary'] as const
const pack = (name: (typeof packs)[number]): Policy =>
  parse(readFileSync(new URL(`../../../../policies/${name}.zh.yaml`, import.meta.url), 'utf8'))
const timesOf = (policy: unknown) =>
  Object.fromEntries((careByTier(policy) ?? []).map(({ tier, times }) => [tier, Math.round(times * 100) / 100]))

const standard = pack('rfm-lifecycle')

/** The standard policy with only these obligations. */
function only(...written: Partial<Written>[]): Policy {
  const { care, visits, ...rest } = standard
  const obligations = written.map((one, i) => ({
    ...{ rule: `CARE-${i + 50}`, title: `义务 ${i + 1}`, enabled: true, appliesTo: ['tier:CORE'], every: { months: 3 } },
    ...{ action: 'MAINTENANCE', counted: true },
    ...one,
  }))
  return { ...rest, care: { ...care, obligations }, visits: { ...visits, obligations: [] } }
}

test.each([
  ['every 3 months', { months: 3 }, undefined, 4],
  ['every 12 months', { months: 12 }, undefined, 1],
  ['every 30 days', { days: 30 }, undefined, 365 / 30],
  ['every 2 weeks', { weeks: 2 }, undefined, 365 / 14],
  ['twice a quarter', { each: 'QUARTER', times: 2 }, undefined, 8],
  ['once a year', { each: 'YEAR', times: 1 }, undefined, 1],
  ['every month, 12 times in all', { months: 1 }, 12, 12],
  ['every month, 3 times in all', { months: 1 }, 3, 3],
] as const)('CARE-19 how often a year: %s', (_, every, atMost, times) => expect(timesAYear({ every, atMost })).toBeCloseTo(times, 9))

describe('CARE-19 the core is looked after at least as often as any other tier', () => {
  test.each(packs)('%s keeps it', (name) => expect(careFindings(pack(name))).toEqual([]))

  test('what each tier gets by the standard policy: 1 visit, 1 maintenance, 1 recommendation, 2 follow-up visits, contacts every 30 days', () => {
    expect(timesOf(pack('rfm-lifecycle'))).toEqual({ CORE: 17.17, POTENTIAL: 8, GENERAL: 5, CHURN_RISK: 4 })
    expect(timesOf(pack('spend-tenure'))).toEqual({ CORE: 15.17, POTENTIAL: 6, NEW: 14 })
  })

  test('a tier with more is told with both sums and what it has besides', () => {
    const policy = only(
      { every: { months: 3 } },
      { appliesTo: ['tier:POTENTIAL'], every: { each: 'QUARTER', times: 2 }, title: '季度回访' },
    )
    expect(careFindings(policy)).toEqual([
      {
        path: 'obligations',
        reason: 'core-not-first',
        facts: { tier: '潜力客户', core: '核心客户', coreTimes: 4, times: 8, rules: ['季度回访'] },
      },
    ])
  })

  test('as often as another is often enough; what is switched off does not count', () => {
    const same = only({ every: { months: 3 } }, { appliesTo: ['tier:POTENTIAL'], every: { each: 'QUARTER', times: 1 } })
    expect(careFindings(same)).toEqual([])
    const off = only({ every: { months: 12 } }, { appliesTo: ['tier:GENERAL'], every: { months: 1 }, enabled: false })
    expect(careFindings(off)).toEqual([])
  })

  test('a tier no customer can have, and care that ends with a tier, are left out', () => {
    const unreached = only({ every: { months: 12 } }, { appliesTo: ['tier:NEW'], every: { months: 1 } })
    expect(careFindings(unreached)).toEqual([])
    const stopped = only({ every: { months: 12 } }, { appliesTo: ['tier:CHURN_RISK'], every: { months: 1 } })
    expect(careFindings(stopped)).toHaveLength(1)
    stopped.care.stopAt = ['tier:CHURN_RISK']
    expect(careFindings(stopped)).toEqual([])
  })

  const cadence = fc.oneof(
    fc.record({ months: fc.integer({ min: 1, max: 24 }) }),
    fc.record({ days: fc.integer({ min: 5, max: 400 }) }),
    fc.record({ each: fc.constantFrom('MONTH', 'QUARTER', 'YEAR'), times: fc.integer({ min: 1, max: 6 }) }),
  ) as fc.Arbitrary<CareCadence>
  const audience = fc.subarray(['tier:CORE', 'tier:POTENTIAL', 'tier:GENERAL', 'class:GENERAL', 'class:KEY', 'group:HAS_ORDERS'], {
    minLength: 1,
  })
  const obligation = fc.record({ appliesTo: audience, every: cadence, enabled: fc.boolean() })

  test('raising the cadence of the core never creates a finding', () => {
    fc.assert(
      fc.property(fc.array(obligation, { maxLength: 8 }), cadence, cadence, (others, a, b) => {
        const [rare, often] = timesAYear({ every: a }) <= timesAYear({ every: b }) ? [a, b] : [b, a]
        const behind = (every: CareCadence) =>
          aheadOfCore(only({ appliesTo: ['tier:CORE'], every }, ...others)).map(({ ahead }) => ahead.tier)
        const before = behind(rare)
        for (const tier of behind(often)) expect(before).toContain(tier)
      }),
    )
  })

  test('an obligation for everybody changes nothing', () => {
    fc.assert(
      fc.property(fc.array(obligation, { maxLength: 6 }), cadence, (others, every) => {
        const count = (...more: Partial<Written>[]) => aheadOfCore(only(...others, ...more)).length
        expect(count({ appliesTo: ['class:GENERAL'], every })).toBe(count())
      }),
    )
  })
})

describe('CARE-16 every tier is looked after', () => {
  test.each(packs)('%s leaves no tier out', (name) => expect(tiersWithoutCare(pack(name))).toEqual([]))
  test('tiers nothing reaches', () =>
    expect(tiersWithoutCare(only({ appliesTo: ['tier:CORE', 'stage:MATURE'] }))).toEqual(['POTENTIAL', 'GENERAL', 'CHURN_RISK']))
  test('a text that says too little', () => expect(tiersWithoutCare({ care: {} })).toBeUndefined())
})
