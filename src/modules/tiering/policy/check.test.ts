import { describe, expect, test } from 'vitest'
import { bandOf, checkTiering, findGaps, reachableSums } from './check.ts'
import { compileTiering } from './compile.ts'
import { BANDS, STAGES, type TieringSection, tieringSection } from './section.ts'
import { SOURCE_CELLS, STANDARD_TIERING } from './standard.ts'

const standard = (): TieringSection => tieringSection.parse(structuredClone(STANDARD_TIERING))
const altered = (alter: (section: TieringSection) => void): TieringSection => {
  const section = standard()
  alter(section)
  return section
}

test('the standard section has no findings', () => expect(checkTiering(standard())).toEqual([]))

describe('SEG-08 totals', () => {
  test('the 27 combinations of 1, 3 and 5 reach the odd totals 3…15 only', () => {
    const reached = reachableSums(standard())
    expect(reached).toEqual({
      TOP: { sums: [13, 15], cases: 4 },
      UPPER: { sums: [9, 11], cases: 13 },
      MIDDLE: { sums: [5, 7], cases: 9 },
      BOTTOM: { sums: [3], cases: 1 },
    })
  })

  test.each([
    [15, 'TOP'], [12, 'TOP'], [11, 'UPPER'], [8, 'UPPER'], [7, 'MIDDLE'], [5, 'MIDDLE'], [4, 'BOTTOM'], [3, 'BOTTOM'],
  ])('SEG-09 a total of %i stands in %s', (total, band) => expect(bandOf([12, 8, 5], total)).toBe(band)) // biome-ignore format: a table

  test('a band no combination reaches is worth a warning, not an error, and needs no cells', () => {
    const section = altered((s) => {
      s.bands = [16, 8, 5]
      s.table = s.table.filter(({ band }) => band !== 'TOP')
    })
    expect(checkTiering(section)).toEqual([
      { level: 'WARNING', code: 'BAND_UNREACHABLE', path: 'bands', rule: 'SEG-08', facts: { band: 'TOP' } },
    ])
  })
})

describe('SEG-15 gaps of the table', () => {
  test("the source's own six cells leave 14 of 20 cells and 98 of 135 cases open", () => {
    const gaps = findGaps({ ...standard(), table: SOURCE_CELLS })
    expect(SOURCE_CELLS).toHaveLength(6)
    expect(gaps).toHaveLength(14)
    expect(gaps.reduce((sum, gap) => sum + gap.cases, 0)).toBe(98)
    expect(BANDS.reduce((sum, band) => sum + reachableSums(standard())[band].cases, 0) * STAGES.length).toBe(135)
  })

  test('a gap names band, stage, the totals that fall there and how many cases', () => {
    const section = altered((s) => s.table.splice(0, 1))
    expect(findGaps(section)).toEqual([{ band: 'TOP', stage: 'MATURE', sums: [13, 15], cases: 4 }])
    expect(checkTiering(section)).toEqual([
      {
        level: 'ERROR',
        code: 'CELL_MISSING',
        path: 'table',
        rule: 'SEG-15',
        facts: { band: 'TOP', stage: 'MATURE', sums: [13, 15], cases: 4 },
      },
    ])
  })

  test('every other cell is accounted for: the standard table has no gap', () => expect(findGaps(standard())).toEqual([]))
})

describe('two cells for one pair', () => {
  test('that agree are a repetition', () => {
    const section = altered((s) => s.table.push({ ...s.table[0]! }))
    expect(checkTiering(section)).toMatchObject([{ level: 'ERROR', code: 'CELL_TWICE', path: 'table.20' }])
  })

  test('that disagree are a contradiction', () => {
    const section = altered((s) => s.table.push({ ...s.table[0]!, tier: 'GENERAL' }))
    expect(checkTiering(section)).toMatchObject([
      { level: 'ERROR', code: 'CELL_CONTRADICTED', path: 'table.20', facts: { tier: 'GENERAL', firstTier: 'CORE', firstAt: 0 } },
    ])
  })
})

describe('tiers', () => {
  test('a tier nobody listed is an error in the table and in the spend-tenure model', () => {
    const section = altered((s) => {
      s.table[3]!.tier = 'VIP'
      s.spendTenure.tiers.high = 'VIP'
    })
    expect(checkTiering(section).map(({ code, path }) => [code, path])).toEqual([
      ['TIER_UNKNOWN', 'table.3.tier'],
      ['TIER_UNKNOWN', 'spendTenure.tiers.high'],
    ])
  })

  test('a policy may name its own tiers', () => {
    const section = altered((s) => {
      s.tiers.push({ code: 'VIP', name: '至尊客户', rank: 1 })
      s.table[0]!.tier = 'VIP'
    })
    expect(checkTiering(section)).toEqual([])
  })

  test('a tier listed twice is an error', () => {
    const section = altered((s) => s.tiers.push({ ...s.tiers[0]! }))
    expect(checkTiering(section)).toMatchObject([{ code: 'TIER_LISTED_TWICE', path: 'tiers.5' }])
  })
})

describe('SEG-21 thresholds out of order', () => {
  const wrong: [path: string, alter: (s: TieringSection) => void][] = [
    ['rfm.r', (s) => { s.rfm.r = { high: 90, mid: 30 } }],
    ['rfm.r', (s) => { s.rfm.r = { high: 30, mid: 30 } }],
    ['rfm.f', (s) => { s.rfm.f.mid = 4 }],
    ['rfm.m', (s) => { s.rfm.m.mid = 500000 }],
    ['rfm.scores', (s) => { s.rfm.scores.mid = 5 }],
    ['bands', (s) => { s.bands = [12, 5, 8] }],
    ['spendTenure.amount', (s) => { s.spendTenure.amount.high = 1 }],
    ['spendTenure.tenureYears', (s) => { s.spendTenure.tenureYears.mid = 3 }],
    ['tags.frequency', (s) => { s.tags.frequency.low = 3 }],
    ['tags.value', (s) => { s.tags.value.high = 500000 }],
  ] // biome-ignore format: a table
  test.each(wrong)('%s', (path, alter) => {
    const found = checkTiering(altered(alter)).filter(({ code }) => code === 'THRESHOLDS_OUT_OF_ORDER')
    expect(found).toMatchObject([{ level: 'ERROR', path }])
  })

  test('such a section cannot be compiled', () => {
    expect(() => compileTiering(altered((s) => s.table.splice(0, 1)))).toThrow('CELL_MISSING')
  })
})
