import { expect, test } from 'vitest'
import { speaker } from '../../core/text.ts'
import { byTable, tableFor } from '../../core/traditional.ts'
import { inTaiwan } from './convert.ts'

test.each([
  ['客户信息与数据默认不导出', '客戶資訊與資料預設不匯出'],
  ['屏幕、网络、文件、登录、设置、打印', '螢幕、網路、檔案、登入、設定、列印'],
  ['这里、上周、周一、周年庆、{count} 周没有联系', '這裡、上週、週一、週年慶、{count} 週沒有聯絡'],
  ['然后回访，日后提醒', '然後回訪，日後提醒'],
  ['商机、合同、采购计划、台账、账号', '商機、合約、採購計畫、台帳、帳號'],
  ['没有“{permission}”权限', '沒有「{permission}」權限'],
  ['按制度每季度 1 次，近 12 月 50 万元', '按制度每季 1 次，近 12 月 50 萬元'],
  ['微信、短信、视频', '微信、簡訊、視訊'],
  ['列出文件里的列，第 3 列', '列出檔案裡的欄，第 3 欄'],
  ['农历闰六月初八、国庆节', '農曆閏六月初八、國慶節'],
])('%s is %s in Taiwan', (ours, theirs) => {
  expect(inTaiwan(ours)).toBe(theirs)
})

test('the table for the pages writes as the dictionary does, and no more is in it than that needs', () => {
  const words = ['导入客户', '客户', '里程与这里', '宏已停用', '没有“{name}”的联系人']
  const table = tableFor(words, inTaiwan)
  expect(words.map(byTable(table))).toEqual(words.map(inTaiwan))
  expect(Object.keys(table.runs)).not.toContain('客户')
  expect(table.characters).toContain('户戶')
})

test('a speaker of zh-TW writes our words and leaves facts as they are', () => {
  const say = speaker([{ 'zh-CN': { 'x.sent': '已通知客户{name}：{items}' }, en: {} }], 'zh-TW', inTaiwan)
  expect(say('x.sent', { name: '刘书记', items: ['电话', '邮件'] })).toBe('已通知客戶刘书记：电话、邮件')
  expect(say.either('导入', 'Import')).toBe('匯入')
})

test('zh-TW without its words is a fault, not Simplified', () => {
  expect(() => speaker([{ 'zh-CN': { a: '客户' }, en: {} }], 'zh-TW')('a')).toThrow('zh-TW')
})
