import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportCustomers } from '../src/modules/customers/contract/export.ts'
import { createCustomer } from '../src/modules/customers/contract.ts'
import { exportColumns, personCells } from '../src/modules/customers/policy/export-columns.ts'
import { text as customersText } from '../src/modules/customers/text.ts'
import { fieldsOf } from '../src/modules/importing/policy/fields.ts'
import { type WordSet, wordSets } from '../src/modules/importing/policy/words.ts'
import { createPerson, createUnit } from '../src/modules/organisation/contract.ts'
import { createOrder, exportOrders } from '../src/modules/purchases/contract.ts'
import { text as purchasesText } from '../src/modules/purchases/text.ts'
import { mintScope } from '../src/platform/scope.ts'
import { failures, importFile, sheetOf } from './import-files.ts'
import { type TestOffice, testOffice } from './office.ts'

const office = await testOffice()
const copy = await testOffice()
const formats = ['csv', 'xlsx'] as const
type Format = (typeof formats)[number]

const wipe = (o: TestOffice) =>
  o.sql(
    'truncate customer, contact, purchase_order, import, import_failed_row, import_mapping, customer_touched cascade; alter sequence customer_no restart',
  )

beforeAll(async () => {
  for (const o of [office, copy]) {
    const unit = await o.call(createUnit, { name: '华东部', kind: 'DEPARTMENT', parentId: null })
    await o.call(createPerson, { login: 'chen.jing', name: '陈静', roles: [], unitId: unit.id })
  }
})
beforeEach(async () => {
  await wipe(office)
  await wipe(copy)
})

const bytesOf = (o: TestOffice, fileId: string): Buffer => readFileSync(o.company.files.pathOf(fileId))
/** What a file says: all of it for csv, every cell for xlsx. */
const said = async (o: TestOffice, fileId: string, format: Format) =>
  format === 'csv' ? bytesOf(o, fileId).toString('utf8') : await sheetOf(o, fileId)

describe('columns and words are those an import reads', () => {
  const owned = fieldsOf.orders.filter((f) => !f.name.startsWith('customer.'))
  test.each([
    ['zh-CN', 'zh', 0],
    ['en', 'en', 1],
  ] as const)('headers in %s stand at the head of the import template', (locale, words, at) => {
    for (const f of fieldsOf.customers) expect(customersText[locale][`export.customers.${f.name}`]).toBe(f[words][0])
    for (const f of owned) expect(purchasesText[locale][`export.orders.${f.name}`]).toBe(f[words][0])
    const sets: [WordSet, Readonly<Record<string, string>>][] = [
      ...(['segment', 'kind', 'size', 'status'] as const).map((s) => [s, customersText[locale]] as [WordSet, Record<string, string>]),
      ['orderStatus', purchasesText[locale]],
    ]
    for (const [set, texts] of sets)
      for (const [code, written] of Object.entries(wordSets[set])) expect(texts[`export.word.${set}.${code}`]).toBe(written[at])
  })

  test('customers: the same fields, stored in the same columns, in the same order', () => {
    expect(exportColumns.map((c) => [c.field, c.column])).toEqual(fieldsOf.customers.map((f) => [f.name, f.column]))
  })

  test('orders: the header is the template without the columns of new customers', async () => {
    const { fileId } = await office.call(exportOrders, { format: 'csv' })
    expect(bytesOf(office, fileId).toString('utf8')).toBe(`\ufeff${owned.map((f) => f.zh[0]).join(',')}\r\n`)
  })

  test('a person is named where the name means nobody else, else by login', () => {
    const person = (id: number, login: string, name: string, active = true) => ({ id, login, name, active })
    const people = [
      person(1, 'a', '陈静'),
      person(2, 'b', '王伟'),
      person(3, 'c', '王伟'),
      person(4, 'd', 'A'),
      person(5, 'e', '李娜', false),
    ]
    expect([...personCells(people).values()]).toEqual(['陈静', 'b', 'c', 'd', 'e'])
  })
})

