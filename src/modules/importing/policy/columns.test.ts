import { describe, expect, test } from 'vitest'
import { contactFields } from '../../customers/contract/contacts.ts'
import { customerFields } from '../../customers/contract.ts'
import { columnOf } from '../../customers/policy/values.ts'
import { importKinds } from '../contract.ts'
import { guessColumns, headerForm, headerKey, mapFaults, resolveColumns } from './columns.ts'
import { fieldsOf } from './fields.ts'

describe('columns are guessed by synonyms in Chinese and English', () => {
  test.each([
    [
      'customers',
      '客户编号,客户名称*,统一社会信用代码,省,市',
      { customer_no: '客户编号', name: '客户名称*', credit_code: '统一社会信用代码', province: '省', city: '市' },
    ],
    ['customers', 'Company Name,Tax ID,Account_Manager', { name: 'Company Name', credit_code: 'Tax ID', owner: 'Account_Manager' }],
    ['customers', 'name,short_name,industry', { name: 'name', short_name: 'short_name', industry: 'industry' }],
    ['customers', '注册资本（万元）,账期(天)', { registered_capital: '注册资本（万元）', payment_days: '账期(天)' }],
    ['contacts', '客户名称,姓名,手机,职务', { customer_name: '客户名称', name: '姓名', mobile: '手机', title: '职务' }],
    [
      'orders',
      'InvoiceNo,customer_id,invoice_date,amount,country',
      { order_no: 'InvoiceNo', customer_no: 'customer_id', ordered_at: 'invoice_date', net_amount: 'amount' },
    ],
    [
      'orders',
      '订单编号,客户编号,下单时间,金额(元)',
      { order_no: '订单编号', customer_no: '客户编号', ordered_at: '下单时间', net_amount: '金额(元)' },
    ],
  ] as const)('%s: %s', (kind, header, expected) => expect(guessColumns(kind, header.split(','))).toEqual(expected))

  test('a column answers to one field and a field to one column', () => {
    for (const kind of importKinds) {
      const header = fieldsOf[kind].flatMap((f) => [...f.zh, ...f.en])
      const guessed = Object.values(guessColumns(kind, header))
      expect(new Set(guessed).size).toBe(guessed.length)
    }
  })

  test('every field is guessed from the template’s own header, in both languages', () => {
    for (const kind of importKinds) {
      const fields = fieldsOf[kind].filter((f) => !f.name.startsWith('customer.'))
      for (const header of [fields.map((f) => f.zh[0] ?? ''), fields.map((f) => f.en[0] ?? '')]) {
        expect(Object.keys(guessColumns(kind, header)).sort()).toEqual(fields.map((f) => f.name).sort())
      }
    }
  })
})

test('every field of a customer file and a contact can be imported', () => {
  const columns = (kind: 'customers' | 'contacts') => new Set(fieldsOf[kind].map((f) => f.column))
  expect(
    Object.keys(customerFields.shape)
      .map(columnOf)
      .filter((c) => !columns('customers').has(c)),
  ).toEqual([])
  expect(
    Object.keys(contactFields.shape)
      .map(columnOf)
      .filter((c) => !columns('contacts').has(c)),
  ).toEqual([])
})

describe('A05 A29 a map names our fields only', () => {
  test.each(['id', 'owner_id', 'version', 'created_at', 'class', '__proto__', 'constructor', 'customer.customer_no'])('%s', (name) => {
    const map = JSON.parse(`{"columns":{"name":"a",${JSON.stringify(name)}:"b"}}`) as { columns: Record<string, string> }
    expect(mapFaults('customers', map)).toEqual([{ column: `map.columns.${name}`, reason: 'unknown-field' }])
  })

  test('a header called __proto__ is a column like any other', () => {
    const { columns, faults } = resolveColumns('customers', { columns: { name: '__proto__' } }, ['constructor', '__proto__'])
    expect(faults).toEqual([])
    expect(columns.map((c) => c.index)).toEqual([1])
  })

  test('a date format nobody can read is refused', () => {
    expect(mapFaults('orders', { dateFormat: 'sometime' })).toEqual([{ column: 'map.dateFormat', reason: 'bad-date-format' }])
  })
})

describe('a map is held against the header', () => {
  const faultsOf = (columns: Record<string, string>, header: string) =>
    resolveColumns('orders', { columns }, header.split(',')).faults.map((f) => f.reason)

  test.each([
    ['a column that is not there', { order_no: 'x', customer_no: 'b' }, 'a,b', ['no-such-column', 'column-needed']],
    ['a name that stands twice', { order_no: 'a', customer_no: 'b' }, 'a,a,b', ['column-twice', 'column-needed']],
    ['a column by its place', { order_no: '#2', customer_no: 'b' }, 'a,a,b', []],
    ['nothing that says whose it is', { order_no: 'a' }, 'a,b', ['no-key-column']],
    ['case and spaces do not matter', { order_no: 'invoice no', customer_no: 'B' }, 'InvoiceNo,b', []],
  ])('%s', (_, columns, header, expected) => expect(faultsOf(columns, header)).toEqual(expected))

  test('万元 comes from the column’s name unless the map says otherwise', () => {
    const unitsOf = (unit?: 'yuan' | 'wan') =>
      resolveColumns('customers', { columns: { name: 'n', registered_capital: '注册资本(万元)' }, ...(unit ? { unit } : {}) }, [
        'n',
        '注册资本(万元)',
      ]).columns.at(-1)?.unit
    expect([unitsOf(), unitsOf('yuan'), unitsOf('wan')]).toEqual(['wan', 'yuan', 'wan'])
  })
})

test('headers that differ only in width, case and stars are one', () => {
  expect(headerKey(['客户名称*', 'Tax ID'])).toBe(headerKey(['客户名称 ', 'tax_id']))
  expect(headerForm('（万元）')).not.toBe('')
})
