import { describe, expect, test } from 'vitest'
import { joinTexts, speaker } from '../../../core/text.ts'
import { noticeKinds } from '../contract.ts'
import { text } from '../text.ts'
import { addressOf, linesOf, type Shown, sentence, whyWords } from './notice-words.ts'
import { notificationsText } from './text.ts'

const say = speaker([joinTexts(text, notificationsText)], 'zh-CN')
const today = '2026-11-25'
const shown = (change: Partial<Shown> = {}): Shown => ({
  ...{ id: 7, kind: 'DUTY_SOON', subjectKind: 'TASK', subjectId: 41, step: 'BEFORE_7', ruleId: 'CARE-26', policyVersion: 1 },
  customer: { id: 3, name: '宁波海棠电子', customerNo: 'KH-3' },
  facts: {
    duty: '大客户定期维护',
    dutyRule: 'CARE-01',
    dueOn: '2026-12-02',
    windowTo: '2026-12-09',
    days: 7,
    post: 'ASSIGNEE',
    assignee: '沈知远',
  },
  ...{ toldOn: today, createdAt: '2026-11-25T08:30:00+08:00', readAt: null, over: false, count: null },
  ...change,
})
const raised = shown({ kind: 'DUTY_RAISED', facts: { ...shown().facts, days: 3, late: 5, post: 'UNIT_HEAD' } })
const approval = shown({ kind: 'APPROVAL_WAITING', subjectKind: 'APPROVAL', customer: null, facts: { what: 'TASK_WAIVE', by: '苏棠' } })
const tell = shown({ kind: 'NOTICE_DUE', ruleId: 'CARE-15', facts: { ...shown().facts, meantFor: '2026-12-02', plannedOn: null, days: 1 } })
const planOver = shown({ kind: 'PLAN_ENDED', subjectKind: 'PLAN', ruleId: 'CARE-24', facts: { plan: '扩大份额', result: 'REACHED' } })
const yearDue = shown({
  kind: 'PLAN_DUE',
  subjectKind: 'YEAR',
  subjectId: 2027,
  customer: null,
  facts: { year: 2027, unit: null, dueOn: '2026-12-31' },
})
const lot = shown({ kind: 'DUTY_LATE', subjectKind: 'DAY', customer: null, facts: {}, count: 12 })

describe('what a notice says', () => {
  test.each([
    [shown(), '大客户定期维护，12-02 到期，最晚 12-09 完成算按期。'],
    [shown({ kind: 'DUTY_LATE' }), '大客户定期维护，最晚 12-09 完成算按期，还没登记。'],
    [raised, '大客户定期维护，最晚 12-09，过了 5 天还没完成。负责人 沈知远。'],
    [{ ...raised, facts: { ...raised.facts, assignee: null } }, '大客户定期维护，最晚 12-09，过了 5 天还没完成，也没有负责人。'],
    [shown({ kind: 'DUTY_UNASSIGNED' }), '大客户定期维护，12-02 到期，还没有负责人。'],
    [tell, '大客户定期维护，12-02 到期，还没告知客户，今天说一声。'],
    [{ ...tell, facts: { ...tell.facts, plannedOn: '2026-12-02' } }, '大客户定期维护，约在 12-02，还没告知客户，今天说一声。'],
    [approval, '苏棠请你审批。'],
    [planOver, '“扩大份额”已到期，客户到了目标层级。'],
    [{ ...planOver, facts: { plan: '深耕共赢', result: null } }, '“深耕共赢”已到期。'],
    [yearDue, '2027 年维护计划还没批准，最迟 12-31。'],
    [
      { ...yearDue, kind: 'PLAN_LATE' as const, facts: { ...yearDue.facts, unit: '业务一部' } },
      '业务一部 2027 年维护计划应在 12-31 前批准，现在还没有。',
    ],
    [lot, '12 项任务到了期限还没完成。'],
  ])('%#: %s', (notice, said) => {
    expect(sentence(notice, today, say)).toBe(said)
  })

  test('its first line is whom it is about, or what it is', () => {
    expect(linesOf(shown(), today, say)[0]).toBe('宁波海棠电子')
    expect(linesOf(lot, today, say)).toEqual(['12 项任务到了期限还没完成。', '11-25 这一天的，点开看是哪些。'])
    expect(linesOf(approval, today, say)).toEqual(['苏棠请你审批。', 'TASK_WAIVE'])
  })

  test('every kind has its words, one and many, in both languages', () => {
    for (const words of [text['zh-CN'], text.en]) {
      for (const kind of noticeKinds)
        for (const key of [`notice.kind.${kind}`, `notice.${kind}`, `notice.many.${kind}`]) expect(words[key]).toBeTruthy()
    }
  })
})

test('where it leads', () => {
  expect(addressOf(shown())).toBe('/tasks?view=mine&task=41')
  expect(addressOf(raised)).toBe('/tasks?view=overdue&task=41')
  expect(addressOf(approval)).toBe('/approvals?approval=41')
  expect(addressOf(planOver)).toBe('/plans?view=over&plan=41')
  expect(addressOf(yearDue)).toBe('/plans/annual?year=2027')
  expect(addressOf(lot)).toBe('/notifications?within=7')
})

test.each([
  [shown(), '到期前 7 天提醒负责人，逢休息日顺延到下一工作日。'],
  [shown({ kind: 'DUTY_LATE', facts: { days: 0 } }), '按期完成的最后一天，提醒负责人。'],
  [shown({ kind: 'DUTY_LATE', facts: { days: 2 } }), '过了按期完成的最后一天 2 天，提醒负责人。'],
  [raised, '过了按期完成的最后一天 3 天还没完成，提醒部门负责人。'],
  [tell, '约定或到期前 1 个工作日还没告知客户，提醒负责人。改约后会再提醒。'],
  [lot, '同一天同一种提醒太多时合成一条。'],
])('CARE-26 why it was told, %#', (notice, said) => {
  expect(whyWords(notice, say)).toBe(said)
})
