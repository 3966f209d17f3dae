import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { differencesOf } from './differences.ts'

const text = readFileSync(new URL('../../../../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')
const documentOf = (source: string): object => parse(source) as object
const changed = (from: string, to: string) => {
  expect(text.split(from)).toHaveLength(2)
  return differencesOf(documentOf(text), documentOf(text.replace(from, to)))
}

test.each([
  [
    'a threshold, by its configuration key',
    'm: { windowMonths: 12, high: 500000,',
    'm: { windowMonths: 12, high: 600000,',
    [{ path: 'tiering.rfm.m.high', key: 'rfm.m.high', before: 500000, after: 600000 }],
  ],
  [
    'part of a key',
    'growth: { rise: 10, months: 6 }',
    'growth: { rise: 20, months: 6 }',
    [{ path: 'tiering.lifecycle.growth.rise', key: 'lc.growth', before: 10, after: 20 }],
  ],
  [
    'the nearest of two keys one inside the other',
    'gapDefault: 0 }',
    'gapDefault: 90 }',
    [{ path: 'tiering.lifecycle.lost.gapDefault', key: 'lc.gapDefault', before: 0, after: 90 }],
  ],
  ['what has no key', 'mergeDays: 7 ', 'mergeDays: 5 ', [{ path: 'care.mergeDays', key: null, before: 7, after: 5 }]],
])('%s', (_, from, to, differences) => {
  expect(changed(from, to).map(({ ruleIds: __, ...d }) => d)).toEqual(differences)
})

test('CARE-01: a cadence names the rules it governs, wherever the obligation stands in its list', () => {
  const document = documentOf(text) as { care: { obligations: { rule: string; every: object }[] } }
  const turned = structuredClone(document)
  turned.care.obligations.reverse()
  expect(differencesOf(document, turned)).toEqual([])
  for (const o of turned.care.obligations) if (o.rule === 'CARE-01') o.every = { months: 2 }
  expect(differencesOf(document, turned)).toEqual([
    { path: 'care.obligations.CARE-01.every.months', ruleIds: ['CARE-01', 'CARE-19'], key: 'care.key.maint', before: 3, after: 2 },
  ])
})

test('what stands in one text alone is null in the other', () => {
  const document = documentOf(text) as { care: { effort: Record<string, number> } }
  const more = structuredClone(document)
  more.care.effort.TRAINING = 6
  const path = { path: 'care.effort.TRAINING', key: null }
  expect(differencesOf(document, more)).toMatchObject([{ ...path, before: null, after: 6 }])
  expect(differencesOf(more, document)).toMatchObject([{ ...path, before: 6, after: null }])
})
