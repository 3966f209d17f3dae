import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestQuestion, questionIn, questionParts, soundQuestion } from './list-question.ts'

describe('what of an address a list answers', () => {
  test.each([
    ['nothing', '', ''],
    ['parts in one order, whatever the order they came in', 'sort=-name&q=abc', 'q=abc&sort=-name'],
    ['what belongs to others is left out', 'view=12&task=3&q=abc', 'q=abc'],
    ['what says nothing is left out', 'q=&group=tier', 'group=tier'],
    ['several conditions stay in their order', 'f=tier.is.CORE&f=owner.is.12', 'f=tier.is.CORE&f=owner.is.12'],
  ])('%s', (_, address, expected) => expect(questionIn(address)).toBe(expected))
})

describe('a text that is to be kept', () => {
  test.each([
    ['an empty one: everything', ''],
    ['a search', 'q=%E6%B5%B7%E6%A3%A0'],
    ['all parts', 'quick=risk&q=a&sort=-name&f=tier.is.CORE%2CNEW&where=%28a%7Cb%29&group=tier&cols=%21name%3A240%2Ctier%2C-owner'],
  ])('%s is sound', (_, text) => expect(soundQuestion(text)).toBe(text))

  test.each([
    ['a parameter no list has', 'q=a&admin=true'],
    ['a view within a view', 'view=3'],
    ['a name from the prototype', '__proto__=1'],
    ['two searches', 'q=a&q=b'],
    ['more conditions than anybody sets', Array.from({ length: 31 }, () => 'f=tier.is.CORE').join('&')],
    ['a search that is too long', `q=${'a'.repeat(101)}`],
    ['a condition without an operator', 'f=tier'],
    ['a condition on something odd', 'f=c.name%20or%201%3D1.is.x'],
    ['an order by an expression', 'sort=name%2C(select%201)'],
    ['a column with a style', 'cols=name%3Bbackground%3Aurl(x)'],
    ['a column as wide as a house', 'cols=name%3A99999'],
    ['a broken escape', 'q=%zz'],
    ['bytes that are no text', 'q=%ff%fe'],
    ['a null character', 'q=a%00b'],
    ['a line of its own', 'q=a%0Ab'],
    ['words turned around', 'q=a%E2%80%AEb'],
    ['a text that is too long', `where=${'a'.repeat(longestQuestion)}`],
    ['an address instead of its query', 'https://example.com/?q=a'],
    ['JSON', '{"q":"a"}'],
    ['a question mark first', '?q=a'],
  ])('%s is not', (_, text) => expect(soundQuestion(text)).toBeUndefined())

  test('whatever is sound is read back as it is kept', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    const text = fc
      .array(fc.tuple(fc.constantFrom(...questionParts, 'x'), value), { maxLength: 6 })
      .map((entries) => new URLSearchParams(entries).toString())
    fc.assert(
      fc.property(text, (asked) => {
        const sound = soundQuestion(asked)
        if (sound === undefined) return
        expect(soundQuestion(sound)).toBe(sound)
        expect(questionIn(`view=7&${sound}`)).toBe(sound)
      }),
    )
  })
})
