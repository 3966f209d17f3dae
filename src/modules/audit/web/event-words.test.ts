import { expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { fieldWords, valueWords } from './event-words.ts'

const words = {
  'customers.field.creditCode': '信用代码',
  'customers.field.sizeClass': '规模',
  'customers.field.sizeClass.LARGE': '大型',
  'audit.field.tags': '标签',
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
