import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { policyDocument } from './document.ts'
import { parsePolicy } from './parse.ts'
import { cadence, objection } from './parts.ts'
import { mostProblems } from './problems.ts'

const visits = z
  .strictObject({ every: cadence, clock: z.enum(['WORKING', 'NATURAL']), window: z.strictObject({ days: z.int().min(0).max(30) }) })
  .superRefine(({ window }, ctx) => {
    if (window.days === 13) ctx.addIssue(objection(['window', 'days'], 'unlucky-number', { days: 13 }))
  })
const care = z.strictObject({ notice: z.strictObject({ days: z.int() }) })
const schema = policyDocument({ visits, care })

const sound = `schema: 1
id: small-pack
title: 小制度
zone: Asia/Shanghai
summary: 用来试读的制度。
visits:
  every: { months: 3 }
  clock: NATURAL
  window:
    days: 7
  rules:
    - id: VIS-09
      title: 按计划回访
      clause: { document: 《甲》, place: 第1条 }
      text: 在窗口内完成。
      keys: [visits.window.days, care.notice]
care:
  notice: { days: 1 }
  rules: []
`

/** The sound text with one part replaced. */
const changed = (part: string, by: string): string => {
  expect(sound).toContain(part)
  return sound.replace(part, by)
}

test('a sound text becomes a typed document', () => {
  const parsed = parsePolicy(sound, schema)
  expect(parsed.ok && parsed.document.visits.window.days).toBe(7)
  expect(parsed.ok && parsed.document.visits.rules[0]?.id).toBe('VIS-09')
})

describe('what is wrong is told with its path, line and reason', () => {
  test.each([
    ['an unknown section', '  rules: []\n', '  rules: []\nbonus: {}\n', 'bonus', 20, 'unknown-key'],
    ['an unknown parameter', '    days: 7', '    days: 7\n    hours: 2', 'visits.window.hours', 11, 'unknown-key'],
    ['an unknown key in a rule', 'text: 在窗口内完成。', 'text: 在。\n      note: x', 'visits.rules.0.note', 16, 'unknown-key'],
    ['an unknown key in a clause', '《甲》,', '《甲》, page: 3,', 'visits.rules.0.clause.page', 14, 'unknown-key'],
    ['a missing section', 'care:\n  notice: { days: 1 }\n  rules: []\n', '', 'care', 1, 'missing'],
    ['a missing parameter', '    days: 7\n', '    {}\n', 'visits.window.days', 9, 'missing'],
    ['a missing choice', '  clock: NATURAL\n', '', 'visits.clock', 6, 'missing'],
    ['a blank', 'days: 7', 'days:', 'visits.window.days', 10, 'wrong-type'],
    ['a word for a number', 'days: 7', 'days: 七', 'visits.window.days', 10, 'wrong-type'],
    ['half a day', 'days: 7', 'days: 7.5', 'visits.window.days', 10, 'wrong-type'],
    ['an endless window', 'days: 7', 'days: .inf', 'visits.window.days', 10, 'wrong-type'],
    ['too long a window', 'days: 7', 'days: 31', 'visits.window.days', 10, 'too-big'],
    ['a negative window', 'days: 7', 'days: -1', 'visits.window.days', 10, 'too-small'],
    ['an unknown clock', 'NATURAL', 'SOLAR', 'visits.clock', 8, 'wrong-value'],
    ['a cadence of no months', 'months: 3', 'months: 0', 'visits.every.months', 7, 'too-small'],
    ["a section's own objection", 'days: 7', 'days: 13', 'visits.window.days', 10, 'unlucky-number'],
    ['another zone', 'Asia/Shanghai', 'Europe/Paris', 'zone', 4, 'wrong-value'],
    ['another layout', 'schema: 1', 'schema: 2', 'schema', 1, 'wrong-value'],
    ['an id in capitals', 'small-pack', 'Small', 'id', 2, 'wrong-format'],
    ['a rule id that is none', 'VIS-09', 'visit nine', 'visits.rules.0.id', 12, 'wrong-format'],
    ['a rule key to nowhere', 'visits.window.days, ', 'visits.window.hours, ', 'visits.rules.0.keys.0', 16, 'unknown-parameter'],
    ['a rule key to another rule', 'visits.window.days, ', 'visits.rules.VIS-09, ', 'visits.rules.0.keys.0', 16, 'unknown-parameter'],
    ['a rule key to an inherited name', 'visits.window.days, ', 'visits.toString, ', 'visits.rules.0.keys.0', 16, 'unknown-parameter'],
    ['an alias', 'days: 7', 'days: &week 7', 'visits.window.days', 10, 'alias-refused'],
  ])('%s', (_, part, by, path, line, reason) => {
    const parsed = parsePolicy(changed(part, by), schema)
    expect(parsed.ok ? [] : parsed.problems).toEqual([expect.objectContaining({ path, line, reason })])
  })

  test('a rule that stands twice, in another section too', () => {
    const again = '  rules:\n    - { id: VIS-09, title: 又一条, clause: { document: 《乙》, place: 二 }, text: 再说一遍。, keys: [] }\n'
    const parsed = parsePolicy(changed('  rules: []\n', again), schema)
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      { path: 'care.rules.0.id', line: 20, reason: 'duplicate-rule', facts: { rule: 'VIS-09', firstIn: 'visits' } },
    ])
  })

  test('all at once, not one by one', () => {
    const parsed = parsePolicy(changed('days: 7', 'days: -1').replace('NATURAL', 'SOLAR').replace('small-pack', 'S'), schema)
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual(['id', 'visits.clock', 'visits.window.days'])
  })

  test('a flood of unknown keys is cut to a readable number', () => {
    const flood = Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join('\n')
    const parsed = parsePolicy(`${sound}${flood}`, schema)
    expect(parsed.ok ? 0 : parsed.problems.length).toBe(mostProblems)
  })

  test.each([
    ['a list', '- a'],
    ['a word', '制度'],
    ['a number', '42'],
  ])('%s is no policy', (_, text) => {
    const parsed = parsePolicy(text, schema)
    expect(parsed.ok ? [] : parsed.problems).toEqual([{ path: '', line: 1, reason: 'wrong-type', facts: { expected: 'object' } }])
  })
})
