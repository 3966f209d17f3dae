import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

const rows = (page: Page) => page.locator('tr.ant-table-row')
const tickBoxes = (page: Page) => rows(page).locator('input[type=checkbox]')
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('dialog').getByLabel(label).click()
  await page.keyboard.type(option)
  await page.locator('.ant-select-item-option', { hasText: option }).first().click()
}
const counted = async (page: Page): Promise<number> => Number(/(\d+) 家/.exec((await page.locator('.k-bulk b').textContent()) ?? '')?.[1])

test('forty customers are handed over; somebody changes one in between; undone, that one is left alone and named', {
  timeout: 240_000,
}, async () => {
  const { page, leave } = await as('姜苡')
  await page.goto('/customers')
  await rows(page).nth(39).waitFor()
  for (let i = 0; i < 40; i++) await rows(page).nth(i).locator('.ant-table-selection-column').click()
  expect(await counted(page)).toBe(40)
  await page.getByRole('button', { name: '转给' }).click()
  await choose(page, '转给谁', '任开原')
  await page.getByText('所选 40 家中').waitFor()
  await page.screenshot({ path: 'test-results/bulk-assign.png' })
  await page.getByRole('button', { name: /^转交 \d+ 家/ }).click()
  // Read at once: the toast goes after eight seconds.
  const said = (await page.getByText(/家客户已转给 任开原/).textContent()) ?? ''
  expect(await page.locator('.k-bulk').count()).toBe(0)
  const count = Number(/(\d+) 家/.exec(said)?.[1])
  expect(count).toBeGreaterThan(30)

  const second = await as('任开原')
  const name = (await rows(page).first().locator('a').first().textContent()) ?? ''
  await second.page.goto('/customers')
  await rows(second.page).first().locator('a').first().click()
  await second.page.getByRole('button', { name: '编辑 来源' }).click()
  await second.page.locator('#fact-source').fill('老客户介绍')
  await second.page.keyboard.press('Enter')
  await second.page.getByRole('button', { name: '编辑 来源' }).getByText('老客户介绍').waitFor()
  await second.leave()

  await page.goto('/history')
  await page.getByRole('link', { name: /家客户转给 任开原/ }).click()
  await page.getByText('1 条后来改过，不会动').waitFor()
  await page.getByRole('dialog').getByText(name).waitFor()
  await page.waitForTimeout(300)
  await page.screenshot({ path: 'test-results/history-panel.png' })
  await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
  await page
    .locator('.k-toast')
    .getByText(`已恢复 ${count - 1} 条。1 条后来改过，没有动：${name}`)
    .waitFor()
  await page.getByText(`${count - 1} 条已恢复原样，1 条没有动。`).waitFor()
  await page.screenshot({ path: 'test-results/history-undone.png' })
  await leave()
})

test('everything a filter holds but one gets a tag in the background; the toast takes it back', async () => {
  const { page, leave } = await as('姜苡')
  await page.goto('/customers?view=risk')
  await rows(page).first().waitFor()
  await tickBoxes(page).first().check()
  await page.getByRole('button', { name: /选中筛选出的全部/ }).click()
  const all = await counted(page)
  await tickBoxes(page).nth(1).uncheck()
  expect(await counted(page)).toBe(all - 1)
  await page.getByRole('button', { name: '标签' }).click()
  await page.getByRole('dialog').getByLabel('标签').click()
  await page.keyboard.type('年底回访')
  await page.keyboard.press('Enter')
  await page.getByText(`所选 ${all - 1} 家中，${all - 1} 家会改变`).waitFor()
  await page.keyboard.press('Escape')
  await page.screenshot({ path: 'test-results/bulk-tag.png' })
  await page.getByRole('button', { name: /^更改 \d+ 家/ }).click()
  await page.getByText(`${all - 1} 家客户已加标签：年底回访`).waitFor({ timeout: 30_000 })
  await page.locator('.k-toast').getByRole('button', { name: '撤销' }).click()
  await page.getByText(/已撤销，\d+ 条恢复原样|正在撤销/).waitFor()
  await leave()
})

test('tasks of a list are given to somebody, and back', async () => {
  const { page, leave } = await as('姜苡')
  await page.goto('/tasks?view=all')
  await rows(page).nth(4).waitFor()
  for (let i = 0; i < 5; i++) await tickBoxes(page).nth(i).check()
  await page.getByRole('button', { name: '交给' }).click()
  await choose(page, '交给谁', '任开原')
  await page.getByText('所选 5 项中').waitFor()
  await page.screenshot({ path: 'test-results/bulk-tasks.png' })
  await page.getByRole('button', { name: /^交出 \d+ 项/ }).click()
  await page.getByText(/项任务已交给 任开原/).waitFor()
  await page.locator('.k-toast').getByRole('button', { name: '撤销' }).click()
  await page.getByText(/已撤销，\d+ 条恢复原样/).waitFor()
  await leave()
})

test('on a phone in the dark the history is readable', async () => {
  const { page, leave } = await as('姜苡', { scheme: 'dark', size: 'phone' })
  await page.goto('/history')
  await page.locator('.k-card-row').first().waitFor()
  await page.screenshot({ path: 'test-results/history-phone-dark.png' })
  await leave()
})
