import { describe, expect, test } from 'vitest'
import { DEFAULT_TIERS, tieringSection } from './section.ts'
import { STANDARD_TIERING } from './standard.ts'

/** The standard document with one value replaced; undefined removes it. */
function withValue(path: string, value: unknown): unknown {
  const document = structuredClone(STANDARD_TIERING) as unknown as Record<string, unknown>
  const keys = path.split('.')
  const parent = keys.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, document)
  parent[keys.at(-1)!] = value
  return document
}
const accepts = (path: string, value: unknown) => tieringSection.safeParse(withValue(path, value)).success

test('the standard section is accepted as it stands and names the five shipped tiers', () => {
  const section = tieringSection.parse(STANDARD_TIERING)
  expect(section.tiers).toEqual(DEFAULT_TIERS)
  expect(section.spendTenure.tiers).toEqual({ high: 'CORE', mid: 'POTENTIAL', low: 'NEW' })
  expect(section).toMatchObject(STANDARD_TIERING)
})

describe('SEG-21 a threshold that is empty, zero, negative or no number is refused', () => {
  const thresholds = [
    'rfm.r.high', 'rfm.r.mid', 'rfm.f.windowDays', 'rfm.f.high', 'rfm.f.mid', 'rfm.m.windowMonths', 'rfm.m.high', 'rfm.m.mid',
    'rfm.scores.high', 'rfm.scores.low', 'lifecycle.lost.days', 'lifecycle.lost.gaps', 'lifecycle.decline.drop',
    'lifecycle.decline.months', 'lifecycle.decline.minTenureMonths', 'lifecycle.new.tenureMonths', 'lifecycle.growth.rise',
    'lifecycle.growth.months', 'spendTenure.amount.high', 'spendTenure.amount.mid', 'spendTenure.tenureYears.high',
    'spendTenure.tenureYears.mid', 'spendTenure.windowMonths', 'tags.tenure.oldMonths', 'tags.frequency.windowMonths',
    'tags.frequency.high', 'tags.frequency.low', 'tags.value.windowMonths', 'tags.value.high', 'tags.value.mid',
    'tags.active.months', 'tags.risk.drop', 'tags.risk.months',
  ] // biome-ignore format: a list
  test.each(thresholds)('%s', (path) => {
    for (const wrong of [undefined, null, '', '30', 0, -1, Number.NaN]) expect(accepts(path, wrong), String(wrong)).toBe(false)
    expect(accepts(path, 2)).toBe(true)
  })
})

test.each([
  ['an unknown key', 'rfm.x', 1, false],
  ['an unknown nested key', 'tags.risk.window', 3, false],
  ['half a day', 'rfm.r.high', 30.5, false],
  ['half a fen', 'rfm.m.high', 100.005, false],
  ['yuan with fen', 'rfm.m.high', 100000.01, true],
  ['a drop above the whole', 'tags.risk.drop', 101, false],
  ['no least base', 'tags.risk.minBase', 0, true],
  ['no default gap', 'lifecycle.lost.gapDefault', 0, true],
  ['two bands', 'bands', [12, 8], false],
  ['another model', 'drives', 'ABC', false],
  ['a tier in small letters', 'table.0.tier', 'core', false],
  ['two and a half gaps', 'lifecycle.lost.gaps', 2.5, true],
])('%s', (_, path, value, expected) => expect(accepts(path, value)).toBe(expected))
