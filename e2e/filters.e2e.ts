import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

/** Chooses in a list that is typed into, by what stands in it. */
async function choose(page: Page, name: string, typed: string, nth = 0) {
  const box = page.getByRole('dialog').getByRole('combobox', { name, exact: true }).nth(nth)
  await box.click()
  await box.pressSequentially(typed)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor()
  await page.keyboard.press('Enter')
}

const counted = async (page: Page) => Number(/^(\d+) 家/.exec((await page.locator('.k-head-note').textContent()) ?? '')?.[1])
const names = (page: Page) => page.locator('tr.ant-table-row a.k-who').allTextContents()

test('conditions are joined by or, said in a sentence, kept in the address, and found again after a reload', async () => {
  const { page, leave } = await as('姜苡')
  page.setDefaultTimeout(6000)
  await page.goto('/customers?f=status.is.ACTIVE')
  await page.locator('tr.ant-table-row').first().waitFor()
  const all = await counted(page)
  await page.getByRole('button', { name: /筛选$/ }).click()
  await page.getByRole('button', { name: '组合条件（且、或）' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '加一组' }).click()
  await choose(page, '字段', 'cj', 1)
  await choose(page, '层级', '核心')
  // Closes the list, not the window.
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').getByRole('button', { name: '加条件' }).first().click()
  await choose(page, '字段', 'j12y', 2)
  await page.getByRole('dialog').getByRole('textbox', { name: '近 12 月采购' }).fill('10')
  await page.getByRole('dialog').getByRole('button', { name: '加条件' }).last().click()
  await choose(page, '字段', '最近下单', 3)
  await page.getByRole('dialog').getByRole('combobox', { name: '怎样比', exact: true }).nth(3).click()
  await page.getByTitle('早于', { exact: true }).last().click()
  await page.getByRole('dialog').getByRole('combobox', { name: '最近下单', exact: true }).click()
  await page.getByTitle('今天之前', { exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: '天数' }).fill('20')
  const words = '状态是在用 且（层级是核心 或 近 12 月采购不少于 10.00 万元）且 最近下单早于 20 天前'
  await page.locator('.k-cond-words').getByText(words).waitFor()
  await page.screenshot({ path: 'test-results/filter-builder.png' })
  await page.getByRole('dialog').getByRole('button', { name: '应用' }).click()
  await page.getByRole('button', { name: new RegExp(`条件.*${words.slice(0, 12)}`) }).waitFor()
  await page.waitForURL(/where=/)
  await expect.poll(() => counted(page)).toBeLessThan(all)
  const [before, shown] = [await counted(page), await names(page)]
  expect(before).toBeGreaterThan(0)
  await page.reload()
  await expect.poll(() => counted(page)).toBe(before)
  expect(await names(page)).toEqual(shown)
  await page.screenshot({ path: 'test-results/filter-where-chip.png' })
  await page.getByRole('button', { name: '去掉筛选：条件' }).click()
  await expect.poll(() => counted(page)).toBeGreaterThan(before)
  await leave()
})

test('what all must hold comes back as chips; a field is found by its initials', async () => {
  const { page, leave } = await as('姜苡')
  page.setDefaultTimeout(6000)
  await page.goto('/customers')
  await page.getByRole('button', { name: /筛选$/ }).click()
  await page.screenshot({ path: 'test-results/filter-fields.png' })
  await page.getByRole('textbox', { name: '找字段：汉字或拼音首字母' }).fill('yqrw')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: '逾期任务' }).fill('1')
  await page.keyboard.press('Enter')
  await page.waitForURL(/f=lateTasks\.from\.1/)
  await page.getByRole('button', { name: '逾期任务 不少于 1' }).waitFor()
  const late = await counted(page)
  await page.goto('/customers?where=lateTasks.from(1)')
  await expect.poll(() => counted(page)).toBe(late)
  await page.getByRole('button', { name: /^条件/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '应用' }).click()
  await page.waitForURL(/f=lateTasks\.from\.1/)
  await leave()
})

test('an address nobody can read says so, and is cleared by one click', async () => {
  const { page, leave } = await as('姜苡', { expected: [/400/] })
  await page.goto('/customers?where=any(tier.is(CORE)')
  await page.getByText('筛选条件从第 18 个字符起看不懂').waitFor()
  await page.getByRole('button', { name: '去掉筛选：条件' }).click()
  await page.locator('tr.ant-table-row').first().waitFor()
  await leave()
})

test('on a phone the builder is a sheet that fits', async () => {
  const { page, leave } = await as('姜苡', { size: 'phone', scheme: 'dark' })
  await page.goto('/customers?where=all(any(tier.is(CORE),amount12m.from(10000000)),lastOrderOn.before(today-20))')
  await page.locator('.k-card-row').first().waitFor()
  await page.getByRole('button', { name: /^条件/ }).click()
  await page.getByRole('dialog').getByText('全部满足').first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expect(
    await page
      .locator('.k-cond')
      .first()
      .evaluate((box) => box.scrollWidth <= box.clientWidth),
  ).toBe(true)
  await page.screenshot({ path: 'test-results/filter-builder-phone-dark.png' })
  await leave()
})
