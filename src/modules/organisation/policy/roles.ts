import type { RoleFields } from '../contract.ts'

type BuiltInRole = RoleFields & { key: string }

const looksAtBook = [
  'customers.read',
  'interactions.read',
  'orders.read',
  'tiering.read',
  'policies.read',
  'tasks.read',
  'care.read',
  'plans.read',
]
const keepsBook = [...looksAtBook, 'customers.write', 'interactions.write', 'orders.write', 'tasks.do', 'plans.write', 'approvals.own']

/** What a new company starts with; a company may change all of it but the administrator's reach. */
export const builtInRoles: readonly BuiltInRole[] = [
  { key: 'admin', name: '系统管理员', permissions: ['*'], scope: 'ALL', masked: false },
  {
    key: 'executive',
    name: '总经理',
    permissions: [
      ...looksAtBook,
      'approvals.own',
      'views.share',
      'plans.annual',
      'policies.publish',
      'tiering.export',
      'care.export',
      'compliance.read',
      'compliance.export',
      'customers.export',
      'orders.export',
      'audit.read',
    ],
    scope: 'ALL',
    masked: false,
  },
  {
    key: 'branch_head',
    name: '分公司负责人',
    permissions: [
      ...keepsBook,
      'customers.assign',
      'tasks.assign',
      'tasks.waive',
      'plans.annual',
      'customers.export',
      'orders.export',
      'tiering.export',
      'care.export',
      'compliance.read',
      'compliance.export',
    ],
    scope: 'UNIT',
    masked: false,
  },
  {
    key: 'care_manager',
    name: '综合部负责人 / 项目负责人',
    permissions: [
      ...keepsBook,
      ...['customers.delete', 'customers.assign', 'customers.export', 'customers.import', 'orders.export', 'calendar.manage'],
      ...[
        'tasks.assign',
        'tasks.waive',
        'tiering.run',
        'tiering.export',
        'care.plan',
        'care.export',
        'plans.annual',
        'views.share',
        'jobs.all',
        'undo.run',
        'tokens.own',
      ],
      ...['compliance.read', 'compliance.export'],
    ],
    scope: 'ALL',
    masked: false,
  },
  {
    key: 'care_specialist',
    name: '客服专员 / 综合文员',
    permissions: [...keepsBook, 'customers.import', 'compliance.read'],
    scope: 'UNIT',
    masked: false,
  },
  { key: 'account_manager', name: '客户经理 / 大客户经理 / 业务人员', permissions: keepsBook, scope: 'OWN', masked: false },
  { key: 'sales_assistant', name: '业务助理', permissions: keepsBook, scope: 'ASSISTED', masked: false },
  { key: 'collaborator', name: '协同部门', permissions: ['policies.read', 'tasks.read', 'tasks.do'], scope: 'ASSIGNED', masked: false },
  {
    key: 'auditor',
    name: '审计 / 只读',
    permissions: [...looksAtBook, 'compliance.read', 'compliance.export', 'audit.read', 'audit.export'],
    scope: 'ALL',
    masked: true,
  },
]

/** Posts that ladders and approvals of the shipped policies name. */
export const builtInPosts: readonly { key: string; name: string }[] = [
  { key: 'UNIT_HEAD', name: '部门负责人' },
  { key: 'BRANCH_HEAD', name: '分公司负责人' },
  { key: 'GENERAL_MANAGER', name: '总经理' },
  { key: 'MANAGEMENT_COMMITTEE', name: '经营管理委员会' },
  { key: 'PROGRAMME_LEAD', name: '项目负责人' },
  { key: 'SEGMENT_TEAM', name: '客户分类小组' },
  { key: 'EVENT_TEAM', name: '活动小组' },
]
