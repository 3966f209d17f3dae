import { expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { text } from '../text.ts'
import { askedText, waiveAsked } from './asked-words.ts'

const say = speaker([text, askedText], 'zh-CN')

test('a request to be released names the task, its days and its rule, and leads to it', () => {
  const facts = { taskId: 7, ruleId: 'VIS-01', title: '季度上门', kind: 'PRODUCT_VISIT', dueOn: '2026-12-01', windowTo: '2026-12-08' }
  const asked = waiveAsked(facts, say, '2026-11-22')
  expect(asked).toMatchObject({ what: '季度上门', to: '/tasks?view=all&task=7' })
  expect(asked.facts.map((f) => `${f.label} ${f.value}`)).toEqual([
    `种类 ${say('task.kind.PRODUCT_VISIT')}`,
    '到期 12-01',
    '最晚办理 12-08',
    '依据 VIS-01',
  ])
})

test('a task set by hand has no rule, and its one day is said once', () => {
  const facts = { taskId: 8, ruleId: null, title: null, kind: 'OTHER', dueOn: '2027-01-05', windowTo: '2027-01-05' }
  const asked = waiveAsked(facts, say, '2026-11-22')
  expect(asked.what).toBe(say('task.kind.OTHER'))
  expect(asked.facts.map((f) => `${f.label} ${f.value}`)).toEqual(['到期 2027-01-05'])
})
