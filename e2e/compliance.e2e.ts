import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { type House, startHouse } from './house.ts'
import { enter } from './people.ts'

let browser: Browser
let house: House

beforeAll(async () => {
  house = await startHouse({ sample: true })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

const head = () => {
  const found = house.signIns.find((s) => s.role.includes('总经理'))
  if (!found) throw new Error('The sample has no executive')
  return found
}

test('CARE-26 an executive goes from the policy as a whole to a rule, to its records, and to a customer', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, head())
  await page.goto('/compliance')
  const table = page.locator('.comp-rules')
  await table.waitFor()
  await page.getByText('本年', { exact: true }).click()
  await page.waitForURL('**from=*-01-01*')
  await screenshot('compliance/overview')

  const owed = table.locator('tbody tr:has(td.right a)')
  expect(await owed.count()).toBeGreaterThan(0)
  await owed.first().getByRole('link').first().click()
  await page.waitForURL('**/compliance/rules/**')
  await page.getByText('按负责人').first().waitFor()
  await screenshot('compliance/rule')

  await page.locator('.comp-rules.parts td.right a').first().click()
  await page.waitForURL('**/compliance/records**')
  await page.locator('.k-list-rows a[href^="/customers/"]').first().waitFor()
  await screenshot('compliance/records')
  await page.locator('.k-list-rows a[href^="/customers/"]').first().click()
  await page.waitForURL(/\/customers\/\d+/)
  await leave()
})

test('VIS-13 the customers of the core that nobody visited', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, head())
  await page.goto('/compliance')
  await page.locator('.k-stats a[href^="/compliance/coverage"]').click()
  await page.getByText('回访覆盖率').waitFor()
  await page.getByRole('tab', { name: '没回访到' }).click()
  await page.waitForURL('**view=missed')
  const rows = page.locator('.k-list-rows [href^="/customers/"]')
  await page.getByText(/^已全部显示/).waitFor()
  await expect.poll(async () => (await rows.count()) - (await page.getByText('没有回访到', { exact: true }).count())).toBe(0)
  await screenshot('compliance/coverage')
  await leave()
})

test('on a phone', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL, size: 'phone' })
  await enter(page, head())
  await page.goto('/compliance')
  await page.locator('.comp-rules').waitFor()
  await screenshot('compliance/overview-phone')
  await leave()
})
