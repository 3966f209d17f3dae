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

  test.each([
    ['customers', 'name', '公司名 公司名称 企业名称 单位名称 客户名称 客户全称 往来单位 公司'],
    ['customers', 'customer_no', '客户编号 客户编码 客户ID 编号'],
    ['customers', 'credit_code', '统一社会信用代码 社会信用代码 信用代码 税号 纳税人识别号 营业执照号'],
    ['customers', 'owner', '负责人 业务员 客户经理 销售 销售代表 跟进人'],
    ['customers', 'industry', '所属行业 行业 行业类别 所在行业'],
    ['customers', 'province', '省份 省 所在省份 所属省份 省（直辖市）'],
    ['customers', 'city', '城市 市 所在城市 地市'],
    ['customers', 'district', '区县 区/县 所在区县'],
    ['customers', 'address', '注册地址 地址 详细地址 办公地址 公司地址 经营地址'],
    ['customers', 'phone', '联系电话 电话 手机 手机号 公司电话 座机 联系方式'],
    ['customers', 'legal_representative', '法定代表人 法人 法人代表'],
    ['customers', 'registered_capital', '注册资本 注册资金（万元）'],
    ['customers', 'founded_on', '成立日期 成立时间 注册日期'],
    ['contacts', 'customer_name', '公司名 客户名称 企业名称 单位名称 客户全称'],
    ['contacts', 'name', '姓名 联系人 联系人姓名'],
    ['contacts', 'mobile', '手机 手机号 手机号码 移动电话 联系人手机'],
    ['contacts', 'phone', '电话 联系电话 座机 办公电话 固定电话'],
    ['contacts', 'email', '邮箱 电子邮件 邮箱地址'],
    ['contacts', 'title', '职务 职位 岗位'],
    ['orders', 'order_no', '订单编号 订单号 单号 单据编号 销售单号 合同编号'],
    ['orders', 'ordered_at', '下单日期 订单日期 下单时间 成交日期 购买日期 交易时间 日期'],
    ['orders', 'net_amount', '金额 实付金额 订单金额 实收金额 成交金额 总金额 销售额 金额（元）'],
    ['orders', 'customer_name', '公司名 客户名称 客户全称 购货单位 客户'],
    ['orders', 'customer_credit_code', '统一社会信用代码 税号'],
  ] as const)('in a file of %s, %s is called %s', (kind, field, headings) => {
    for (const heading of headings.split(' ')) expect(guessColumns(kind, ['序号', heading])).toEqual({ [field]: heading })
  })

  test.each([
    [
      'customers',
      '公司名,税号,所属行业,省份,城市,注册地址,联系电话,业务员',
      ['name', 'credit_code', 'industry', 'province', 'city', 'address', 'phone', 'owner'],
    ],
    ['contacts', '单位名称,联系人,手机,电话,职务', ['customer_name', 'name', 'mobile', 'phone', 'title']],
    ['orders', '单据编号,客户全称,下单日期,应付金额,实付金额', ['order_no', 'customer_name', 'ordered_at', '', 'net_amount']],
    ['customers', '客户名称,公司电话,手机', ['name', 'phone', '']],
  ] as const)('a whole file of %s: %s', (kind, header, fields) => {
    const headings = header.split(',')
    const expected = Object.fromEntries(fields.flatMap((field, i) => (field === '' ? [] : [[field, headings[i]]])))
    expect(guessColumns(kind, headings)).toEqual(expected)
  })

  test('no word is given to two fields of a file', () => {
    for (const kind of importKinds) {
      const own = fieldsOf[kind].filter((f) => !f.name.startsWith('customer.'))
      const words = own.flatMap((f) => [...new Set([...f.zh, ...f.en].map(headerForm))])
      expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
    }
  })

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
