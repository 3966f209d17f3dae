import { addDays, type Day } from '../../core/day.ts'
import type { Deputy, Person, PostKey, RoleKey, Unit } from './types.ts'

export const companyName = '澄岳商业设施有限公司'

export const units: Unit[] = [
  { key: 'head-office', name: companyName, parent: null, kind: 'HEAD_OFFICE' },
  { key: 'sales-branch', name: '营销分公司', parent: 'head-office', kind: 'BRANCH' },
  { key: 'general-affairs', name: '综合部', parent: 'sales-branch', kind: 'DEPARTMENT' },
  { key: 'sales-one', name: '业务一部', parent: 'sales-branch', kind: 'DEPARTMENT' },
  { key: 'sales-two', name: '业务二部', parent: 'sales-branch', kind: 'DEPARTMENT' },
  { key: 'key-accounts', name: '大客户部', parent: 'sales-branch', kind: 'DEPARTMENT' },
  { key: 'production', name: '生产部', parent: 'head-office', kind: 'DEPARTMENT' },
  { key: 'after-sales', name: '售后技术部', parent: 'head-office', kind: 'DEPARTMENT' },
]

type Row = [login: string, name: string, title: string, unit: string, roles: RoleKey[], posts?: PostKey[], assists?: string[]]

const rows: Row[] = [
  ['gu.yanqing', '顾延青', '总经理', 'head-office', ['executive'], ['GENERAL_MANAGER', 'MANAGEMENT_COMMITTEE', 'UNIT_HEAD']],
  ['wen.shuhua', '温书华', '财务总监', 'head-office', ['executive'], ['MANAGEMENT_COMMITTEE']],
  ['ren.kaiyuan', '任开原', '系统管理员', 'head-office', ['admin']],
  ['pei.zhao', '裴昭', '内审专员', 'head-office', ['auditor']],
  ['lu.chengze', '陆承泽', '营销分公司总经理', 'sales-branch', ['branch_head'], ['BRANCH_HEAD', 'MANAGEMENT_COMMITTEE', 'UNIT_HEAD']],
  ['jiang.yi', '姜苡', '综合部经理', 'general-affairs', ['care_manager'], ['PROGRAMME_LEAD', 'UNIT_HEAD']],
  ['he.lan', '何岚', '客服专员', 'sales-branch', ['care_specialist'], ['SEGMENT_TEAM']],
  ['meng.xiaozhou', '孟晓舟', '客服专员', 'sales-branch', ['care_specialist'], ['EVENT_TEAM']],
  ['qin.wanrong', '秦婉容', '综合文员', 'sales-branch', ['care_specialist'], ['SEGMENT_TEAM']],
  ['su.tang', '苏棠', '业务一部经理', 'sales-one', ['account_manager', 'department_head'], ['UNIT_HEAD']],
  ['zhou.yan', '周砚', '客户经理', 'sales-one', ['account_manager'], ['EVENT_TEAM']],
  ['ding.ruohan', '丁若寒', '客户经理', 'sales-one', ['account_manager']],
  ['fang.shiyu', '方时雨', '客户经理', 'sales-one', ['account_manager']],
  ['tao.jianming', '陶建铭', '客户经理', 'sales-one', ['account_manager']],
  [
    'bai.xue',
    '白雪',
    '业务助理',
    'sales-one',
    ['sales_assistant'],
    [],
    ['su.tang', 'zhou.yan', 'ding.ruohan', 'fang.shiyu', 'tao.jianming'],
  ],
  ['xie.yunfan', '谢云帆', '业务二部经理', 'sales-two', ['account_manager', 'department_head'], ['UNIT_HEAD']],
  ['liang.muqing', '梁慕青', '客户经理', 'sales-two', ['account_manager']],
  ['zeng.haoran', '曾浩然', '客户经理', 'sales-two', ['account_manager'], ['EVENT_TEAM']],
  ['shan.yuchen', '单雨辰', '客户经理', 'sales-two', ['account_manager']],
  ['ouyang.jing', '欧阳靖', '客户经理', 'sales-two', ['account_manager']],
  [
    'ye.zhiqiu',
    '叶知秋',
    '业务助理',
    'sales-two',
    ['sales_assistant'],
    [],
    ['xie.yunfan', 'liang.muqing', 'zeng.haoran', 'shan.yuchen', 'ouyang.jing'],
  ],
  ['han.dongsheng', '韩东升', '大客户部经理', 'key-accounts', ['account_manager', 'department_head'], ['UNIT_HEAD']],
  ['shen.zhiyuan', '沈知远', '大客户经理', 'key-accounts', ['account_manager']],
  ['cheng.anlan', '程安澜', '大客户经理', 'key-accounts', ['account_manager']],
  ['mo.qianyu', '莫千语', '业务助理', 'key-accounts', ['sales_assistant'], [], ['han.dongsheng', 'shen.zhiyuan', 'cheng.anlan']],
  ['gao.tiecheng', '高铁成', '生产部经理', 'production', ['collaborator'], ['UNIT_HEAD', 'MANAGEMENT_COMMITTEE']],
  ['niu.changshun', '牛长顺', '生产计划员', 'production', ['collaborator']],
  ['tang.yuan', '唐予安', '售后技术部经理', 'after-sales', ['collaborator'], ['UNIT_HEAD']],
  ['luo.jingxing', '罗景行', '安装技师', 'after-sales', ['collaborator']],
]

export const people: Person[] = rows.map(([login, name, title, unit, roles, posts = [], assists = []], i) => ({
  login,
  name,
  title,
  unit,
  roles,
  posts,
  phone: `1390571${String(8000 + i * 7).padStart(4, '0')}`,
  email: `${login}@chengyue.example`,
  assists,
}))

/** Logins of those who look after customers in a unit. */
export const managersOf = (unit: string): string[] =>
  people.filter((person) => person.unit === unit && person.roles.includes('account_manager')).map(({ login }) => login)

/** The head of the key-account department is on leave this week; after-sales has a standing deputy. */
export const deputiesOn = (today: Day): Deputy[] => [
  { person: 'han.dongsheng', deputy: 'shen.zhiyuan', from: addDays(today, -2), until: addDays(today, 5) },
  { person: 'tang.yuan', deputy: 'luo.jingxing', from: addDays(today, -300), until: addDays(today, 300) },
]
