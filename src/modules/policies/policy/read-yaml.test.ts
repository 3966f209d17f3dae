import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { mostProblems } from './problems.ts'
import { readYaml, yamlLimits } from './read-yaml.ts'

const nested = (levels: number): string => `a: ${'['.repeat(levels)}${']'.repeat(levels)}`
const laughs = ['a: &a [哈, 哈]', 'b: &b [*a, *a]', 'c: &c [*b, *b]', 'd: [*c, *c]'].join('\n')

describe('a policy text is plain data or it is refused', () => {
  test.each([
    ['an alias', 'a: &x 1\nb: *x', 'alias-refused', 1],
    ['a bomb of aliases', laughs, 'alias-refused', 1],
    ['a merge of an anchor', 'a: &x {c: 1}\nb:\n  <<: *x', 'alias-refused', 1],
    ['an unknown tag', 'a: 1\nb: !exec ls', 'tag-refused', 2],
    ['a language tag', 'a: !!js/function x', 'tag-refused', 1],
    ['a binary tag', 'a: !!binary aGk=', 'tag-refused', 1],
    ['a set', 'a: !!set {x}', 'tag-refused', 1],
    ['a tag on the whole', '!!map {a: 1}', 'tag-refused', 1],
    ['an empty value with a tag', 'a: !!str', 'tag-refused', 1],
    ['a key twice', 'a: 1\nb: 2\na: 3', 'duplicate-key', 3],
    ['a key twice, once quoted', 'a: 1\n"a": 2', 'duplicate-key', 2],
    ['__proto__', 'a: 1\n__proto__:\n  b: 2', 'forbidden-key', 2],
    ['constructor inside', 'a:\n  constructor: {prototype: 1}', 'forbidden-key', 2],
    ['a number for a key', 'a: 1\n2: b', 'wrong-key', 2],
    ['a list for a key', '? [a]\n: 1', 'wrong-key', 1],
    ['no key', '? \n: 1', 'wrong-key', undefined],
    ['two documents', 'a: 1\n---\nb: 2', 'many-documents', 2],
    ['an open bracket', 'a: [1\nb: 2', 'syntax', 2],
    ['a tab for an indent', 'a:\n\tb: 1', 'syntax', 2],
    ['nothing', '', 'empty', undefined],
    ['a comment only', '# 制度\n', 'empty', undefined],
    ['more than a megabyte', `a: ${'客'.repeat(400_000)}`, 'too-large', undefined],
    ['a flood of brackets', '['.repeat(900_000), 'too-complex', undefined],
    ['a flood of list marks', '- '.repeat(400_000), 'too-complex', undefined],
    ['a flood of aliases', `a: [${'*a,'.repeat(300_000)}]`, 'too-complex', undefined],
    ['a flood of quotes', '"'.repeat(900_000), 'too-complex', undefined],
    ['deep nesting', nested(yamlLimits.depth + 1), 'too-deep', 1],
    ['nesting that exhausts the stack', nested(9_000), 'syntax', 1],
  ])('%s', (_, text, reason, line) => {
    const read = readYaml(text)
    expect(read).toMatchObject({ ok: false })
    expect(read.ok ? undefined : read.problems[0]).toMatchObject({ reason, ...(line === undefined ? {} : { line }) })
  })

  test('nesting within the limit is read', () => expect(readYaml(nested(yamlLimits.depth)).ok).toBe(true))

  test('many problems are cut to a readable number', () => {
    const read = readYaml('a: 1\n'.repeat(5_000))
    expect(read.ok ? 0 : read.problems.length).toBe(mostProblems)
  })

  test('a large flat map with every key once is read', () => {
    const read = readYaml(Array.from({ length: 15_000 }, (_, index) => `k${index}: ${index}`).join('\n'))
    expect(read.ok && read.yaml.value).toMatchObject({ k14999: 14_999 })
  })
})

describe('values', () => {
  test.each([
    ['yes is a word', 'a: yes', 'yes'],
    ['a time is a word', 'a: 09:00', '09:00'],
    ['a day is a word', 'a: 2026-01-01', '2026-01-01'],
    ['a scoped code in a list is a word', 'a: [class:KEY, tier:CORE]', ['class:KEY', 'tier:CORE']],
    ['true is true', 'a: true', true],
    ['a negative number', 'a: -15', -15],
    ['a blank is nothing', 'a:', null],
    ['a merge mark is an ordinary key', 'a: {"<<": 1}', { '<<': 1 }],
  ])('%s', (_, text, value) => {
    const read = readYaml(text)
    expect(read.ok && read.yaml.value).toEqual({ a: value })
  })

  test('nothing read can change the prototype of objects', () => {
    readYaml('a: {"__proto__": {polluted: true}}')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  const key = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => name !== 'constructor' && name !== 'prototype')
  const plain = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.boolean(), fc.array(tie('value')), fc.dictionary(key, tie('value'))),
  })).value

  test('whatever plain data is written out is read back', () => {
    fc.assert(
      fc.property(fc.dictionary(key, plain, { minKeys: 1 }), (document) => {
        const read = readYaml(stringify(document, { aliasDuplicateObjects: false }))
        expect(read.ok && read.yaml.value).toEqual(JSON.parse(JSON.stringify(document)))
      }),
      { numRuns: 200 },
    )
  })

  test('any text at all is either read or refused with a reason', () => {
    const noise = fc.string({ unit: fc.constantFrom('a', ':', ' ', '\n', '-', '[', ']', '{', '}', '&', '*', '!', '"', '|', '#', '客') })
    fc.assert(
      fc.property(noise, (text) => {
        const read = readYaml(text)
        expect(read.ok || read.problems.length > 0).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the line of a path', () => {
  const text = 'care:\n  obligations:\n    - rule: CARE-01\n      every:\n        months: 3\n    - rule: CARE-02'
  test.each([
    [['care'], 1],
    [['care', 'obligations', 0], 3],
    [['care', 'obligations', 0, 'every', 'months'], 5],
    [['care', 'obligations', 1, 'rule'], 6],
    [['care', 'obligations', 1, 'missing'], 6],
    [['nowhere'], 1],
  ])('%j is on line %i', (path, line) => {
    const read = readYaml(text)
    expect(read.ok && read.yaml.lineOf(path)).toBe(line)
  })
})