/** Text that spreadsheets spoil: formulas, long digits, leading zeros, line breaks, what looks like dates and numbers. */
const spoiled = fc.oneof(
  fc.constantFrom('=1+1', "=cmd|'/c calc'!A1", '+8613800138000', '-', '@甲', '＝甲', "'=甲", "'甲", '440524188001010014', '00123', '1E5'),
  fc.constantFrom(
    '2024-01-05',
    '1/2',
    'TRUE',
    '甲\n乙',
    '甲\r\n乙',
    '甲\r乙',
    '"甲"',
    '甲,乙',
    '𠮷野家',
    '_x000D_',
    '&amp;<b>',
    '#REF!',
    '无',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const amount = fc.integer({ min: 0, max: 10_000_000_000_000 })
const place = fc.constantFrom(
  ['330000', '330200'],
  ['310000', '310100'],
  ['500000', '500200'],
  ['410000', '419000'],
  ['440000', null],
  [null, null],
)

const customer = fc.record({
  short: spoiled,
  remark: spoiled,
  address: spoiled,
  phone: fc.constantFrom('+8613800138000', '13812348000', '0574-87654321 / 13812348001', null),
  hasCode: fc.boolean(),
  capital: fc.option(amount),
  employees: fc.option(fc.nat(100_000)),
  founded: fc.constantFrom('1899-12-31', '1900-02-28', '2012-05-18', null),
  industry: fc.constantFrom('34', '342', '3421', '0111', '41', '017', null),
  place,
  segment: fc.constantFrom('B' as const, 'C' as const),
  size: fc.constantFrom('LARGE' as const, 'MICRO' as const, null),
  isOwned: fc.boolean(),
  order: fc.record({
    net: fc.oneof(amount, fc.integer({ min: -5_000_000, max: 0 })),
    remark: spoiled,
    second: fc.nat(86_399),
  }),
})
type Made = typeof customer extends fc.Arbitrary<infer T> ? T : never

async function bring(made: readonly Made[]): Promise<void> {
  const [person] = await office.sql<{ id: number; unit: number }>(
    "select id::int, unit_id::int as unit from person where login = 'chen.jing'",
  )
  for (const [i, m] of made.entries()) {
    const { id } = await office.call(createCustomer, {
      customerNo: `${i}`.padStart(4, '0'),
      name: `客户${i}号 ${m.short}`,
      shortName: m.short,
      remark: m.remark,
      address: m.address,
      phone: m.phone,
      creditCode: m.hasCode ? `91330200${String(i).padStart(9, '0')}0` : null,
      creditCodeNote: '执照如此',
      registeredCapital: m.capital,
      employees: m.employees,
      foundedOn: m.founded,
      industryCode: m.industry,
      provinceCode: m.place[0] ?? null,
      cityCode: m.place[1] ?? null,
      segment: m.segment,
      sizeClass: m.size,
      ownerId: m.isOwned ? (person?.id ?? null) : null,
      unitId: m.isOwned ? (person?.unit ?? null) : null,
      acceptDuplicates: true,
    })
    // A day of its own, for orders of one day stand in the order they were entered.
    const orderedAt = new Date(Date.UTC(2001, 0, 1 + 2 * i, 0, 0, m.order.second)).toISOString()
    await office.call(createOrder, { orderNo: `00${i}`, customerId: id, orderedAt, netAmount: m.order.net, remark: m.order.remark })
  }
}

describe.each(formats)('B5 %s: exported, imported elsewhere and exported again', (format) => {
  test('the file is the same, and importing it where it came from changes nothing', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(customer, { minLength: 30, maxLength: 30 }), async (made) => {
          await bring(made)
          for (const [kind, make] of [
            ['customers', (o: TestOffice) => o.call(exportCustomers, { format, sort: 'number' })],
            ['orders', (o: TestOffice) => o.call(exportOrders, { format })],
          ] as const) {
            const first = await make(office)
            expect(first.rows).toBe(made.length)
            const content = bytesOf(office, first.fileId)
            const again = await importFile(office, content, { kind, dryRun: true })
            expect([again.skipped, await failures(office, again.job)]).toEqual([made.length, []])
            const taken = await importFile(copy, content, { kind })
            expect([taken.new, await failures(copy, taken.job)]).toEqual([made.length, []])
            const second = await make(copy)
            expect(await said(copy, second.fileId, format)).toEqual(await said(office, first.fileId, format))
          }
        })
        .beforeEach(async () => {
          await wipe(office)
          await wipe(copy)
        }),
      { numRuns: 1, endOnFailure: true },
    )
  }, 120_000)
})

describe('what is exported, to whom, and its trace', () => {
  beforeEach(async () => {
    await office.call(createCustomer, { customerNo: 'A1', name: '甲公司', phone: '13812348000', remark: '=1+1' })
    const [p] = await office.sql<{ id: number }>("select id::int from person where login = 'chen.jing'")
    await office.call(createCustomer, { customerNo: 'A2', name: '乙公司', phone: '13812348001', ownerId: p?.id ?? null })
  })
  const cells = async (fileId: string) => (await sheetOf(office, fileId)).flat().map((c) => (typeof c === 'string' ? c : ''))

  test('csv text that looks like a formula is guarded, an xlsx cell is typed text', async () => {
    const csv = await office.call(exportCustomers, { format: 'csv' })
    expect(bytesOf(office, csv.fileId).toString('utf8')).toContain(",'=1+1,")
    expect(await cells((await office.call(exportCustomers, {})).fileId)).toContain('=1+1')
  })

  test('only what the scope sees and the filter holds, phones masked where the scope says so', async () => {
    const [p] = await office.sql<{ id: number }>("select id::int from person where login = 'chen.jing'")
    const masked = office.caller(['*'], { scope: mintScope({ all: false, unitIds: [], ownerIds: [p?.id ?? 0], masked: true }) })
    for (const format of formats) {
      const { fileId, rows } = await office.call(exportCustomers, { format }, masked)
      const shown = await cells(fileId)
      expect([rows, shown.includes('138****8001'), shown.some((c) => /8000|13812348001|甲公司/.test(c))]).toEqual([1, true, false])
    }
    expect((await office.call(exportCustomers, { q: '甲公司' })).rows).toBe(1)
    expect((await office.call(exportOrders, {}, masked)).rows).toBe(0)
  })

  test('an export leaves one event with its filter and count; without the permission there is none', async () => {
    await office.call(exportCustomers, { status: 'ACTIVE', format: 'csv' })
    await expect(office.call(exportCustomers, {}, office.caller(['customers.read']))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(office.call(exportOrders, {}, office.caller(['orders.read']))).rejects.toMatchObject({ code: 'forbidden' })
    const [event] = await office.sql<{ value: string }>(
      "select v.value from event e join event_value v on v.event_id = e.id where e.name = 'customers.exported' order by e.id desc limit 1",
    )
    expect(JSON.parse(event?.value ?? '{}')).toMatchObject({ after: { status: 'ACTIVE', format: 'csv', rows: 2 } })
  })
})
