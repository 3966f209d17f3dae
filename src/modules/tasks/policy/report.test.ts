import { describe, expect, test } from 'vitest'
import { packSource } from '../../policies/actions/publishing.ts'
import { readWholePolicy } from '../../policies/policy/whole.ts'
import { tieringSection } from '../../tiering/policy/section.ts'
import { after, appointmentIssues, mayReopen, type Verb } from './moves.ts'
import { type Report, reportIssues, reportsIssues } from './report.ts'
import { ruleAsksOf } from './rule.ts'

const read = readWholePolicy(packSource('rfm-lifecycle'), [{ key: 'tiering', schema: tieringSection }])
if (!read.readable) throw new Error('the shipped policy cannot be read')
const policy = read.document
const today = '2026-11-22'

const report: Report = {
  doneOn: today,
  channel: 'VISIT',
  checked: ['新品推荐', '上门拜访'],
  uncheckedReason: null,
  outcome: '看了新样品',
  evidence: [{ kind: 'PRODUCT_LIST', note: '样册第 3 版' }],
  isOnRecord: false,
}

describe('what a rule asks of whoever does its task', () => {
  test.each([
    ['CARE-01', '大客户定期维护', ['使用情况', '在办事项', '下步需求'], ['PHONE', 'VISIT', 'VIDEO', 'IM'], ['INTERACTION']],
    ['CARE-02', '大客户新品推荐并上门', ['新品推荐', '上门拜访'], ['VISIT'], ['INTERACTION', 'PRODUCT_LIST']],
    ['VIS-06', '大客户定期回访', ['产品', '服务', '意见'], ['PHONE', 'VISIT', 'VIDEO', 'IM'], ['VISIT_FORM']],
    ['EVT-01', '合作周年', ['感谢信', '纪念礼品'], [], []],
    ['CARE-31', '大客户与核心客户常联系', [], ['PHONE', 'EMAIL', 'VISIT', 'IM', 'VIDEO', 'SMS'], ['INTERACTION']],
    ['KA-09', '大客户的专属经理', [], [], []],
  ])('%s %s', (id, title, checklist, channels, evidence) => {
    expect(ruleAsksOf(policy, id)).toMatchObject({ title, checklist, channels, evidence })
  })

  test('a rule comes with its clause and words', () => {
    expect(ruleAsksOf(policy, 'CARE-02')?.clause).toEqual({ document: '《公司客户管理规定》', place: '第4条第3款' })
    expect(ruleAsksOf(policy, 'CARE-02')?.text).toContain('两项都做')
    expect(ruleAsksOf(policy, 'NO-99')).toBeNull()
  })
})

