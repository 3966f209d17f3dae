import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { importMap } from '../src/modules/importing/contract.ts'
import { changeOrder, listOrders } from '../src/modules/purchases/contract.ts'
import { begin, bring, csv, failures, importFile, jobOf, resultOf, undo } from './import-files.ts'
import { testOffice } from './office.ts'

const office = await testOffice()
const other = await testOffice()

beforeEach(async () => {
  await office.sql(
    'truncate customer, contact, purchase_order, import, import_failed_row, import_mapping, customer_touched cascade; alter sequence customer_no restart',
  )
})

const header = '订单编号,客户编号,下单时间,金额'
const counts = (r: { new: number; changed: number; skipped: number; failed: number; customersCreated: number }) => [
  r.new,
  r.changed,
  r.skipped,
  r.failed,
  r.customersCreated,
]
const orders = () =>
  office.sql<{ no: string; customer: string; on: string; net: number }>(
    'select o.order_no as no, c.customer_no as customer, o.ordered_on::text as on, o.net_amount::int as net from purchase_order o join customer c on c.id = o.customer_id order by 1',
  )
const facts = () =>
  office.sql<{ no: string; orders: number; net: number; first: string | null; last: string | null }>(
    'select c.customer_no as no, f.valid_orders as orders, f.net_total::int as net, f.first_valid_on::text as first, f.last_valid_on::text as last from purchase_facts f join customer c on c.id = f.customer_id order by 1',
  )
const brief = async () => (await orders()).map((o) => `${o.no} ${o.customer} ${o.on} ${o.net}`)

describe('orders and credits', () => {
  beforeEach(() => importFile(office, csv('客户编号,客户名称', 'A1,甲公司', 'A2,乙公司'), { kind: 'customers' }))

  test('an order of an unknown customer fails; a negative amount is a credit on its own day, never an order', async () => {
    const result = await importFile(
      office,
      csv(header, 'D1,A1,2026-01-05,100.50', 'D2,A9,2026-01-05,1', 'C1,A1,2026-02-07,-20.25', 'D3,A1,2026-13-05,x'),
      { kind: 'orders' },
    )
    expect(counts(result)).toEqual([2, 0, 0, 2, 0])
    expect(await failures(office, result.job)).toEqual(['3 客户编号 customer-unknown', '5 下单时间 not-a-date, 金额 not-an-amount'])
    expect(await facts()).toEqual([{ no: 'A1', orders: 1, net: 8025, first: '2026-01-05', last: '2026-01-05' }])
    expect(await office.sql('select count(distinct customer_id)::int as n from customer_touched')).toEqual([{ n: 2 }])
  })

  test.each([
    ['create', [1, 0, 3, 0, 0], ['D1 A1 2026-01-05 100', 'D2 A2 2026-01-06 200']],
    ['update', [0, 2, 1, 1, 0], ['D1 A2 2026-01-05 150']],
    ['both', [1, 2, 1, 0, 0], ['D1 A2 2026-01-05 150', 'D2 A2 2026-01-06 200']],
  ] as const)('the same number again in mode %s: skipped when equal, changed when not', async (mode, expected, stored) => {
    await importFile(office, csv(header, 'D1,A1,2026-01-05,1'), { kind: 'orders' })
    const again = csv(header, 'D1,A1,2026-01-05,1.00', 'D1,A1,2026-01-05,1.50', 'D2,A2,2026-01-06,2', 'D1,A2,2026-01-05,1.50')
    const rehearsed = await importFile(office, again, { kind: 'orders', mode, dryRun: true })
    const result = await importFile(office, again, { kind: 'orders', mode })
    expect(counts(result)).toEqual(expected)
    expect(counts(rehearsed)).toEqual(expected)
    expect(await brief()).toEqual(stored)
    await undo(office, result.job).catch(() => undefined)
    expect(await brief()).toEqual(['D1 A1 2026-01-05 100'])
    expect(await facts()).toEqual([{ no: 'A1', orders: 1, net: 100, first: '2026-01-05', last: '2026-01-05' }])
  })

  test('a day is Shanghai’s, a named format and 万元 are obeyed', async () => {
    const map = {
      columns: { order_no: 'n', customer_no: 'c', ordered_at: 't', net_amount: 'a' },
      dateFormat: 'DD/MM/YYYY HH:mm',
      unit: 'wan' as const,
    }
    await importFile(office, csv('n,c,t,a', 'D1,A1,03/04/2026 23:30,1.5', 'D2,A1,2026-04-03T16:30:00Z,0.01'), { kind: 'orders', map })
    expect(await brief()).toEqual(['D1 A1 2026-04-03 1500000', 'D2 A1 2026-04-04 10000'])
  })

  test('customers may be named by credit code or full name instead', async () => {
    const result = await importFile(office, csv('订单编号,客户名称,下单时间,金额', 'D1,乙公司,2026-01-05,1', 'D2,丙公司,2026-01-05,1'), {
      kind: 'orders',
    })
    expect(await failures(office, result.job)).toEqual(['3 customer_no customer-unknown'])
    expect(await brief()).toEqual(['D1 A2 2026-01-05 100'])
  })
})

