import { expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { uiText } from '../../../ui/text.ts'
import { text as organisation } from '../../organisation/text.ts'
import { text } from '../text.ts'
import { askedOf, boxOf, deciderWords, titleWords } from './asked-words.ts'
import { approvalsText } from './text.ts'

const say = speaker([uiText, organisation, text, approvalsText], 'zh-CN')
const today = '2026-11-22'

test.each([
  [undefined, 'TO_DECIDE'],
  ['asked', 'ASKED'],
  ['decided', 'DECIDED'],
  ['involved', 'INVOLVED'],
  ['what-is-this', 'TO_DECIDE'],
])('the address view=%s shows the box %s', (view, box) => {
  expect(boxOf(view)).toBe(box)
})

test('a room’s own words say what is asked', () => {
  const words = (facts: Readonly<Record<string, unknown>>) => ({ what: String(facts['title']), facts: [], to: '/tasks?task=7' })
  const asked = askedOf({ facts: { title: '季度回访' } }, words, say, today)
  expect(asked).toEqual({ what: '季度回访', facts: [], to: '/tasks?task=7' })
  expect(titleWords('TASK', asked, say)).toBe('TASK：季度回访')
})

test('facts of a room without words stand as they are: days short, yes and no said, lists and blanks left out', () => {
  const facts = { dueOn: '2026-12-01', nextYear: '2027-01-05', urgent: true, amount: 5, note: '', rows: [1, 2], none: null }
  const asked = askedOf({ facts }, undefined, say, today)
  expect(asked.facts.map((f) => [f.label, f.value])).toEqual([
    ['dueOn', '12-01'],
    ['nextYear', '2027-01-05'],
    ['urgent', '是'],
    ['amount', '5'],
  ])
  expect(titleWords('TASK', asked, say)).toBe('TASK')
})

const nobody = { post: null, permission: null, person: null, unit: null }

test.each([
  ['a person', { ...nobody, person: { id: 1, name: '顾清和' } }, '顾清和'],
  ['a post', { ...nobody, post: { key: 'GENERAL_MANAGER', name: '总经理' } }, '总经理'],
  [
    'a post of a unit',
    { ...nobody, post: { key: 'BRANCH_HEAD', name: '负责人' }, unit: { id: 2, name: '宁波分公司' } },
    '宁波分公司 负责人',
  ],
  ['a permission', { ...nobody, permission: 'approvals.own' }, '有“提出、审批和转交申请”权限的人'],
])('%s decides', (_, decider, words) => {
  expect(deciderWords(decider, say)).toBe(words)
})
