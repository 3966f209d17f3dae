import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { type House, startHouse } from './house.ts'
import { choose, enter } from './people.ts'

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

const as = (name: string) => {
  const found = house.signIns.find((s) => s.name === name)
  if (!found) throw new Error(`The sample has no ${name}`)
  return found
}

test('an account manager begins with today: does one task, agrees a day for another, and sees why it is there', async () => {
  // A day after the window without a reason is refused on purpose.
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL, expected: [/planned 400/, /planned\)$/] })
  await enter(page, as('周砚'))
  await page.waitForURL('**/today')
  const rows = page.locator('.tasks-rows > li')
  await rows.first().waitFor()
  await screenshot('tasks/today')

  const first = rows.first()
  const name = (await first.locator('.tasks-name button').textContent()) ?? ''
  await first.getByRole('button', { name: /^为什么：/ }).click()
  const why = page.locator('.k-why')
  await why.getByText(/之间完成算按期/).waitFor()
  await why.getByText('制度第 1 版').waitFor()
  await why.getByText(/《.+》/).waitFor()
  await screenshot('tasks/why')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await why.waitFor({ state: 'hidden' })

  await first.hover()
  await first.getByRole('button', { name: '完成' }).click()
  await page.waitForURL('**task=*&act=do')
  const panel = page.getByRole('dialog')
  for (const box of await panel.getByRole('checkbox').all()) await box.check()
  await choose(page, panel.getByLabel('方式'), '')
  for (const box of await panel.locator('textarea').all()) await box.fill('设备使用正常，下月送新版样册。')
  await screenshot('tasks/report')
  await panel.getByRole('button', { name: '登记完成' }).click()
  await page.getByText(new RegExp(`^${name} .+ 已登记完成$`)).waitFor()
  await page.waitForURL((url) => !url.search.includes('task='))

  const second = rows.first()
  await second.hover()
  await second.getByRole('button', { name: '约时间' }).click()
  await panel.getByLabel('约在哪天').fill('2027-06-30')
  await panel.getByRole('button', { name: '约时间' }).click()
  await panel.getByText(/超过最晚日期/).waitFor()
  await panel.getByLabel('理由').fill('客户出差，六月回来')
  await panel.getByRole('button', { name: '约时间' }).click()
  await page.getByText(/已约在 2027-06-30，到期日不变/).waitFor()
  await panel.getByText('为什么有这项任务').waitFor()
  await screenshot('tasks/panel')
  await leave()
})

test('whoever hands out work sees what nobody has, waives with a reason, and finds it on the customer', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, as('姜苡'))
  await page.goto('/tasks?view=all')
  await page.locator('tr.ant-table-row, .ant-table-row').first().waitFor()
  await screenshot('tasks/list')
  await page.locator('.ant-table-row a').first().click()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: '免除' }).click()
  await panel.getByLabel('理由').fill('客户停业装修')
  await panel.getByRole('button', { name: '免除' }).click()
  await page.getByText(/ 已免除$/).waitFor()
  await page.locator('.ant-table-row a').first().click()
  await panel.locator('.tasks-whose a').click()
  await page.waitForURL('**/customers/*?tab=care')
  await page.getByText('办过的').waitFor()
  await screenshot('tasks/customer')
  await page.getByRole('button', { name: '新建任务' }).click()
  await panel.getByLabel('要做什么').fill('送新版样册')
  await panel.getByRole('button', { name: '新建任务' }).click()
  await page.getByText('任务已建立').waitFor()
  await page.getByRole('list', { name: '在办' }).getByRole('button', { name: '送新版样册' }).waitFor()
  await leave()
})

test('on a phone in the dark the day is cards, and a task is done with one hand', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL, size: 'phone', scheme: 'dark' })
  await enter(page, as('周砚'))
  await page.waitForURL('**/today')
  await page.locator('.tasks-cards > li').first().waitFor()
  await screenshot('tasks/phone-today')
  await page.locator('.tasks-cards > li').first().getByRole('button', { name: '完成' }).tap()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: '登记完成' }).waitFor()
  await screenshot('tasks/phone-report')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await page.goto('/tasks')
  await page.locator('.k-card-row').first().waitFor()
  await screenshot('tasks/phone-list')
  await page.locator('.k-card-row').first().tap()
  await panel.getByText('为什么有这项任务').waitFor()
  await screenshot('tasks/phone-panel')
  await leave()
})
