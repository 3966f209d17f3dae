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

const manager = () => {
  const found = house.signIns.find((s) => s.name === '姜苡')
  if (!found) throw new Error('The sample has no 姜苡')
  return found
}

test('the matrix opens the customers behind a number', async () => {
  const { page, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, manager())
  await page.goto('/tiers')
  const cell = page.locator('.tiers-matrix').first().locator('tbody tr').first().locator('td a').first()
  const count = (await cell.textContent()) ?? ''
  await cell.click()
  await page.waitForURL('**/customers?f=tier.is.CORE**')
  await page.getByText(`合计 ${count} 家`).waitFor()
  await leave()
})

test('tiers are run, replayed as of a past day, and exported', async () => {
  const { page, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, manager())
  await page.goto('/tiers')
  await page.getByRole('button', { name: '运行分层' }).click()
  await page.getByText(/^分层已完成，看了 \d+ 家$/).waitFor()

  await page.getByRole('button', { name: '重算某一天' }).click()
  await page.getByLabel('哪一天').fill('2026-03-31')
  await page.getByRole('button', { name: '开始重算' }).click()
  await page.getByRole('link', { name: '重算某一天' }).click()
  await page.waitForURL('**/tiers?run=*')
  await page.getByRole('link', { name: '回到现在' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出' }).click()
  expect((await download).suggestedFilename()).toBe('tiers-2026-03-31.csv')
  await leave()
})

test('a phone reaches tiers, policies, settings and the import within two taps', async () => {
  const { page, leave } = await visit(browser, { baseURL: house.baseURL, size: 'phone', scheme: 'dark' })
  await enter(page, manager())
  const tabs = page.getByRole('navigation', { name: '主导航' })
  for (const path of ['/tiers', '/policies', '/settings']) {
    await tabs.getByRole('link', { name: '我的' }).tap()
    await page.getByRole('main').locator(`a[href="${path}"]`).tap()
    await page.waitForURL(`**${path}`)
  }
  await page.getByRole('link', { name: '导入文件' }).tap()
  await page.waitForURL('**/import')
  await page.goto('/nowhere')
  await page.getByRole('heading', { name: '没有这个页面' }).first().waitFor()
  await tabs.getByRole('link', { name: '客户' }).tap()
  await page.waitForURL('**/customers')
  await leave()
})

test('a day is typed in any form or picked from the month by keyboard, and reads the same everywhere', async () => {
  const { page, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, manager())
  await page.goto('/tiers')
  await page.getByRole('button', { name: '重算某一天' }).click()
  const field = page.getByLabel('哪一天')
  await field.fill('2026年3月1日')
  await page.getByLabel('按哪一版制度').focus()
  await expect.poll(() => field.inputValue()).toBe('2026-03-01')
  await field.press('ArrowDown')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('2026-02-02')
  await leave()
})
