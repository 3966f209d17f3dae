import { existsSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { startImport, undoImport } from '../src/modules/importing/contract.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { rebuildFacts } from '../src/modules/purchases/store.ts'
import { exportTiers, startRun } from '../src/modules/tiering/contract.ts'
import { inTransaction } from '../src/platform/db/connect.ts'
import { uploadFile } from '../src/platform/office/contract.ts'
import { type TestOffice, testOffice } from './office.ts'
import { type OrderRow, type RecountSettings, recount } from './recount.ts'

const deep = process.env['KEWEI_DEEP'] === '1'
const extract = new URL('./fixtures/online-retail/invoices.csv', import.meta.url)
const whole = new URL('../../shared/data/online-retail/invoices.csv', import.meta.url)
const file = deep && existsSync(whole) ? whole : extract
const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
const days = ['2011-12-10', '2011-02-28', '2011-06-30', '2012-03-31']

const source = readFileSync(new URL('../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8').replace(
  /(m: \{ windowMonths: 12, )high: 500000, mid: 100000/,
  '$1high: 5000, mid: 1000',
)
const settings: RecountSettings = { ...parse(source).tiering, policyVersion: '1' }
const orders: OrderRow[] = lines.map((line) => {
  const [orderNo = '', customerNo = '', at = '', , , amount = ''] = line.split(',')
  return { orderNo, customerNo, date: at.slice(0, 10), netFen: Math.round(Number(amount) * 100) }
})
const map = {
  columns: {
    order_no: 'InvoiceNo',
    customer_no: 'customer_id',
    ordered_at: 'invoice_date',
    net_amount: 'amount',
    'customer.remark': 'country',
  },
}

/** The same order every time, unlike the file's. */
function shuffled(rows: readonly string[]): string[] {
  let seed = 20_111_210
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed
  }
  const key = new Map(rows.map((row) => [row, next()]))
  return [...rows].sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0))
}

async function feed(office: TestOffice, rows: readonly string[]): Promise<number> {
  const saved = await office.company.files.save(Readable.from(`${header}\n${rows.join('\n')}\n`), 1e9)
  await office.call(uploadFile, { id: saved.id, name: 'invoices.csv', size: saved.size, sha256: saved.sha256.toString('hex') })
  const { jobId } = await office.call(startImport, { fileId: saved.id, kind: 'orders', map, createCustomers: true })
  await office.runJob(jobId)
  const [job] = await office.sql<{ state: string; result: string; problem: string }>(
    'select state, result, problem from job where id = $1',
    [jobId],
  )
  expect(job?.state, job?.problem).toBe('DONE')
  return jobId
}

async function run(office: TestOffice, input: { asOf?: string; incremental?: boolean }): Promise<void> {
  await office.runJob((await office.call(startRun, input)).jobId)
}

async function exported(office: TestOffice, asOf?: string): Promise<Map<string, string>> {
  const { fileId } = await office.call(exportTiers, asOf ? { asOf } : {})
  const [, ...rows] = readFileSync(office.company.files.pathOf(fileId), 'utf8').trim().split('\n')
  return new Map(rows.map((row) => [row.slice(0, row.indexOf(',')), row]))
}

function expected(asOf: string): Map<string, string> {
  return new Map([...recount(orders, asOf, settings)].map(([no, columns]) => [no, Object.values(columns).join(',')]))
}

async function agree(office: TestOffice): Promise<void> {
  for (const asOf of days) {
    await run(office, { asOf })
    expect(await exported(office, asOf), asOf).toEqual(expected(asOf))
  }
}

const factsOf = (office: TestOffice) =>
  office.sql(
    'select customer_id, encode(ledger, $1) as ledger, first_valid_on, last_valid_on, valid_orders, order_days, net_total from purchase_facts order by 1',
    ['hex'],
  )

describe('a real book of invoices, row for row against the recount', () => {
  test('in one file; taken back; and fed again', async () => {
    const office = await testOffice()
    await office.call(publishPolicy, { source })
    const jobId = await feed(office, lines)
    await agree(office)
    const undo = await office.call(undoImport, { jobId })
    await office.runJob(undo.jobId)
    expect(
      await office.sql('select (select count(*) from customer)::int as customers, (select count(*) from purchase_order)::int as orders'),
    ).toEqual([{ customers: 0, orders: 0 }])
    await feed(office, lines)
    await agree(office)
  }, 600_000)

  test('in random order and in pieces, with incremental runs between; facts equal a rebuild and the full run changes nothing', async () => {
    const office = await testOffice()
    await office.call(publishPolicy, { source })
    office.now = new Date('2011-12-10T04:00:00Z')
    await office.sql("update policy_version set effective_on = '2010-01-01'")
    const rows = shuffled(lines)
    const size = Math.ceil(rows.length / 5)
    for (let at = 0; at < rows.length; at += size) {
      await feed(office, rows.slice(at, at + size))
      await run(office, { incremental: true })
    }
    const standing = () =>
      office.sql('select customer_id, tier, stage, verdict, tags, policy_version, review_on from customer_tier order by 1')
    const before = { current: await exported(office), standing: await standing(), facts: await factsOf(office) }
    expect(before.current).toEqual(expected('2011-12-10'))
    await run(office, {})
    expect(await standing()).toEqual(before.standing)
    const counted = await office.sql('select tier, stage, count(*)::int as customers from customer_tier group by 1, 2 order by 1, 2')
    const kept = await office.sql(
      'select tier, stage, customers::int from tier_distribution where run_id = (select max(id) from tier_run) order by 1, 2',
    )
    expect(kept).toEqual(counted)
    await inTransaction(office.company.write, rebuildFacts)
    expect(await factsOf(office)).toEqual(before.facts)
    office.now = new Date('2012-06-01T04:00:00Z')
    await agree(office)
  }, 600_000)

  test('SEG-03 nightly runs over 200 days of silence equal a full run on the last of them', async () => {
    const office = await testOffice()
    await office.call(publishPolicy, { source })
    await office.sql("update policy_version set effective_on = '2010-01-01'")
    office.now = new Date('2011-12-10T04:00:00Z')
    await feed(office, lines)
    for (let day = 0; day <= 200; day += 20) {
      office.now = new Date(Date.UTC(2011, 11, 10 + day, 4))
      await run(office, { incremental: true })
    }
    const last = office.now.toISOString().slice(0, 10)
    expect(await exported(office)).toEqual(expected(last))
  }, 600_000)
})
