import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { coverageAgrees, everythingAgrees } from './care-recount/figures.ts'
import { liveThrough } from './care-recount/year.ts'
import { testOffice } from './office.ts'

const whole = new URL('../../shared/data/online-retail/invoices.csv', import.meta.url)
const isThere = existsSync(whole)
if (!isThere) console.info('skipped: there is no ../shared/data/online-retail/invoices.csv to live through')
test.skipIf(!isThere)(
  'CARE-26 VIS-13 the whole book of invoices, lived through month by month: every duty and every figure as recounted',
  { timeout: 3_600_000 },
  async () => {
    const office = await testOffice()
    const year = await liveThrough(office, readFileSync(whole, 'utf8'), Number(process.env['KEWEI_SEED'] ?? 20261122))
    expect(year.book.size).toBeGreaterThan(4_000)
    await everythingAgrees(office, year)
    // The book begins in December 2010: nobody is core for long enough before it ends. The extract (care-book.test.ts) has such customers.
    expect(await coverageAgrees(office, year, '2011-01-01', '2011-12-31')).toBe(0)
  },
)
