import { expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { fieldWords, subjectWords, valueWords } from './event-words.ts'

const words = {
  'customers.field.creditCode': '信用代码',
  'customers.field.sizeClass': '规模',
  'customers.field.sizeClass.LARGE': '大型',
  'audit.field.tags': '标签',
  'audit.field.holders': '任职人',
  'audit.field.personId': '人员',
  'audit.field.unitId': '部门',
  'audit.named-value': '{field}：{value}',
  'audit.and': '，',
  'audit.group.customer': '客户',
  'audit.value.reason.WRONG_PASSWORD': '密码不对',
  'tier.CORE': '核心',
  'tag.AT_RISK': '采购下滑',
  'role.auditor': '审计',
  'permission.customers.read': '查看客户',
  'order.status.CANCELLED': '已取消',
  'importing.kind.orders': '订单',
  'channel.PHONE': '电话',
  'direction.IN': '客户找我方',
  'tag.NEED_TRAINING': '技术培训',
  'task.kind.GREETING': '问候',
  'task.standing.LATE': '逾期完成',
  'approval.kind.TASK_WAIVER': '免除任务',
  'date-kind.FOUNDING': '成立纪念日',
  'audit.value.kind.GIFT_RECORD': '礼品记录',
  'audit.value.calendar.LUNAR': '农历',
  'audit.field.kind': '类型',
  'audit.field.note': '说明',
  'ui.yes': '是',
  'ui.yuan': '{amount} 元',
}
const say = speaker([{ 'zh-CN': words, en: words }], 'zh-CN')

test.each([
  ['customer', 'credit_code', '信用代码'],
  ['customer-tags', 'tags', '标签'],
  ['customer', 'tags', '标签'],
  ['customer', 'never_heard_of', 'never_heard_of'],
])('of a %s, %s is called %s', (kind, field, called) => {
  expect(fieldWords(kind, field, say)).toBe(called)
})

test.each([
  ['size_class', 'LARGE', '大型'],
  ['name', '宁波海棠', '宁波海棠'],
  ['registered_capital', 500_000_00, '500000.00 元'],
  ['employees', 120, '120'],
  ['province_code', '330000', '浙江省'],
  ['is_key', true, '是'],
  ['tags', ['重点', '华东'], '重点、华东'],
  ['tags', [], '—'],
  ['phone', null, '—'],
])('%s = %j reads %s', (field, value, read) => {
  expect(valueWords('customer', field, value, say)).toBe(read)
})

const names = {
  person: { 7: '沈致远', 8: '韩东升' },
  unit: { 3: '华东部' },
  customer: { 12: '宁波海棠' },
  role: { auditor: '旧名', own_role: '区域主管' },
  post: { EVENT_TEAM: '活动组' },
}

test.each([
  ['customer', 'owner_id', 7, '沈致远'],
  ['customer', 'unit_id', 3, '华东部'],
  ['customer', 'agent_id', 12, '宁波海棠'],
  ['order', 'customer_id', 12, '宁波海棠'],
  ['customer', 'owner_id', 99, '99'],
  ['person', 'assists', [7, 8], '沈致远、韩东升'],
  ['person', 'roles', ['auditor', 'own_role'], '审计、区域主管'],
  ['post', 'key', 'EVENT_TEAM', '活动组'],
  [
    'post',
    'holders',
    [
      { personId: 7, unitId: 3 },
      { personId: 8, unitId: null },
    ],
    '人员：沈致远，部门：华东部、人员：韩东升',
  ],
  ['tier', 'tier', 'CORE', '核心'],
  ['customer-tags', 'tags', ['AT_RISK', '自写标签'], '采购下滑、自写标签'],
  ['role', 'permissions', ['customers.read', 'never.heard-of'], '查看客户、never.heard-of'],
  ['order', 'status', 'CANCELLED', '已取消'],
  ['import', 'kind', 'orders', '订单'],
  ['person', 'reason', 'WRONG_PASSWORD', '密码不对'],
  ['order', 'ordered_at', '2025-03-03T16:30:00.000Z', '2025-03-04 00:30'],
  ['order', 'employees', 7, '7'],
  ['interaction', 'channel', 'PHONE', '电话'],
  ['interaction', 'direction', 'IN', '客户找我方'],
  ['interaction', 'needs', ['NEED_TRAINING'], '技术培训'],
  ['interaction', 'person_id', 7, '沈致远'],
  ['task', 'kind', 'GREETING', '问候'],
  ['task', 'channel', 'PHONE', '电话'],
  ['task', 'standing', 'LATE', '逾期完成'],
  ['task', 'assignee_id', 8, '韩东升'],
  ['task', 'evidence', [{ kind: 'GIFT_RECORD', note: '茶礼一份' }], '类型：礼品记录，说明：茶礼一份'],
  ['approval', 'kind', 'TASK_WAIVER', '免除任务'],
  ['approval', 'subject_kind', 'customer', '客户'],
  ['approval', 'decider_post', 'EVENT_TEAM', '活动组'],
  ['customer-date', 'kind', 'FOUNDING', '成立纪念日'],
  ['customer-date', 'calendar', 'LUNAR', '农历'],
])('of a %s, %s = %j reads %s with names at hand', (kind, field, value, read) => {
  expect(valueWords(kind, field, value, say, names)).toBe(read)
})

test('what an entry is about is said in words', () => {
  expect([subjectWords('customer', 12, say), subjectWords('never-heard-of', 3, say)]).toEqual(['客户 12', 'never-heard-of 3'])
})
