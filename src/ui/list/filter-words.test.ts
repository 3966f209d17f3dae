import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, faultsOf, filterFields } from '../../core/filter.ts'
import { conditionText, readCondition } from '../../core/filter-text.ts'
import { speaker } from '../../core/text.ts'
import { uiText } from '../text.ts'
import { conditionOf, draftOf, emptyLeaf, groupOf, leafFor, storedValues, withPart } from './filter-draft.ts'
import { declaredFields } from './filter-field.ts'
import { askedOf, chipOf, chipsOf, conditionWords, leafOf, simplified, whereOf } from './filter-words.ts'
import { isFoundBy, pinyinInitials } from './pinyin-initials.ts'
import { readQuery } from './query.ts'

const declared = filterFields({
  tier: { kind: 'choice' },
  tags: { kind: 'tags' },
  amount: { kind: 'money', always: true },
  rate: { kind: 'percent', always: true },
  lastOrderOn: { kind: 'day' },
  owner: { kind: 'person' },
  name: { kind: 'text', always: true },
  secret: { kind: 'text', permission: 'nobody' },
})
const titles = {
  tier: '层级',
  tags: '标签',
  amount: '近 12 月采购',
  rate: '完整率',
  lastOrderOn: '最近下单',
  owner: '负责人',
  name: '名称',
  secret: '',
}
const fields = declaredFields(declared, {
  title: (key) => titles[key],
  more: { tier: { options: [{ value: 'CORE', label: '核心' }] }, owner: { options: [{ value: 'me', label: '我' }] } },
  may: ({ permission }) => permission === undefined,
})
const condition = (text: string): Condition => {
  const read = readCondition(text)
  if (!read.ok) throw new Error(text)
  return read.condition
}

describe('a condition in a sentence', () => {
  const said = (text: string, locale: 'zh-CN' | 'en' = 'zh-CN') => conditionWords(condition(text), fields, speaker([uiText], locale))
  test.each([
    [
      'all(any(tier.is(CORE),amount.from(10000000)),lastOrderOn.before(today-90))',
      '（层级是核心 或 近 12 月采购不少于 10.00 万元）且 最近下单早于 90 天前',
    ],
    ['any(tier.empty,all(owner.is(me),lastOrderOn.within(this-month)))', '层级为空 或（负责人是我 且 最近下单在本月）'],
    ['tags.both(高频,活跃)', '标签同时有高频、活跃'],
    ['tags.not(高频)', '标签没有高频'],
    ['lastOrderOn.within(next-30)', '最近下单在未来 30 天'],
    ['lastOrderOn.between(2026-01-01,today)', '最近下单介于 2026-01-01 到 今天'],
    ['rate.under(9500)', '完整率少于 95%'],
    ['unknown.is(x)', 'unknown 是 x'],
  ])('%s', (text, words) => expect(said(text)).toBe(words))

  test('in English with spaces', () => {
    expect(said('any(tier.is(CORE),lastOrderOn.after(today+1))', 'en')).toBe('层级 is 核心 or 最近下单 after 1 day from now')
  })
})

