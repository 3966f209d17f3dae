import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findGaps } from '../../tiering/policy/check.ts'
import { BANDS, STAGES, tieringSection } from '../../tiering/policy/section.ts'
import { STANDARD_TIERING } from '../../tiering/policy/standard.ts'
import { gaps } from '../contract.ts'
import { gapsOf } from './gaps.ts'

const pack = (name: string): string => readFileSync(new URL(`../../../../policies/${name}.zh.yaml`, import.meta.url), 'utf8')
const standard = pack('rfm-lifecycle')

const read = (source: string) => gaps.output.parse(gapsOf(source))
const rowsOf = (source: string) => read(source).rfm?.rows ?? []
const cellOf = (source: string, band: string, stage: string) =>
  rowsOf(source)
    .find((row) => row.band === band)
    ?.cells.find((c) => c.stage === stage)
const lineOf = (band: string, stage: string) => new RegExp(`^.*band: ${band}, stage: ${stage},.*\\n`, 'm')

describe('the table of score and stage', () => {
  test('SEG-09 SEG-15: the shipped policy fills all twenty cells, six by the source', () => {
    const { drives, rfm } = read(standard)
    expect([drives, rfm?.holes]).toEqual(['RFM_LC', 0])
    expect(rfm?.rows.map((row) => [row.band, row.sums, row.cells.map((c) => c.tier)])).toEqual([
      ['TOP', [13, 15], ['POTENTIAL', 'POTENTIAL', 'CORE', 'CHURN_RISK', 'CHURN_RISK']],
      ['UPPER', [9, 11], ['POTENTIAL', 'POTENTIAL', 'GENERAL', 'CHURN_RISK', 'CHURN_RISK']],
      ['MIDDLE', [5, 7], ['GENERAL', 'GENERAL', 'GENERAL', 'CHURN_RISK', 'CHURN_RISK']],
      ['BOTTOM', [3], ['GENERAL', 'GENERAL', 'CHURN_RISK', 'CHURN_RISK', 'CHURN_RISK']],
    ])
    const bySource = rfm?.rows.flatMap((row) => row.cells.filter((c) => c.by === 'SOURCE').map((c) => c.ruleId)) ?? []
    expect(bySource.toSorted()).toEqual(['SEG-10', 'SEG-11', 'SEG-12', 'SEG-12', 'SEG-13', 'SEG-13'])
  })

  test('SEG-15: a cell that is not written is a hole, with the tier agreed by default', () => {
    const text = standard.replace(lineOf('UPPER', 'MATURE'), '')
    expect(read(text).rfm?.holes).toBe(1)
    expect(cellOf(text, 'UPPER', 'MATURE')).toEqual({ stage: 'MATURE', tier: null, by: 'HOLE', ruleId: null, proposal: 'GENERAL' })
  })

  test('a cell without its tier is a hole too; a tier the text does not know is not proposed', () => {
    const blank = standard.replace(/(band: TOP, stage: MATURE, tier:) CORE/, '$1')
    expect(cellOf(blank, 'TOP', 'MATURE')).toMatchObject({ by: 'HOLE', proposal: 'CORE' })
    const own = blank.replace(/\n {2}tiers:\n( {4}.*\n)+/, '\n  tiers: [{ code: GENERAL, name: 一般, rank: 1 }]\n')
    const renamed = own === blank ? blank.replace('\ntiering:\n', '\ntiering:\n  tiers: [{ code: GENERAL, name: 一般, rank: 1 }]\n') : own
    expect(cellOf(renamed, 'TOP', 'MATURE')).toMatchObject({ by: 'HOLE', proposal: null })
  })

  test('SEG-08: a band no score reaches has no holes to fill', () => {
    const text = standard.replace('bands: [12, 8, 5]', 'bands: [16, 8, 5]').replace(lineOf('TOP', 'NEW'), '')
    expect(read(text).rfm).toMatchObject({ holes: 0, rows: [{ band: 'TOP', sums: [], cases: 0 }, {}, {}, {}] })
  })

  test('as many holes as the check finds, whatever cells are left', () => {
    const section = tieringSection.parse(STANDARD_TIERING)
    fc.assert(
      fc.property(fc.subarray(section.table), (table) => {
        const text = JSON.stringify({ tiering: { ...STANDARD_TIERING, table } })
        const holes = rowsOf(text).flatMap((row) => row.cells.filter((c) => c.by === 'HOLE').map((c) => `${row.band} ${c.stage}`))
        expect(holes).toEqual(findGaps({ ...section, table }).map((gap) => `${gap.band} ${gap.stage}`))
      }),
    )
  })
})

