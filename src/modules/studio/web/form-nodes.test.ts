import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codeWords } from '../../policies/policy/code-words.ts'
import { laterCodeWords } from '../../policies/policy/code-words-later.ts'
import { fieldWords } from '../../policies/policy/field-words.ts'
import { keysOf } from '../../policies/policy/policy-words.ts'
import { type FormNode, formOf } from './form-nodes.ts'
import { readText, valueIn } from './policy-text.ts'
import { chaptersIn, sectionSchemas } from './sections.ts'

const read = readText(readFileSync(join(import.meta.dirname, '../../../../policies/rfm-lifecycle.zh.yaml'), 'utf8'))
if (!read.ok) throw new Error('the default pack cannot be read')
const { value } = read.text

const formOfChapter = (chapter: string) => formOf(sectionSchemas[chapter], value[chapter], [chapter])

const flatten = (nodes: readonly FormNode[]): FormNode[] =>
  nodes.flatMap((node) => [
    node,
    ...(node.type === 'group' ? flatten(node.children) : node.type === 'rows' ? flatten(node.rows.flat()) : []),
  ])
const all = chaptersIn(value).flatMap((chapter) => flatten(formOfChapter(chapter)))

const at = (path: string) => all.find((node) => node.place.join('.') === path)

describe('how parameters are entered', () => {
  test.each([
    ['care.horizonDays', { kind: 'number' }],
    ['care.obligations.0.every', { kind: 'cadence' }],
    ['care.obligations.0.appliesTo', { kind: 'audiences' }],
    ['care.obligations.0.channels', { kind: 'choices' }],
    ['care.obligations.0.checklist', { kind: 'word-list' }],
    ['care.obligations.0.evidence', { kind: 'codes' }],
    ['care.obligations.0.enabled', { kind: 'switch' }],
    ['care.strategyReview.within', { kind: 'length' }],
    ['engagement.training.sessions', { kind: 'cadence', free: false }],
    ['care.obligations.0.action', { kind: 'code' }],
    ['complaints.clocks.firstResponse.other', { kind: 'length' }],
    ['duplicates.scanAt', { kind: 'time' }],
    ['leads.mailbox.checks', { kind: 'times' }],
    ['leads.submissions.days', { kind: 'numbers' }],
    ['workingTime.workdays', { kind: 'weekdays' }],
    ['tiering.bands', { kind: 'numbers' }],
    ['tiering.table.0.tier', { kind: 'tier' }],
    ['keyAccounts.application.orTier', { kind: 'tier' }],
    ['keyAccounts.number.reused', { kind: 'fixed' }],
    ['tiering.drives', { kind: 'choice', options: ['RFM_LC', 'SPEND_TENURE'] }],
    ['kpi.targets.3.change', { kind: 'number' }],
  ])('%s', (path, control) => expect(at(path)).toMatchObject({ type: 'field', control }))

  test('short lists of records are tables, others cards', () => {
    expect(at('complaints.ladder')).toMatchObject({ type: 'rows', flat: true, columns: ['percent', 'post'] })
    expect(at('care.entitlements')).toMatchObject({ type: 'rows', flat: false })
  })

  test('what a policy may say and does not is offered', () => {
    expect(formOf(sectionSchemas.tiering, { ...Object(value.tiering), tiers: undefined }, ['tiering'])).toContainEqual(
      expect.objectContaining({ type: 'absent', place: ['tiering', 'tiers'] }),
    )
  })

  test('every value of the default pack has a place in its form', () => {
    const places = new Set(all.map((node) => node.place.join('.')))
    const missing: string[] = []
    const walk = (inner: unknown, place: readonly (string | number)[]) => {
      const isRow = typeof place.at(-1) === 'number'
      if (
        !isRow &&
        place.length > 1 &&
        !all.some((n) => n.type === 'field' && place.join('.').startsWith(n.place.join('.'))) &&
        !places.has(place.join('.'))
      )
        missing.push(place.join('.'))
      if (typeof inner !== 'object' || inner === null) return
      for (const [step, child] of Object.entries(inner)) {
        if (step !== 'rules') walk(child, [...place, Array.isArray(inner) ? Number(step) : step])
      }
    }
    for (const chapter of chaptersIn(value)) walk(value[chapter], [chapter])
    expect(missing).toEqual([])
  })
})

describe('words', () => {
  const hasWord = (keys: readonly string[]) => keys.some((_, i) => keys.slice(i).join('.') in fieldWords)

  test('every parameter of the default pack has a name', () => {
    const nameless = all.map((n) => keysOf(n.place)).filter((keys) => !hasWord(keys) && !/^[A-Z_]+$/.test(keys.at(-1) ?? ''))
    expect([...new Set(nameless.map((keys) => keys.join('.')))]).toEqual([])
  })

  test('every code of the default pack has a word', () => {
    const known = (keys: readonly string[], code: string) =>
      [`${keys.at(-1)}.${code}`, code].some((key) => key in codeWords || key in laterCodeWords)
    const byTier = ['tier', 'orTier', 'goal', 'stage', 'code']
    const wordless = all.flatMap((node) => {
      if (node.type !== 'field' || !['choice', 'choices', 'codes', 'fixed'].includes(node.control.kind)) return []
      const keys = keysOf(node.place)
      if (byTier.includes(keys.at(-1) ?? '') || keys.includes('spendTenure')) return []
      const own = [valueIn(value, node.place)].flat().filter((v) => typeof v === 'string' && /^[A-Z][A-Z0-9_]*$/.test(v))
      const offered = 'options' in node.control ? node.control.options : []
      return [...own, ...offered]
        .map(String)
        .filter((code) => !known(keys, code))
        .map((code) => `${keys.join('.')}: ${code}`)
    })
    expect([...new Set(wordless)]).toEqual([])
  })
})
