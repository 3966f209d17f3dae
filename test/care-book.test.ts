import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { announced, coverageAgrees, everythingAgrees } from './care-recount/figures.ts'
import { liveThrough, type Year } from './care-recount/year.ts'
import { testOffice } from './office.ts'
import { bothTallies } from './tasks.ts'

const office = await testOffice()
const seed = Number(process.env['KEWEI_SEED'] ?? 20261122)
const file = readFileSync(new URL('./fixtures/online-retail/invoices.csv', import.meta.url), 'utf8')

describe('a real book of invoices, lived through month by month, against a recount of all that was planned and done', () => {
  let year: Year
  /** At each month's end the recount holds the same duties, with the same due days, windows, owners and states. */
  beforeAll(async () => {
    year = await liveThrough(office, file, seed, (no) => Number(no) % 4 > 0)
  }, 600_000)

  test('CARE-01…05 CARE-08 CARE-11 CARE-12 CARE-21 CARE-27 CARE-28 CARE-31 VIS-05 VIS-06 MD-13 KA-08 KA-09 EVT-01: each rule owed something', () => {
    const rules = new Set([...year.book.values()].flatMap((c) => c.duties.map((d) => d.rule)))
    expect([...rules].sort()).toEqual([
      ...[
        'CARE-01',
        'CARE-02',
        'CARE-03',
        'CARE-04',
        'CARE-05',
        'CARE-08',
        'CARE-11',
        'CARE-12',
        'CARE-21',
        'CARE-27',
        'CARE-28',
        'CARE-31',
      ],
      ...['EVT-01', 'KA-08', 'KA-09', 'MD-13', 'VIS-05', 'VIS-06'],
    ])
    const states = new Set([...year.book.values()].flatMap((c) => c.duties.map((d) => d.state)))
    expect([...states].sort()).toEqual(['DONE', 'ENDED', 'OPEN', 'WAIVED'])
    expect(Math.min(...Object.values(year.acts))).toBeGreaterThan(50)
    const duties = [...year.book.values()].flatMap((c) => c.duties)
    expect(duties.filter((d) => d.again).length).toBeGreaterThan(50)
    const told = announced(duties).map((d) => (d.doneOn === null ? 'NEVER' : d.doneOn <= d.to ? 'IN_TIME' : 'LATE'))
    expect([...new Set(told)].sort()).toEqual(['IN_TIME', 'LATE', 'NEVER'])
  })

  test('CARE-26 every compliance figure, by rule, month, unit, person, tier and class', { timeout: 300_000 }, () =>
    everythingAgrees(office, year),
  )

  test('VIS-13 coverage of the year and of its quarters, down to the list behind it', async () => {
    const quarters = [
      ['2011-01-01', '2011-12-31'],
      ['2011-01-01', '2011-03-31'],
      ['2011-04-01', '2011-06-30'],
      ['2011-07-01', '2011-09-30'],
      ['2011-10-01', '2011-12-31'],
    ] as const
    let customers = 0
    for (const [from, until] of quarters) customers += await coverageAgrees(office, year, from, until)
    expect(customers).toBeGreaterThan(5)
  })

  test('the tallies are those of the tasks', async () => {
    const { kept, recounted } = await bothTallies(office)
    expect(kept).toEqual(recounted)
  })
})