describe('CARE-02 a visit with new products is reported', () => {
  const issues = (change: Partial<Report>) =>
    reportIssues({ ...report, ...change }, ruleAsksOf(policy, 'CARE-02'), today).map((i) => `${i.path} ${i.reason}`)

  test.each<[string, Partial<Report>, string[]]>([
    ['whole', {}, []],
    ['for tomorrow', { doneOn: '2026-11-23' }, ['doneOn day-in-future']],
    ['without saying how', { channel: null }, ['channel missing']],
    ['by telephone', { channel: 'PHONE' }, ['channel channel-not-allowed']],
    ['without having visited', { checked: ['新品推荐'] }, ['uncheckedReason checklist-incomplete']],
    ['without having visited, with a reason', { checked: ['新品推荐'], uncheckedReason: '客户停工' }, []],
    ['with something that is not on the list', { checked: [...report.checked, '送礼'] }, ['checked not-on-checklist']],
    ['without what came of it', { outcome: null }, ['outcome missing']],
    ['with a contact on record instead', { outcome: null, isOnRecord: true }, []],
    ['without the list of products', { evidence: [] }, ['evidence evidence-missing']],
    [
      'with nothing right, all named at once',
      { doneOn: '2027-01-01', channel: 'SMS', checked: [], outcome: null, evidence: [] },
      [
        'doneOn day-in-future',
        'channel channel-not-allowed',
        'uncheckedReason checklist-incomplete',
        'outcome missing',
        'evidence evidence-missing',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(issues(change)).toEqual(expected)
  })

  test('what somebody set themselves asks for the day alone', () => {
    expect(reportIssues({ ...report, channel: null, outcome: null, evidence: [] }, null, today)).toEqual([])
  })
})

describe('C12 one visit is reported for CARE-02, CARE-05 and VIS-06', () => {
  const gift = { kind: 'GIFT_RECORD', note: '纪念礼品一份' }
  const form = { kind: 'VISIT_FORM', note: '均已询问' }
  const own: Record<string, Partial<Report>> = {
    'CARE-02': {},
    'CARE-05': { checked: ['定制礼品', '业务复盘'], evidence: [gift] },
    'VIS-06': { checked: ['产品', '服务', '意见'], evidence: [form] },
  }
  const issues = (shared: Partial<Report>, changes: Record<string, Partial<Report>> = {}) => {
    const reports = Object.keys(own).map((id, i) => ({
      at: i === 0 ? '' : `also.${i - 1}.`,
      rule: ruleAsksOf(policy, id),
      report: { ...report, ...own[id], ...shared, ...changes[id] },
    }))
    return reportsIssues(reports, today).map((i) => `${i.path} ${i.reason} ${i.facts?.['kind'] ?? ''}`.trim())
  }

  test('whole, each with its own checklist and evidence', () => expect(issues({})).toEqual([]))

  test('what one lacks is told with that one', () => {
    const changes = { 'CARE-05': { checked: [], evidence: [] }, 'VIS-06': { evidence: [gift] } }
    expect(issues({}, changes)).toEqual([
      'also.0.uncheckedReason checklist-incomplete',
      'also.0.evidence evidence-missing GIFT_RECORD',
      'also.1.evidence evidence-missing VISIT_FORM',
    ])
  })

  test('what is said once for all is told once', () => {
    expect(issues({ doneOn: '2026-11-23', channel: null, outcome: null })).toEqual([
      'doneOn day-in-future',
      'channel missing',
      'outcome missing',
    ])
    expect(issues({ channel: 'PHONE' })).toEqual(['channel channel-not-allowed'])
  })
})

describe('what may follow', () => {
  test.each<[Verb, string, string, string, string]>([
    ['do', 'DONE', 'task-not-open', 'task-not-open', 'task-not-open'],
    ['postpone', 'OPEN', 'task-not-open', 'task-not-open', 'task-not-open'],
    ['tell', 'OPEN', 'task-not-open', 'task-not-open', 'task-not-open'],
    ['waive', 'WAIVED', 'task-not-open', 'task-not-open', 'task-not-open'],
    ['assign', 'OPEN', 'task-not-open', 'task-not-open', 'task-not-open'],
    ['end', 'ENDED', 'task-not-open', 'task-not-open', 'task-not-open'],
    ['reopen', 'task-not-done', 'OPEN', 'task-not-done', 'task-not-done'],
  ])('%s: OPEN %s, DONE %s, WAIVED %s, ENDED %s', (verb, ...expected) => {
    const answers = (['OPEN', 'DONE', 'WAIVED', 'ENDED'] as const).map((state) => {
      const answer = after(state, verb)
      return answer.ok ? answer.value : answer.rule
    })
    expect(answers).toEqual(expected)
  })

  test.each([
    ['by whoever reported it, on the day', { recordedOn: today, doneBy: 5 }, { personId: 5, assigns: false }, undefined],
    ['by somebody who hands out work', { recordedOn: today, doneBy: 5 }, { personId: 6, assigns: true }, undefined],
    ['by a colleague: no', { recordedOn: today, doneBy: 5 }, { personId: 6, assigns: false }, 'reopen-own-only'],
    ['a day later: no', { recordedOn: '2026-11-21', doneBy: 5 }, { personId: 5, assigns: true }, 'reopen-same-day-only'],
    [
      'when nobody in particular reported it: no',
      { recordedOn: today, doneBy: null },
      { personId: null, assigns: false },
      'reopen-own-only',
    ],
  ])('a report is taken back %s', (_, reported, by, rule) => {
    const answer = mayReopen(reported, by, today)
    expect(answer.ok ? undefined : answer.rule).toBe(rule)
  })

  test.each([
    ['today', today, null, []],
    ['on the last day of the window', '2026-11-29', null, []],
    ['after the window', '2026-11-30', null, ['reason after-window']],
    ['after the window, with a reason', '2026-11-30', '客户出国', []],
    ['yesterday', '2026-11-21', '来不及', ['plannedOn in-the-past']],
    ['that is dropped', null, null, []],
  ])('an appointment %s', (_, plannedOn, reason, expected) => {
    const issues = appointmentIssues({ plannedOn, reason }, { windowTo: '2026-11-29' }, today)
    expect(issues.map((i) => `${i.path} ${i.reason}`)).toEqual(expected)
  })
})
