import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { speaker } from '../src/core/text.ts'
import { keysOf, labelOf, valueWords } from '../src/modules/policies/policy/policy-words.ts'
import { ruleRegister } from '../src/modules/policies/policy/register.ts'
import { text as policiesOwn } from '../src/modules/policies/text.ts'
import { text as tieringText } from '../src/modules/tiering/text.ts'
import { uiText } from '../src/ui/text.ts'

const zh = speaker([uiText, tieringText, policiesOwn], 'zh-CN')

/** What is left of a parameter's words that looks like a name for programs. */
const raw = (words: string): string[] =>
  words.match(/[a-z]+[A-Z]\w*|\b[A-Z]{2,}_[A-Z_]+\b|\b(?:tier|stage|class|group|tag|segment):\w+|policies\.\S+/g) ?? []

describe.each(['rfm-lifecycle', 'spend-tenure', 'key-ordinary'])('the parameters of %s', (pack) => {
  const register = ruleRegister(parse(readFileSync(new URL(`../policies/${pack}.zh.yaml`, import.meta.url), 'utf8')))
  const parameters = register.flatMap(({ id, parameters }) => Object.entries(parameters).map(([path, value]) => ({ id, path, value })))

  test('are said in words: no name and no code for programs', () => {
    const strange = parameters.flatMap(({ id, path, value }) => {
      const keys = keysOf(path.split('.'))
      const said = `${labelOf(keys, zh)} ${valueWords(keys, value, zh)}`
      return raw(said).map((word) => `${id} ${path}: ${word}`)
    })
    expect(strange).toEqual([])
  })
})

test.each([
  ['tiering.lifecycle.lost', { days: 180, gaps: 3, gapDefault: 0 }],
  ['care.notice', { daysBefore: 1, actions: ['VISIT', 'GIFT'], exemptSurprise: true }],
])('%s is said by its parts', (path, value) => {
  const words = valueWords(path.split('.'), value, zh)
  expect(words).toMatch(/[\u4e00-\u9fff]/)
  expect(raw(words)).toEqual([])
})
