import { expect, test } from 'vitest'
import { nearestLocale, speaker } from './text.ts'

test.each([
  ['zh-TW', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh-Hant', 'zh-TW'],
  ['zh-Hant-CN', 'zh-TW'],
  ['zh_TW.UTF-8', 'zh-TW'],
  ['zh', 'zh-CN'],
  ['zh-CN', 'zh-CN'],
  ['zh-Hans-HK', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['en-GB', 'en'],
  ['C.UTF-8', undefined],
  ['fr', undefined],
])('%s is read in %s', (code, locale) => {
  expect(nearestLocale(code)).toBe(locale)
})

const texts = [{ 'zh-CN': { n: '{count} 家客户' }, en: { n: '{count} customers', n_one: '1 customer', n_other: '{count} customers' } }]

test.each([
  ['en', 1, '1 customer'],
  ['en', 0, '0 customers'],
  ['en', '1,204', '1,204 customers'],
  ['zh-CN', 1, '1 家客户'],
] as const)('in %s %s is said as %s', (locale, count, words) => {
  expect(speaker(texts, locale)('n', { count })).toBe(words)
})

test.each([
  ['{n} days', 1, '1 day'],
  ['{n} days late', '1', '1 day late'],
  ['{n} entries checked', 1, '1 entry checked'],
  ['{n} more duties, {m} of them done', 1, '1 more duty, 1 of them done'],
  ['{n} branches and {m} boxes', 1, '1 branch and 1 box'],
  ['{n} people', 1, '1 person'],
  ['{n} days', 21, '21 days'],
  ['{n} days', 0, '0 days'],
  ['stands in tier {n} as is', 1, 'stands in tier 1 as is'],
])('%s with %s is %s', (en, n, words) => {
  expect(speaker([{ 'zh-CN': { k: '' }, en: { k: en } }], 'en')('k', { n, m: n })).toBe(words)
})

test('lists are joined as the language does, and words outside the texts are chosen by it', () => {
  const say = speaker([{ 'zh-CN': { l: '{all}' }, en: { l: '{all}' } }], 'en')
  expect(say('l', { all: ['a', 'b'] })).toBe('a, b')
  expect([say.either('天', 'days'), speaker([], 'zh-CN').either('天', 'days')]).toEqual(['days', '天'])
})
