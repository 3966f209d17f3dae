import { expect, test } from 'vitest'
import type { Cell } from '../src/platform/sheets/cell.ts'
import { readSheet } from '../src/platform/sheets/read.ts'
import { sizes, widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

const aCustomer = '.k-list-rows [href^="/customers/"]'

test('MD-03 from the rule to the ordinary customers whose records are missing, and the year as a workbook', async () => {
  const { page, screenshot, leave } = await as('顾延青')
  await page.goto('/compliance/rules/MD-03')
  const list = page.locator('a[href^="/care/book"]').first()
  await list.waitFor()
  await screenshot('care/book-rule')
  await list.click()
  await page.waitForURL('**/care/book?year=*')
  await page.getByText(/ \/ [\d,]+ 家/).waitFor()
  await page.locator(aCustomer).first().waitFor()
  await screenshot('care/book')
  const [, kept = '', customers = ''] = /([\d,]+) \/ ([\d,]+) 家/.exec((await page.locator('.k-stats').textContent()) ?? '') ?? []

  await page.getByRole('tab', { name: '还缺记录' }).click()
  await page.waitForURL('**view=missing')
  const missing = Number(customers) - Number(kept)
  await page.getByText(`${missing}`, { exact: true }).first().waitFor()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出维护记录表' }).click()
  const fetched = await download
  expect(fetched.suggestedFilename()).toMatch(/^客户维护计划与记录表-\d{4}\.xlsx$/)
  const path = await fetched.path()
  const read = async (sheet: number) => {
    const rows: Cell[][] = []
    for await (const batch of readSheet(path, { sheet })) rows.push(...batch.map((r) => r.cells))
    return rows
  }
  const [head = [], ...lines] = await read(1)
  expect(lines).toHaveLength(Number(customers))
  expect(lines.filter((l) => l[head.indexOf('年度记录')] === '缺')).toHaveLength(missing)
  expect((await read(2)).length).toBeGreaterThan(1)
  await leave()
})

test('MD-03 the records of a year fit a phone', async () => {
  const { page, screenshot, leave } = await as('顾延青', { size: 'phone', scheme: 'dark' })
  await page.goto('/care/book')
  await page.getByText(/ \/ [\d,]+ 家/).waitFor()
  await page.locator(aCustomer).first().waitFor()
  await screenshot('care/book-phone-dark')
  expect(await widthOf(page)).toBeLessThanOrEqual(sizes.phone.width)
  await leave()
})
