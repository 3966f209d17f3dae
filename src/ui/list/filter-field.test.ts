import { expect, test } from 'vitest'
import { speaker } from '../../core/text.ts'
import { uiText } from '../text.ts'
import { type FilterField, opsOf } from './filter-field.ts'
import { filterWords, opWords } from './filter-words.ts'

const say = speaker([uiText], 'zh-CN')
const owner: FilterField = { key: 'owner', title: '负责人', kind: 'choice', options: [{ value: '12', label: '沈知远' }] }
const last: FilterField = { key: 'last', title: '最近下单', kind: 'day' }
const amount: FilterField = { key: 'amount', title: '金额', kind: 'money' }

test.each([
  ['people by name, unknown ones as they are', owner, 'is', '12,15', '是', '沈知远、15'],
  ['the past days', last, 'within', '200', '在', '过去 200 天'],
  ['a first day', last, 'from', '2026-11-01', '不早于', '2026-11-01'],
  ['a least amount in 万元', amount, 'from', '50000000', '不少于', '50.00 万元'],
  ['yes', { ...last, kind: 'flag' }, 'is', 'true', '是', '是'],
] as const)('a condition reads as a person says it: %s', (_, field, op, value, condition, words) => {
  expect([opWords(field, op, say), filterWords(field, { field: field.key, op, value }, say)]).toEqual([condition, words])
})

test('a field may know other conditions than its kind', () => {
  expect(opsOf(last)).toEqual(['within', 'from', 'to'])
  expect(opsOf({ ...owner, ops: ['is', 'empty'] })).toEqual(['is', 'empty'])
})