describe('chips and conditions', () => {
  test.each([
    ['tier.is(CORE,NEW)', 'tier.is.CORE,NEW'],
    ['lastOrderOn.within(past-30)', 'lastOrderOn.within.30'],
    ['lastOrderOn.within(this-month)', 'lastOrderOn.within.this-month'],
    ['tier.empty', 'tier.empty.true'],
    ['name.has("a,b")', 'name.has.a,b'],
    ['amount.between(1,2)', 'amount.between.1,2'],
  ])('%s is the chip %s and back', (text, chip) => {
    const [filter] = readQuery(`f=${chip}`).filters
    const field = fields.find((f) => f.key === filter?.field)
    expect(filter && conditionText(leafOf(filter, field))).toBe(text)
    expect(chipOf(condition(text) as never)).toEqual(filter)
  })

  test('only what all must hold, and holds no comma of its own, becomes chips', () => {
    expect(chipsOf(condition('all(tier.is(CORE),name.has(x))'))).toHaveLength(2)
    expect(chipsOf(condition('any(tier.is(CORE),name.has(x))'))).toBeUndefined()
    expect(chipsOf(condition('all(tier.is(CORE),any(name.has(x),tier.empty))'))).toBeUndefined()
    expect(chipsOf(condition('tags.is("a,b",c)'))).toBeUndefined()
  })

  test('chips and joined conditions are asked together', () => {
    const { filters } = readQuery('f=tier.is.CORE')
    expect(whereOf(filters, 'any(name.has(x),tier.empty)', fields)).toBe('all(tier.is(CORE),any(name.has(x),tier.empty))')
    expect(whereOf([], undefined, fields)).toBeUndefined()
    expect(whereOf(filters, 'nonsense(', fields)).toBe('nonsense(')
    expect(askedOf({ filters, where: 'all(name.has(x),tier.empty)' }, fields)).toEqual(
      condition('all(tier.is(CORE),name.has(x),tier.empty)'),
    )
  })

  test('groups of one and groups within the same kind go', () => {
    expect(simplified(condition('all(any(all(tier.is(A),name.has(x))))'))).toEqual(condition('all(tier.is(A),name.has(x))'))
    expect(simplified({ all: [{ any: [] }] })).toBeUndefined()
  })
})

describe('a draft', () => {
  const leaf = fc.constantFrom(
    ...['tier.is(CORE)', 'tags.both(a,b)', 'amount.from(123400)', 'rate.under(9550)', 'lastOrderOn.before(today-90)', 'name.has("x y")'],
    ...['lastOrderOn.within(past-7)', 'owner.not(me,3)', 'amount.between(-100,1000000)', 'tier.filled'],
  )
  const parts = fc.array(leaf.map(condition), { minLength: 2, maxLength: 4 })
  test('of a condition stands for the same condition', () => {
    const tree = fc.oneof(
      leaf.map(condition),
      parts.map((any) => ({ any })),
      fc.tuple(parts, parts).map(([any, all]) => ({ all: [{ any }, ...all] })),
    )
    fc.assert(
      fc.property(tree, (whole) => {
        expect(faultsOf(declared, whole)).toEqual([])
        expect(conditionOf(draftOf(whole, fields), fields)).toEqual({ condition: simplified(whole), open: 0 })
      }),
    )
  })

  test('counts the rows that are not complete, and leaves empty groups out', () => {
    const [tier] = fields
    const row = tier ? leafFor(tier) : emptyLeaf()
    const draft = groupOf('all', [row, groupOf('any', [])])
    expect(conditionOf(draft, fields)).toEqual({ condition: undefined, open: 1 })
    const filled = withPart(draft, row.id, (part) => ({ ...part, typed: ['CORE'] }))
    expect(conditionOf(filled, fields)).toEqual({ condition: condition('tier.is(CORE)'), open: 0 })
  })

  test.each([
    ['amount', ['10'], ['10000000']],
    ['amount', ['0.0001'], ['100']],
    ['amount', ['ten'], undefined],
    ['rate', ['95.5'], ['9550']],
    ['name', ['  '], undefined],
  ] as const)('%s: what is typed as %j is asked as %j', (key, typed, stored) => {
    const field = fields.find((f) => f.key === key)
    expect(field && storedValues(field, key === 'name' ? 'has' : 'from', typed)).toEqual(stored)
  })
})

test('fields one may not ask for are not offered', () => {
  expect(fields.map((f) => f.key)).not.toContain('secret')
})

test.each([
  ['最近下单', 'zjxd'],
  ['近 12 月采购', 'j12ycg'],
  ['负责人', 'fzr'],
  ['标签', 'bq'],
  ['逾期任务', 'yqrw'],
  ['Owner', 'owner'],
])('the initials of %s are %s', (words, initials) => expect(pinyinInitials(words)).toBe(initials))

test('a field is found by a part of its name, or by initials in the middle of it', () => {
  expect(['下单', 'xd', 'ZJ', ''].map((typed) => isFoundBy('最近下单', typed))).toEqual([true, true, true, true])
  expect(isFoundBy('最近下单', 'xx')).toBe(false)
})
