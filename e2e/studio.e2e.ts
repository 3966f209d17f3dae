import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './browser.ts'
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

async function visitAs(name: string, options: Visit = {}) {
  const visitor = await visit(browser, { baseURL: house.baseURL, ...options })
  const who = house.signIns.find((s) => s.name === name)
  if (!who) throw new Error(`The sample has no ${name}`)
  await enter(visitor.page, who)
  return visitor
}

const text = (page: Page) => page.getByRole('textbox', { name: '制度文本' }).inputValue()
const months = (page: Page) => page.getByRole('textbox', { name: 'CARE-01 周期' })

/** Replaces the policy text as pasting would; filling a box of 2000 lines key by key takes too long. */
async function rewrite(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: '制度文本' }).evaluate((element, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
}

test('CARE-01 every two months instead of three: written in the form, tried out, published, compared, rolled back', async () => {
  const { page, screenshot, leave } = await visitAs('任开原')
  await page.goto('/policies')
  await page.getByRole('button', { name: '编写' }).click()
  await page.getByRole('button', { name: /^维护与关怀/ }).click()
  await months(page).fill('2')
  await months(page).press('Enter')
  await expect.poll(() => text(page)).toMatch(/rule: CARE-01\n[^-]*every: \{ months: 2 \}/)
  await page.getByText('改了 1 处').waitFor()
  await page.getByText('《公司客户管理规定》 第4条第2款').first().waitFor()
  await screenshot('studio/care')

  await page.getByRole('button', { name: '试算与发布' }).click()
  await page.waitForURL('**/policies/preview')
  await page.getByText('这份文本还没有试算').waitFor()
  await page.getByRole('button', { name: '试算', exact: true }).click()
  await page.getByText('任务增减').waitFor({ timeout: 60_000 })
  await page.getByText(/试算的生效日|还没有试算/).waitFor({ state: 'detached' })
  const added = page.getByRole('button', { name: /^CARE-01 新增/ })
  const count = Number(((await added.textContent()) ?? '').replace(/\D/g, ''))
  expect(count).toBeGreaterThan(0)
  await screenshot('studio/preview')
  await added.click()
  const behind = page.locator('.ant-drawer a[href^="/customers/"]')
  await behind.first().waitFor()
  await expect.poll(() => behind.count()).toBe(Math.min(count, 100))
  await screenshot('studio/behind')
  await page.keyboard.press('Escape')

  await page.getByLabel('说明').fill('大客户改为两个月维护一次')
  await page.locator('.preview-side').getByRole('button', { name: '发布', exact: true }).click()
  await page.waitForURL('**/policies/compare?from=1&to=2')
  await page.getByText('每 3 个月').waitFor()
  await page.getByText('每 2 个月').waitFor()
  await screenshot('studio/compare')

  await page.goto('/policies')
  await page.getByText('大客户改为两个月维护一次').waitFor()
  await screenshot('studio/versions')
  await page.getByRole('link', { name: '恢复' }).click()
  await page.getByText('把第 1 版的文本作为新的一版发布').waitFor()
  await page.getByRole('button', { name: '恢复第 1 版' }).click()
  await page.getByText('第 1 版已恢复，现为第 3 版').waitFor()
  await leave()
})

test('a text that cannot be read leaves the form as it was and says where; the draft outlives a reload', async () => {
  const { page, screenshot, leave } = await visitAs('任开原')
  await page.goto('/policies/write?chapter=care')
  await months(page).waitFor()
  const whole = await text(page)
  const line = whole.split('\n').findIndex((l) => l.startsWith('  horizonDays:')) + 1
  await rewrite(page, whole.replace(/ {2}horizonDays: 90.*/, '  horizonDays: [90'))
  await page.getByText(new RegExp(`原文第 ${line + 1} 行|原文第 ${line} 行`)).waitFor()
  expect(await months(page).isDisabled()).toBe(true)
  await screenshot('studio/broken')
  await rewrite(page, whole.replace(/ {2}horizonDays: 90/, '  horizonDays: 60'))
  await page.getByText('改了 1 处').waitFor()
  await expect.poll(() => page.getByRole('textbox', { name: '提前排出' }).inputValue()).toBe('60')
  await page.reload()
  await page.getByText('改了 1 处').waitFor()

  await page.locator('.k-nav a[href="/customers"]').click()
  await page.getByText('离开编写？').waitFor()
  await page.getByRole('button', { name: '丢掉草稿' }).click()
  await page.waitForURL('**/customers')
  await page.goto('/policies/write')
  await page.getByText('没有改动').waitFor()
  await leave()
})

test('SEG-15 a hole in the table of tiers is shown, filled as proposed, and stands in the text', async () => {
  const { page, screenshot, leave } = await visitAs('任开原')
  await page.goto('/policies/write?chapter=tiering')
  await page.getByRole('button', { name: /^第二段 × 成熟/ }).waitFor()
  const whole = await text(page)
  await rewrite(page, whole.replace(/ *- \{ band: UPPER, stage: MATURE[^}]*\}\n/, ''))
  await page.getByText('还缺 1 格').waitFor()
  await page.getByText('1 处要改').waitFor()
  await screenshot('studio/tiering')
  await page.getByRole('button', { name: '采用' }).click()
  await page.getByText('还缺 1 格').waitFor({ state: 'detached' })
  expect(await text(page)).toBe(whole)

  await page.getByRole('button', { name: /^第二段 × 成熟/ }).click()
  await page.getByRole('combobox', { name: '第二段 × 成熟 层级' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '潜力' }).click()
  await expect.poll(() => text(page)).toContain('- { band: UPPER, stage: MATURE, tier: POTENTIAL, origin: DEFAULT, rule: SEG-15 }')
  await page.getByText('没有要改的').waitFor()
  await leave()
})

test('on a phone in the dark', async () => {
  const { page, screenshot, leave } = await visitAs('任开原', { size: 'phone', scheme: 'dark' })
  await page.goto('/policies/write?chapter=care')
  await months(page).waitFor()
  await screenshot('studio/phone-care')
  await page.getByText('原文', { exact: true }).click()
  await page.getByRole('textbox', { name: '制度文本' }).waitFor()
  await screenshot('studio/phone-text')
  await page.goto('/policies/write?chapter=tiering')
  await page.getByRole('button', { name: /^第二段 × 成熟/ }).waitFor()
  await screenshot('studio/phone-tiering', { fullPage: true })
  await page.goto('/policies/compare?from=1&to=2')
  await page.getByText('每 2 个月').waitFor()
  await screenshot('studio/phone-compare')
  await leave()
})