describe('the table of amount and tenure', () => {
  test('SEG-17 SEG-18 SEG-19: the higher of the two decides, as the rules write it', () => {
    const { drives, spendTenure } = read(pack('spend-tenure'))
    expect([drives, spendTenure?.mode, spendTenure?.amounts, spendTenure?.years, spendTenure?.holes]).toEqual([
      'SPEND_TENURE',
      'OR',
      { high: 500_000, mid: 100_000 },
      { high: 3, mid: 1 },
      0,
    ])
    expect(spendTenure?.rows.map((row) => [row.amount, ...row.cells.map((c) => c.tier)])).toEqual([
      ['HIGH', 'CORE', 'CORE', 'CORE'],
      ['MID', 'POTENTIAL', 'POTENTIAL', 'CORE'],
      ['LOW', 'NEW', 'POTENTIAL', 'CORE'],
    ])
  })

  test('with AND the lower decides; without either only equal levels are decided', () => {
    const and = read(standard.replace('mode: OR', 'mode: AND')).spendTenure
    expect(and?.rows.map((row) => row.cells.map((c) => c.tier))).toEqual([
      ['NEW', 'POTENTIAL', 'CORE'],
      ['NEW', 'POTENTIAL', 'POTENTIAL'],
      ['NEW', 'NEW', 'NEW'],
    ])
    expect(read(standard.replace('mode: OR', 'mode: MAYBE')).spendTenure).toMatchObject({ mode: null, holes: 6 })
  })
})

describe('care for every tier', () => {
  test.each(['rfm-lifecycle', 'spend-tenure', 'key-ordinary'])('CARE-16 no tier of %s is without care', (name) =>
    expect(read(pack(name)).withoutCare).toEqual([]),
  )

  test('CARE-16 a tier that no obligation and no visit reaches is told; one visit is enough', () => {
    const forCore = standard.replaceAll('appliesTo: [class:GENERAL]', 'appliesTo: [tier:CORE]')
    expect(read(forCore).withoutCare).toEqual(['CHURN_RISK'])
    const visit = forCore.replace(/(rule: VIS-05\n(?: {6}.*\n)*? {6}appliesTo: )\[tier:CORE\]/, '$1[tier:CHURN_RISK]')
    expect(visit).not.toBe(forCore)
    expect(read(visit).withoutCare).toEqual([])
  })

  test('CARE-16 care that is switched off is none', () => {
    const off = standard.replaceAll('enabled: true', 'enabled: false')
    expect(read(off).withoutCare).toEqual(['CORE', 'POTENTIAL', 'GENERAL', 'CHURN_RISK'])
  })

  test('CARE-16 nothing is said of a text without care', () => expect(read('tiering: {}').withoutCare).toBeNull())
})

describe('a text that is not whole', () => {
  test.each([
    ['no YAML', 'tiering: ['],
    ['nothing of tiers', 'care: {}'],
    ['a list', '- 1'],
    ['a word', 'tiering: yes'],
  ])('%s: not readable', (_, text) =>
    expect(read(text)).toEqual({ readable: false, drives: null, tiers: [], rfm: null, spendTenure: null, withoutCare: null }),
  )

  test('an empty section is all holes', () => {
    const { readable, rfm, spendTenure } = read('tiering: {}')
    expect([readable, rfm?.holes, spendTenure?.holes]).toEqual([true, BANDS.length * STAGES.length, 9])
    expect(rfm?.rows.map((row) => row.sums)).toEqual([null, null, null, null])
  })

  test('anything at all under tiering is answered', () => {
    const { table: _, ...rest } = STANDARD_TIERING
    const parts = fc.dictionary(
      fc.constantFrom('drives', 'tiers', 'rfm', 'bands', 'table', 'spendTenure', ...Object.keys(rest)),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(parts, (tiering) => void read(JSON.stringify({ tiering: { ...rest, ...tiering } }))),
      { numRuns: 300 },
    )
  })
})