describe('--create-customers', () => {
  const map = {
    columns: { order_no: 'n', customer_no: 'c', ordered_at: 't', net_amount: 'a', 'customer.remark': 'country', 'customer.name': 'who' },
  }
  const remarks = () =>
    office.sql<{ no: string; name: string; remark: string | null }>('select customer_no as no, name, remark from customer order by 1')

  test('makes one with name = number; its attributes come from the row with the smallest (ordered_at, order_no)', async () => {
    const rows = csv(
      'n,c,t,a,country,who',
      'D3,X1,2026-03-01,1,France,',
      'D2,X1,2026-01-01,1,Spain,',
      'D1,X1,2026-01-01,-1,Italy,',
      'D4,X2,2026-01-01,1,,',
      'D5,X3,2026-01-01,bad,Peru,',
    )
    const result = await importFile(office, rows, { kind: 'orders', createCustomers: true, map })
    expect(counts(result)).toEqual([4, 0, 0, 1, 2])
    expect(await remarks()).toEqual([
      { no: 'X1', name: 'X1', remark: 'Italy' },
      { no: 'X2', name: 'X2', remark: null },
    ])
  })

  test('also when the first row of a customer comes chunks after it was made', async () => {
    const filler = Array.from({ length: 700 }, (_, i) => `F${i},Z${i % 7},2026-01-01,1,filler,`)
    const result = await importFile(
      office,
      csv('n,c,t,a,country,who', 'D2,X1,2026-03-01,1,France,', ...filler, 'D1,X1,2026-01-01,1,Italy,'),
      { kind: 'orders', createCustomers: true, map },
    )
    expect(counts(result)).toEqual([702, 0, 0, 0, 8])
    expect((await remarks()).find((c) => c.no === 'X1')?.remark).toBe('Italy')
    expect(await office.sql("select count(*)::int as n from event where name = 'customer.changed' and job_id = $1", [result.job])).toEqual([
      { n: 0 },
    ])
  })

  test('a rehearsal counts the customers it would make and writes nothing; undo takes orders and customers back', async () => {
    const rows = csv('n,c,t,a,country,who', 'D1,X1,2026-01-01,1,Spain,伊比利亚公司', 'D2,X1,2026-01-02,1,,', 'D3,X2,2026-01-02,1,,')
    const rehearsed = await importFile(office, rows, { kind: 'orders', createCustomers: true, dryRun: true, map })
    expect(counts(rehearsed)).toEqual([3, 0, 0, 0, 2])
    expect(await remarks()).toEqual([])
    const { job } = await importFile(office, rows, { kind: 'orders', createCustomers: true, map })
    expect((await remarks()).map((c) => c.name)).toEqual(['伊比利亚公司', 'X2'])
    const [order] = await office.sql<{ id: number }>("select id::int from purchase_order where order_no = 'D3'")
    await office.call(changeOrder, { id: order?.id ?? 0, version: 1, remark: '已核对' })
    const result = await undo(office, job)
    expect(result.left.map((l) => [l.kind, l.label, l.reason])).toEqual([
      ['customer', 'X2', 'in-use'],
      ['order', 'D3', 'touched-later'],
    ])
    expect(await remarks()).toEqual([{ no: 'X2', name: 'X2', remark: null }])
    expect((await facts()).map((f) => f.no)).toEqual(['X2'])
    expect((await office.call(listOrders, {})).rows.map((o) => o.remark)).toEqual(['已核对'])
  })

  test('another company neither sees nor is touched by any of it', async () => {
    const fileId = await bring(office, csv(header, 'D1,X1,2026-01-05,1'))
    await resultOf(office, await ran(fileId))
    expect(await other.sql('select 1 from customer')).toEqual([])
    await expect(begin(other, fileId, { kind: 'orders' })).rejects.toMatchObject({ code: 'not-found' })
  })

  const ran = async (fileId: string) => {
    const jobId = await begin(office, fileId, { kind: 'orders', createCustomers: true })
    await office.runJob(jobId)
    return jobId
  }
})

