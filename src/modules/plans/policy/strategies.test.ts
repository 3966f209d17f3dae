import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readWholePolicy } from '../../policies/policy/whole.ts'
import { tieringSection } from '../../tiering/policy/section.ts'
import { plansDocument } from './section.ts'
import { openStrategies, strategiesFor, tiersNamed } from './strategies.ts'

const packs = ['rfm-lifecycle', 'spend-tenure', 'key-ordinary'] as const

type Changing = {
  care: { plans: { strategies?: unknown[] } }
  tiering: { tiers: unknown[]; spendTenure: { tiers: { high: string } } }
}

/** A shipped policy, altered by hand; it was checked a line before. */
const alterable = (document: object): Changing => structuredClone(document) as Changing

function pack(name: (typeof packs)[number], change: (document: Changing) => void = () => {}): object {
  const source = readFileSync(new URL(`../../../../policies/${name}.zh.yaml`, import.meta.url), 'utf8')
  const read = readWholePolicy(source, [{ key: 'tiering', schema: tieringSection }])
  if (!read.readable) throw new Error(JSON.stringify(read.findings))
  const document = alterable(read.document)
  change(document)
  return document
}

describe('CARE-18 a strategy for each tier', () => {
  test.each(packs)('%s has one for every tier it names', (name) => {
    const document = plansDocument.parse(pack(name))
    expect(tiersNamed(document)).toEqual(['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK'])
    expect(openStrategies(pack(name))).toEqual([])
    for (const tier of tiersNamed(document)) expect(strategiesFor(tier, document)).toHaveLength(1)
  })

  test('a tier without one is found, by the name the policy gives it', () => {
    const open = pack('rfm-lifecycle', ({ care }) => care.plans.strategies?.splice(1, 1))
    expect(openStrategies(open)).toEqual([{ path: 'plans.strategies', reason: 'tier-without-strategy', facts: { tier: '潜力客户' } }])
  })

  test('a tier only the other model names needs one too', () => {
    const own = pack('rfm-lifecycle', ({ tiering }) => {
      tiering.tiers.push({ code: 'GOLD', name: '金牌', rank: 1 })
      tiering.spendTenure.tiers.high = 'GOLD'
    })
    expect(openStrategies(own).map(({ facts }) => facts)).toEqual([{ tier: '金牌' }])
  })

  test('a version of before, which has none, can be read, and every tier of it is open', () => {
    const old = pack('rfm-lifecycle', ({ care }) => {
      delete care.plans.strategies
    })
    expect(plansDocument.parse(old).care.plans.strategies).toEqual([])
    expect(openStrategies(old)).toHaveLength(5)
  })

  test('a customer without a tier has none to start from', () => {
    expect(strategiesFor(null, plansDocument.parse(pack('rfm-lifecycle')))).toEqual([])
  })
})
