import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

/** Replaces the policy text as pasting would; filling a box of 2000 lines key by key takes too long. */
async function rewrite(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: '制度文本' }).evaluate((element, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
}

test('the register is searched and read', async () => {
  const { page, leave } = await as('任开原')
  await page.goto('/policies')
  await page.getByText('生效中').waitFor()
  await page.getByRole('link', { name: /^客户维护制度/ }).click()
  await page.getByPlaceholder('条文、规则编号、参数').fill('SEG-04')
  await page.getByText('近度得分').waitFor()
  expect(await page.locator('.policies-rule').count()).toBe(1)
  await page.getByText('原文', { exact: true }).click()
  await page.getByText('id: rfm-lifecycle').waitFor()
  await leave()
})

test('a text with a hole is not published; filled again it becomes the next version', async () => {
  const { page, leave } = await as('任开原')
  await page.goto('/policies/write?chapter=tiering')
  const box = page.getByRole('textbox', { name: '制度文本' })
  await box.waitFor()
  const text = await box.inputValue()
  const cell = / *- \{ band: UPPER, stage: MATURE[^}]*\}\n/
  await rewrite(page, text.replace(cell, ''))
  await page.getByText('还缺 1 格').waitFor()
  await page.getByRole('button', { name: '试算与发布' }).click()
  await page.getByText('还有 1 处要改').waitFor()
  expect(await page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true)

  await page.getByRole('button', { name: '回去编写' }).click()
  await rewrite(
    page,
    text.replace(cell, (line) => line.replace('GENERAL', 'POTENTIAL')),
  )
  await page.getByText('没有要改的').waitFor()
  await page.getByRole('button', { name: '试算与发布' }).click()
  await page.getByText('这份文本还没有试算').waitFor()
  await page.getByLabel('说明').fill('9–11 分的成熟客户列为潜力')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.waitForURL('**/policies/compare?from=1&to=2')
  await page.getByText('第二段 × 成熟').waitFor()
  await page.goto('/policies')
  await page.getByText('9–11 分的成熟客户列为潜力').waitFor()
  await leave()
})

test('a year without notice is provisional; a day added counts in deadlines', async () => {
  const { page, leave } = await as('任开原')
  await page.goto('/settings/calendar?year=2027')
  await page.getByText('国务院还没有公布 2027 年的放假安排', { exact: false }).waitFor()
  await page.getByRole('button', { name: '修改' }).click()
  await page.getByRole('button', { name: '加一天' }).click()
  await page.locator('.calendar-editor tbody tr').last().getByRole('textbox', { name: '日期' }).fill('2027-07-05')
  await page.locator('.calendar-editor tbody tr').last().getByLabel('名称').fill('公司成立日')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('2027 年日历已保存').waitFor()
  await page.getByText('公司成立日').waitFor()

  await page.locator('#deadline-from').fill('2027-07-02T17:00')
  await page.locator('#deadline-hours').fill('2')
  await page.locator('.calendar-answer').getByText('2027-07-06 周二 10:00').waitFor()
  await leave()
})