test('a cancelled import keeps what it wrote, and taken up again ends as if it had never stopped', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `D${i},X${i % 50},2026-01-${1 + (i % 28)},${i % 11 === 0 ? '-' : ''}1.00`)
  const jobId = await begin(office, await bring(office, csv(header, ...rows)), { kind: 'orders', createCustomers: true })
  const running = office.runJob(jobId)
  while ((await jobOf(office, jobId)).done === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await office.sql('update job set cancel_asked = true where id = $1', [jobId])
  await running
  const stopped = await jobOf(office, jobId)
  expect([stopped.state, stopped.done]).toEqual(['CANCELLED', (await orders()).length])
  await office.sql("update job set state = 'WAITING', cancel_asked = false where id = $1", [jobId])
  await office.runJob(jobId)
  expect(counts(await resultOf(office, jobId))).toEqual([3000, 0, 0, 0, 50])
  expect((await orders()).length).toBe(3000)
})

const invoices = new URL('../../shared/data/online-retail/invoices.csv', import.meta.url)
const isThere = existsSync(invoices)
if (!isThere) console.info('skipped: ../shared/data/online-retail/invoices.csv is not here')
test.skipIf(!isThere)(
  'the 22,190 invoices of Online Retail: 4,372 customers, 34 of them without a valid order, 8 with two countries',
  async () => {
    const map = importMap.parse(parse(readFileSync(new URL('../bench/maps/online-retail.yaml', import.meta.url), 'utf8')))
    const text = readFileSync(invoices, 'utf8')
    const result = await importFile(office, text, { kind: 'orders', createCustomers: true, map })
    expect(counts(result)).toEqual([22_190, 0, 0, 0, 4_372])
    const first = new Map<string, { at: string; no: string; country: string }>()
    const countries = new Map<string, Set<string>>()
    for (const line of text.trim().split('\n').slice(1)) {
      const [no = '', customer = '', at = '', , , , country = ''] = line.split(',')
      countries.set(customer, (countries.get(customer) ?? new Set()).add(country))
      const known = first.get(customer)
      if (!known || at < known.at || (at === known.at && no < known.no)) first.set(customer, { at, no, country })
    }
    const stored = await office.sql<{ no: string; name: string; remark: string }>('select customer_no as no, name, remark from customer')
    expect(stored.filter((c) => c.name !== c.no || c.remark !== first.get(c.no)?.country)).toEqual([])
    expect([...countries.values()].filter((c) => c.size > 1).length).toBe(8)
    const [valid] = await office.sql('select count(*) filter (where valid_orders > 0)::int as n from purchase_facts')
    expect(valid).toEqual({ n: 4_372 - 34 })
    expect(counts(await importFile(office, text, { kind: 'orders', createCustomers: true, map }))).toEqual([0, 0, 22_190, 0, 0])
    expect((await undo(office, result.job)).leftCount).toBe(0)
    expect(
      await office.sql('select 1 from customer union all select 1 from purchase_order union all select 1 from purchase_facts'),
    ).toEqual([])
  },
)
