import { expect, test } from 'vitest'
import type { Cell } from '../src/platform/sheets/cell.ts'
import { readSheet } from '../src/platform/sheets/read.ts'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

test('the matrix opens the customers behind a number', async () => {
  const { page, leave } = await as('姜苡')
  await page.goto('/tiers')
  const cell = page.locator('.tiers-matrix').first().locator('tbody tr').first().locator('td a').first()
  const count = (await cell.textContent()) ?? ''
  await cell.click()
  await page.waitForURL('**/customers?f=tier.is.CORE**')
  await page.getByText(`合计 ${count} 家`).waitFor()
  await leave()
})

test('tiers are run, replayed as of a past day, and exported', async () => {
  const { page, leave } = await as('姜苡')
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

test('SEG-16 SEG-14 the table of assessments is fetched, and holds a line for every customer with value and risk beside the tier', async () => {
  const { page, screenshot, leave } = await as('姜苡')
  await page.goto('/tiers')
  const total = page.locator('.tiers-matrix').first()
  await total.waitFor()
  await screenshot('tiering/tiers')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '分层评估表' }).click()
  const fetched = await download
  expect(fetched.suggestedFilename()).toMatch(/^客户分层评估表-\d{4}-\d\d-\d\d\.xlsx$/)
  const rows: Cell[][] = []
  for await (const batch of readSheet(await fetched.path())) rows.push(...batch.map((r) => r.cells))
  const [head = [], ...lines] = rows
  const [tier, value, risk] = ['驱动层级', '价值分', '流失风险（%）'].map((name) => head.indexOf(name))
  await page.getByText(`已导出 ${lines.length} 家客户的分层评估表`).waitFor()
  for (const line of lines) {
    expect(['核心', '潜力', '一般', '流失风险', '新客户']).toContain(line[tier ?? -1])
    expect(line[value ?? -1]).toBeGreaterThanOrEqual(0)
    expect(line[value ?? -1]).toBeLessThanOrEqual(100)
  }
  const risks = lines.map((line) => line[risk ?? -1] ?? null).filter((r) => r !== null)
  expect(risks.length).toBeGreaterThan(0)
  expect(risks.every((r) => r === '流失不可识别') || risks.every((r) => typeof r === 'number' && r >= 0 && r <= 100)).toBe(true)
  await leave()
})

test('a phone reaches tiers, policies, settings and the import within two taps', async () => {
  const { page, leave } = await as('姜苡', { size: 'phone', scheme: 'dark' })
  await page.goto('/')
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
  const { page, leave } = await as('姜苡')
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
