import { describe, expect, test } from 'vitest'
import { fold, readings } from '../../../core/chinese.ts'
import { fitOf, matching, plainReader, readRecent, withRecent } from './match.ts'

const reader = { fold, readings }

describe('what is typed finds', () => {
  test.each([
    ['新建', '新建客户', 3],
    ['客户', '新建客户', 2],
    ['客戶', '新建客户', 2],
    ['xinjian', '新建客户', 1],
    ['kehu', '新建客户', 1],
    ['xjkh', '新建客户', 1],
    ['kh', '新建客户', 1],
    ['chongqing', '重庆客户', 1],
    ['zhongqing', '重庆客户', 1],
    ['xingzhang', '重庆客户', 0],
    ['SIGN', 'Sign out', 3],
    ['out', 'Sign out', 2],
    ['xyz', '新建客户', 0],
  ])('%s in %s: %i', (typed, word, fit) => {
    expect(fitOf(typed, [word], reader)).toBe(fit)
  })

  test('also before the pinyin is there', () => {
    expect(fitOf('新建', ['新建客户'], plainReader)).toBe(3)
    expect(fitOf('xj', ['新建客户'], plainReader)).toBe(0)
  })
})

const things = ['a', 'b', 'c'].map((key) => ({ key, words: [`客户${key}`] }))

test('what was used lately comes first, what fits better before it', () => {
  const keys = (typed: string, recent: readonly string[]) => matching(things, typed, recent, reader).map((t) => t.key)
  expect(keys('', ['c'])).toEqual(['c', 'a', 'b'])
  expect(keys('客户', ['b', 'c'])).toEqual(['b', 'c', 'a'])
  expect(keys('客户a', ['c'])).toEqual(['a'])
})

test('what was used is kept short and sound', () => {
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a'])
  expect(withRecent(['1', '2', '3', '4', '5', '6', '7', '8'], '9')).toHaveLength(8)
  expect(readRecent([1, 'a', null])).toEqual(['a'])
  expect(readRecent('x')).toEqual([])
})
