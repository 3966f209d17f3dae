import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completenessOf, defaultKeyFields, keyFields, overallCompleteness, type Profile, saysNothing } from './completeness.ts'

const haitang: Profile = {
  segment: 'B',
  name: '宁波海棠精密机械有限公司',
  creditCode: '91110000101623741K',
  industryCode: '34',
  sizeClass: 'MEDIUM',
  province: '330000',
  city: '330200',
  address: '北仑区明州路 1 号',
  source: 'EXHIBITION',
  ownerId: 'shen',
  purchasePreference: '先看样件,再分批下单',
  longTermPlan: '明年三月搬迁二号库',
  painPoints: ['旺季交期'],
  contacts: [{ name: '金蕙', title: '采购总监', phones: ['13812348000'], chainRole: 'DECIDER' }],
}

describe('DQ-05 completeness of one customer', () => {
  test('a full file is complete', () => {
    expect(completenessOf(haitang)).toEqual({ filled: 15, applicable: 15, basisPoints: 10_000, missing: [] })
  })

  test.each<[string, Partial<Profile>, string[]]>([
    ['MD-05 no industry', { industryCode: null }, ['industryCode']],
    ['DQ-02 an industry that is only a section', { industryCode: 'C' }, ['industryCode']],
    ['a plan that says nothing', { longTermPlan: '暂无' }, ['longTermPlan']],
    ['DQ-01 pain points of blanks', { painPoints: [' ', '-'] }, ['painPoints']],
    ['a credit code with a letter it cannot have', { creditCode: '9111OOOO101623741K' }, ['creditCode']],
    ['a contact without title', { contacts: [{ name: '金蕙', title: null, phones: ['13812348000'], chainRole: 'DECIDER' }] }, ['contact']],
    [
      'DQ-01 a phone that is none',
      { contacts: [{ name: '金蕙', title: '总监', phones: ['1381234'], chainRole: 'USER' }] },
      ['contactPhone'],
    ],
    ['no contact at all', { contacts: [] }, ['contact', 'contactPhone', 'decisionChain']],
  ])('%s', (_, change, missing) => expect(completenessOf({ ...haitang, ...change }).missing).toEqual(missing))

  test('a code with a wrong check character counts as filled: a person may have confirmed it', () => {
    expect(completenessOf({ ...haitang, creditCode: '91350211M0000XUF46' }).missing).toEqual([])
  })

  test('a field that does not apply is not counted', () => {
    expect(completenessOf({ ...haitang, segment: 'C', creditCode: null })).toMatchObject({
      filled: 14,
      applicable: 14,
      basisPoints: 10_000,
    })
  })

  test('the set of fields is the company’s choice', () => {
    const rules = [{ field: 'name' as const }, { field: 'creditCode' as const }]
    expect(completenessOf({ ...haitang, creditCode: null }, rules)).toEqual({
      filled: 1,
      applicable: 2,
      basisPoints: 5000,
      missing: ['creditCode'],
    })
    expect(completenessOf(haitang, [])).toMatchObject({ applicable: 0, basisPoints: 10_000 })
    expect(defaultKeyFields.map(({ field }) => field)).toEqual([...keyFields])
  })

  test('19 of 20 is 95 %, and never more than is there', () => {
    expect(overallCompleteness([{ filled: 19, applicable: 20 }]).basisPoints).toBe(9500)
    expect(overallCompleteness([{ filled: 18_999, applicable: 20_000 }]).basisPoints).toBe(9499)
  })
})

describe('DQ-05 completeness of the book', () => {
  test('weighs customers by their fields, and tells how many have no gap', () => {
    const book = [
      { filled: 15, applicable: 15 },
      { filled: 5, applicable: 15 },
      { filled: 14, applicable: 14 },
    ]
    expect(overallCompleteness(book)).toEqual({ customers: 3, basisPoints: 7727, completeCustomers: 2, completeBasisPoints: 6666 })
  })

  test('is 100 % exactly when every customer is complete', () => {
    const one = fc.nat(15).chain((applicable) => fc.record({ filled: fc.nat(applicable), applicable: fc.constant(applicable) }))
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (book) => {
        const { basisPoints, completeBasisPoints } = overallCompleteness(book)
        expect(basisPoints === 10_000).toBe(completeBasisPoints === 10_000)
        expect(basisPoints).toBeLessThanOrEqual(10_000)
      }),
    )
  })
})

test.each([
  ['', true],
  ['  ', true],
  ['—', true],
  ['无', true],
  ['暂无。', true],
  ['N/A', true],
  ['na', true],
  [null, true],
  ['无锡', false],
  ['无人机库房', false],
  ['0', false],
] as const)('DQ-01 %j says nothing: %s', (text, expected) => expect(saysNothing(text)).toBe(expected))
