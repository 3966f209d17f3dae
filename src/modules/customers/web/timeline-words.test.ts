import { expect, test } from 'vitest'
import { joinTexts, speaker } from '../../../core/text.ts'
import { uiText } from '../../../ui/text.ts'
import { text } from '../text.ts'
import { recordText } from './record-text.ts'
import type { Recorded } from './timeline-said.ts'
import { timelineText } from './timeline-text.ts'
import { eventWords } from './timeline-words.ts'

/** What later rooms say of their codes. */
const theirs = {
  'contact-said.PHONE.OUT': '电话沟通',
  'contact-said.PHONE.IN': '客户来电',
  'contact-said.NOTE.IN': '备忘',
  'contact-said.NOTE.OUT': '备忘',
  'channel.PHONE': '电话',
  'task.kind.MAINTENANCE': '维护',
  'task.kind.OTHER': '其他',
  'tasks.ended.TIER_CHANGED': '层级变了，不再需要',
  'approval.kind.TASK_WAIVER': '免除任务',
  'tag.NEED_TRAINING': '技术培训',
  'interactions.field.text': '内容',
  'interactions.field.channel': '方式',
  'timeline.interaction.changed': '更正互动记录',
}
const say = speaker([joinTexts(uiText, text, recordText, timelineText, { 'zh-CN': theirs, en: theirs })], 'zh-CN')

const words = (name: string, values: Recorded['values'], more: Partial<Recorded> = {}): string => {
  const said = eventWords(
    { name, values, at: '2026-11-22T10:00:00+08:00', by: '沈致远', fields: [], ruleId: null, policyVersion: null, ...more },
    say,
  )
  return `${said.title} | ${said.text ?? ''}`
}

const call = { channel: 'PHONE', direction: 'OUT', happened_on: '2026-11-22', text: '问了新线进度' }
const duty = { kind: 'MAINTENANCE', title: null, due_on: '2026-11-22' }

test.each<[string, string, Record<string, unknown> | null, string]>([
  ['a call of ours', 'interaction.logged', call, '沈致远 电话沟通 | 问了新线进度'],
  ['a call of theirs', 'interaction.logged', { ...call, direction: 'IN' }, '客户来电 沈致远 | 问了新线进度'],
  [
    'one written down later',
    'interaction.logged',
    { ...call, happened_on: '2026-11-20' },
    '沈致远 电话沟通 | 2026-11-20 的联系 · 问了新线进度',
  ],
  ['a note, which nobody began', 'interaction.logged', { ...call, channel: 'NOTE', direction: 'IN' }, '沈致远 备忘 | 问了新线进度'],
  ['a duty without a title', 'task.done', { ...duty, channel: 'PHONE', outcome: '一切正常' }, '维护 已完成 | 电话 · 一切正常 · 沈致远'],
  ['a duty done late', 'task.done', { ...duty, standing: 'LATE', next_step: '送样' }, '维护 逾期完成 | 下一步：送样 · 沈致远'],
  [
    'a task somebody set',
    'task.created',
    { kind: 'OTHER', title: '送样册', due_on: '2026-12-01' },
    '新建任务：送样册 | 2026-12-01 到期 · 沈致远',
  ],
  ['a duty of a kind of the company’s own', 'task.waived', { kind: 'TEA_PARTY', reason: '停工' }, '其他 已免除 | 停工 · 沈致远'],
  [
    'an appointment moved',
    'task.postponed',
    { ...duty, planned_on: '2026-11-25', planned_reason: '客户出差' },
    '维护 改约到 2026-11-25 | 客户出差 · 沈致远',
  ],
  [
    'a customer told before',
    'task.told',
    { ...duty, told_on: '2026-11-20', told_channel: 'PHONE' },
    '2026-11-20 已告知客户：维护 | 电话 · 沈致远',
  ],
  ['that taken back', 'task.told', { ...duty, told_on: null }, '撤回告知客户：维护 | 沈致远'],
  ['a duty no longer owed', 'task.ended', { ...duty, reason: 'TIER_CHANGED' }, '维护 不再需要 | 层级变了，不再需要 · 沈致远'],
  ['a request refused', 'approval.decided', { kind: 'TASK_WAIVER', state: 'REFUSED', note: '先联系' }, '免除任务 被驳回 | 先联系 · 沈致远'],
  ['a request of a kind without a name', 'approval.asked', { kind: 'X', reason: '停工' }, '提出申请：审批事项 | 停工 · 沈致远'],
  [
    'a lunar day',
    'customer-date.created',
    { kind: 'BIRTHDAY', title: '裘总生日', calendar: 'LUNAR', birthday: '1970-08-15' },
    '新增重要日期：裘总生日 | 农历8月15日 · 沈致远',
  ],
  ['a birthday one may not see', 'customer-date.created', { kind: 'BIRTHDAY', title: '裘总生日' }, '新增重要日期：裘总生日 | 沈致远'],
  ['needs heard', 'customer.tagged', { tags: ['NEED_TRAINING', 'v2.0'] }, '加标签：技术培训、v2.0 | 沈致远'],
  ['values erased by law', 'interaction.logged', null, '沈致远 备忘 | '],
])('%s', (_, name, values, expected) => {
  expect(words(name, values)).toBe(expected)
})

test('a correction names its fields and hides codes', () => {
  expect(words('interaction.changed', { text: '月底投产', channel: 'VISIT' }, { fields: ['channel', 'text'] })).toBe(
    '更正互动记录 | 方式；内容 改为 月底投产 · 沈致远',
  )
})

test('what the program did by itself names nobody', () => {
  expect(words('task.waived', duty, { by: null })).toBe('维护 已免除 | 系统')
  expect(words('interaction.logged', call, { by: null })).toBe('系统 电话沟通 | 问了新线进度')
})
