import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { addDays, dayNumber } from '../src/core/day.ts'
import { parseFen } from '../src/core/money.ts'
import { buildLedger, ledgerUntil } from '../src/modules/purchases/policy.ts'
import { type TierColumns, tierColumns } from '../src/modules/tiering/policy/columns.ts'
import { compileTiering } from '../src/modules/tiering/policy/compile.ts'
import { assessInto, newRow } from '../src/modules/tiering/policy/review.ts'
import { type TieringSection, tieringSection } from '../src/modules/tiering/policy/section.ts'
import { STANDARD_TIERING } from '../src/modules/tiering/policy/standard.ts'
import { type OrderRow, recount } from './recount.ts'

const extract = new URL('./fixtures/online-retail/invoices.csv', import.meta.url)
const whole = new URL('../../shared/data/online-retail/invoices.csv', import.meta.url)

const standard = tieringSection.parse(STANDARD_TIERING)
/** The written thresholds of M at the scale of a British gift shop. */
const shop: TieringSection = { ...standard, rfm: { ...standard.rfm, m: { windowMonths: 12, high: 5000, mid: 1000 } } }
const shopBySpend: TieringSection = {
  ...shop,
  drives: 'SPEND_TENURE',
  spendTenure: { ...shop.spendTenure, amount: { high: 5000, mid: 1000 }, tenureYears: { high: 2, mid: 1 } },
  tags: { ...shop.tags, value: { windowMonths: 12, high: 10000, mid: 5000 }, risk: { drop: 30, months: 3, minBase: 200 } },
}

/** Over the year the data covers, its last day, and after it, when customers fall silent; month ends and a leap day among them. */
const DAYS = [
  '2010-12-01',
  '2011-02-28',
  '2011-05-31',
  '2011-09-30',
  '2011-12-09',
  '2011-12-31',
  '2012-02-29',
  '2012-08-31',
  '2013-12-01',
  '2014-06-30',
]

const readLines = (file: URL) => Papa.parse<Record<string, string>>(readFileSync(file, 'utf8').trim(), { header: true }).data

function readInvoices(file: URL): OrderRow[] {
  return readLines(file).map((line) => ({
    customerNo: line.customer_id!,
    orderNo: line.InvoiceNo!,
    date: line.invoice_date!.slice(0, 10),
    netFen: parseFen(line.amount!)!,
  }))
}

/** The export as the product makes it, customer by customer. */
function exported(rows: OrderRow[], asOf: string, section: TieringSection): Map<string, TierColumns> {
  const rules = compileTiering(section)
  const row = newRow(rules)
  const result = new Map<string, TierColumns>()
  for (const [customerNo, own] of Map.groupBy(rows, ({ customerNo }) => customerNo)) {
    const ledger = buildLedger(own.map(({ date, netFen }) => ({ on: dayNumber(date), net: netFen })))
    assessInto(rules, ledgerUntil(ledger, dayNumber(asOf)), dayNumber(asOf), row)
    result.set(customerNo, tierColumns(rules, row, customerNo, 7))
  }
  return result
}

function expectAgreement(rows: OrderRow[], asOf: string, section: TieringSection): Map<string, TierColumns> {
  const ours = exported(rows, asOf, section)
  const theirs = recount(rows, asOf, { ...section, policyVersion: '7' })
  const differing = [...ours].filter(([no, columns]) => JSON.stringify(columns) !== JSON.stringify(theirs.get(no)))
  expect(differing.slice(0, 3).map(([no, columns]) => [columns, theirs.get(no)])).toEqual([])
  expect(ours.size).toBe(theirs.size)
  return ours
}

describe('the extract of 300 customers, recounted', () => {
  const rows = readInvoices(extract)

  test('holds what it is meant to hold', () => {
    const customers = Map.groupBy(rows, ({ customerNo }) => customerNo)
    expect(customers.size).toBe(300)
    expect([...customers.values()].filter((own) => !own.some(({ netFen }) => netFen > 0))).toHaveLength(34)
    const countries = [...Map.groupBy(readLines(extract), (line) => line.customer_id).values()].map(
      (own) => new Set(own.map((line) => line.country)).size,
    )
    expect(countries.filter((n) => n > 1)).toHaveLength(8)
    expect(rows.some(({ netFen }) => netFen === 0)).toBe(true)
    expect(rows.some(({ netFen }) => netFen < 0)).toBe(true)
  })

  test.each(DAYS)('SEG-01…20 TAG-05…15 every column agrees on %s', (asOf) => {
    for (const section of [standard, shop, shopBySpend]) expectAgreement(rows, asOf, section)
  })

  test('§0.1.8 the 34 without a valid order are general by default, whatever the day', () => {
    const ours = expectAgreement(rows, '2011-12-09', shop)
    const prospects = [...ours.values()].filter(({ tags }) => tags === 'TENURE_NEW|FREQ_LOW|VALUE_LOW|PROSPECT')
    expect(prospects).toHaveLength(34)
    for (const line of prospects) {
      expect(line).toMatchObject({
        recency_days: '',
        rfm_total: '3',
        stage: 'NEW',
        tier: 'GENERAL',
        resolved_by: 'DEFAULT',
        tier_spend_tenure: 'NEW',
      })
    }
  })

  test('the days between them see every stage, every tier and every tag', () => {
    const lines = DAYS.flatMap((asOf) => [...exported(rows, asOf, shopBySpend).values(), ...exported(rows, asOf, shop).values()])
    expect(new Set(lines.map(({ stage }) => stage)).size).toBe(5)
    expect(new Set(lines.map(({ tier }) => tier)).size).toBe(5)
    expect(new Set(lines.flatMap(({ tags }) => tags.split('|'))).size).toBe(12)
  })
})

test('made-up histories around thresholds and month ends agree in every column', () => {
  const amounts = fc.oneof(fc.integer({ min: -60000, max: 600000 }), fc.constantFrom(0, 1, 7000, 7001, 10000, 100000, 500000, -7000))
  const made = fc.record({ customerNo: fc.constantFrom('A', 'B'), on: fc.nat(1500), netFen: amounts })
  fc.assert(
    fc.property(fc.array(made, { minLength: 1, maxLength: 25 }), fc.integer({ min: -100, max: 400 }), (all, after) => {
      const rows = all.map(({ customerNo, on, netFen }, i) => ({ customerNo, orderNo: `${i}`, date: addDays('2022-05-31', on), netFen }))
      expectAgreement(rows, addDays('2026-02-28', after), shop)
      expectAgreement(rows, addDays('2026-02-28', after), shopBySpend)
    }),
    { numRuns: 500 },
  )
})

const absent = existsSync(whole) ? '' : ' (skipped: ../shared/data/online-retail is not here)'
test.skipIf(absent !== '')(`the whole data set of 4,372 customers, recounted${absent}`, { timeout: 120_000 }, () => {
  const rows = readInvoices(whole)
  expect(new Set(rows.map(({ customerNo }) => customerNo)).size).toBe(4372)
  for (const asOf of DAYS) expectAgreement(rows, asOf, shop)
})
