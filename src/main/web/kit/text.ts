import { defineText } from '../../../core/text.ts'

const zh = {
  'kit.parts': '部件样张',
  'kit.list': '列表样张',
  'kit.record': '记录样张',
  'kit.form': '表单样张',
  'kit.field.name': '客户名称',
  'kit.field.phone': '联系电话',
  'kit.field.creditCode': '统一社会信用代码',
  'kit.field.size': '规模',
  'kit.field.size.SMALL': '小型',
  'kit.field.size.MEDIUM': '中型',
  'kit.field.size.LARGE': '大型',
  'kit.field.founded': '成立日期',
  'kit.field.budget': '年度预算',
  'kit.field.staff': '员工人数',
  'kit.field.needs': '需求与痛点',
  'kit.field.informed': '已告知联系人信息用途',
}

/** Words of the gallery; the data in it is invented and stays in Chinese. */
export const kitText = defineText<keyof typeof zh>(zh, {
  'kit.parts': 'Parts',
  'kit.list': 'List',
  'kit.record': 'Record',
  'kit.form': 'Form',
  'kit.field.name': 'Customer name',
  'kit.field.phone': 'Phone',
  'kit.field.creditCode': 'Credit code',
  'kit.field.size': 'Size',
  'kit.field.size.SMALL': 'Small',
  'kit.field.size.MEDIUM': 'Medium',
  'kit.field.size.LARGE': 'Large',
  'kit.field.founded': 'Founded',
  'kit.field.budget': 'Yearly budget',
  'kit.field.staff': 'Staff',
  'kit.field.needs': 'Needs',
  'kit.field.informed': 'Contact was told what the data is for',
})
