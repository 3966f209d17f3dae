import { describe, expect, test } from 'vitest'
import { chaptersOf } from '../policy/chapters.ts'
import { matches } from './register-words.ts'

const rule = {
  id: 'SEG-04',
  section: 'tiering',
  title: '近度得分',
  text: '最近下单越近，得分越高。',
  clause: { document: '《客户分层办法》', place: '第三条' },
  keys: ['tiering.rfm.r'],
}

describe('searching the register', () => {
  test.each([
    ['nothing', '', true],
    ['the number in small letters', 'seg-04', true],
    ['a word of the text', '越近', true],
    ['the clause', '第三条', true],
    ['a parameter', 'rfm.r', true],
    ['two words that both stand there', '近度 分层', true],
    ['two words of which one does not', '近度 投诉', false],
  ])('by %s', (_, q, expected) => expect(matches(rule, q)).toBe(expected))
})

test('chapters stand in the order of a handbook, unknown ones last', () => {
  const sections = chaptersOf([{ section: 'own' }, { section: 'care' }, { section: 'tiering' }, { section: 'tiering' }]).map((c) => [
    c.section,
    c.rules.length,
  ])
  expect(sections).toEqual([
    ['tiering', 2],
    ['care', 1],
    ['own', 1],
  ])
})
