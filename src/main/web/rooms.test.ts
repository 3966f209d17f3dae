import { describe, expect, test } from 'vitest'
import { handWritten, joinTexts, type Locale, locales, speaker } from '../../core/text.ts'
import type { Recorded } from '../../modules/customers/web/timeline-said.ts'
import { eventWords, isOfKind, timelineKinds } from '../../modules/customers/web/timeline-words.ts'
import { inTaiwan } from '../../platform/taiwan/convert.ts'
import { uiText } from '../../ui/text.ts'
import { rooms } from './rooms.ts'
import { shellText } from './text.ts'

const texts = [uiText, shellText, ...rooms.map((r) => r.texts)]

/** Every event the house knows by name; the room of the trail sees to it that each that is written has its words. */
const known = [...new Set(Object.keys(joinTexts(...texts)['zh-CN']).flatMap((key) => /^event\.(.+)$/.exec(key)?.[1] ?? []))].sort()

/** Those of one customer, which stand on its timeline. */
const told = known.filter((name) => /^(customer|contact|order|tier|interaction|task|approval|customer-date)\./.test(name))

/** Written by a person who writes no Chinese, so that what is Chinese comes from our words. */
const values = {
  ...{
    name: 'said',
    title: 'said',
    text: 'said',
    reason: 'said',
    note: 'said',
    outcome: 'said',
    next_step: 'said',
    tags: ['NEED_TRAINING'],
  },
  ...{ channel: 'PHONE', direction: 'IN', happened_on: '2026-11-20', kind: 'GREETING', standing: 'LATE', state: 'REFUSED' },
  ...{ due_on: '2026-11-22', planned_on: '2026-11-25', calendar: 'LUNAR', month_day: '08-15', leap: true, order_no: '1', tier: 'CORE' },
  ...{ ordered_on: '2026-11-20', net_amount: 100, size_class: 'LARGE' },
}
const fields = ['text', 'channel', 'needs', 'happened_at']
const entry = (name: string, more: Partial<Recorded> = {}): Recorded => ({
  ...{ name, at: '2026-11-22T10:00:00+08:00', by: 'Shen', fields, values, ruleId: 'SEG-04', policyVersion: 2 },
  ...more,
})

const rawWords = /\{|undefined|\bnull\b|\b[A-Z]{3,}[A-Z_]*\b|[a-z]+_[a-z]/
/** Abbreviations people say, and the rule an entry names, are no codes. */
const isStrange = (words: string): boolean => rawWords.test(words.replace(/\b(API|CNY|SEG-04)\b/g, ''))
const chinese = /[㐀-鿿]/

const inItsLanguage = (words: string, locale: Locale): boolean => chinese.test(words) === (locale !== 'en')

describe.each(locales)('events in %s', (locale) => {
  const say = speaker(texts, locale, inTaiwan)

  test.each(known)('%s has words in the trail', (name) => {
    const words = say(`event.${name}`)
    expect(`${words}: ${inItsLanguage(words, locale) && !isStrange(words)}`).toBe(`${words}: true`)
  })

  test.each(told)('%s reads as a sentence on the timeline', (name) => {
    for (const e of [entry(name), entry(name, { values: null, fields: [] })]) {
      const { title, text = '' } = eventWords(e, say)
      const own = title.replace(/Shen|said/g, '')
      expect(`${title}: ${inItsLanguage(own, locale) && !isStrange(own)}`).toBe(`${title}: true`)
      expect(`${text}: ${isStrange(text)}`).toBe(`${text}: false`)
    }
  })
})

test('every event of a customer stands under one of the chips', () => {
  const chips = timelineKinds.filter((kind) => kind !== 'all')
  expect(told.filter((name) => chips.filter((kind) => isOfKind({ name }, kind)).length !== 1)).toEqual([])
  expect(told.length).toBeGreaterThan(20)
})

test.each(handWritten)('in %s no two rooms have one key for different words', (locale) => {
  const said = texts.flatMap((t) => Object.entries(t[locale]))
  const last = new Map(said)
  expect(said.filter(([key, words]) => last.get(key) !== words).map(([key]) => key)).toEqual([])
  expect(last.size).toBeGreaterThan(1000)
})
