import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

test('a contact is logged from a row of the list, over the list', async () => {
  const { page, screenshot, leave } = await as('周砚')
  await page.goto('/customers')
  const row = page.locator('.k-grid .ant-table-row').first()
  const name = (await row.locator('.k-who').textContent()) ?? ''
  await screenshot('shortcuts/list')
  await row.getByRole('button', { name: '记一笔' }).click()
  await page.waitForURL(/\/customers\?.*log=\d+/)
  const dialog = page.getByRole('dialog')
  await dialog.getByText(name).first().waitFor()
  await screenshot('shortcuts/log')
  await page.keyboard.press('Escape')
  await row.waitFor()
  await leave()
})

/** Moves some open task to the day after; one whose time would be over by then asks for a reason and is left. */
async function moveOne(page: Page): Promise<{ label: string; from: string }> {
  const entries = page.locator('.cal-grid td:not(.past):not(:last-child) .cal-entry[draggable="true"]')
  const dialog = page.getByRole('dialog')
  const moved = page.getByText(/已约在 .+，到期日不变/)
  for (const place of Array.from({ length: 12 }, (_, i) => i)) {
    const entry = entries.nth(place)
    const cell = entry.locator('xpath=ancestor::td')
    const label = (await entry.getAttribute('aria-label')) ?? ''
    const from = (await cell.locator('.cal-number').textContent()) ?? ''
    await entry.dragTo(cell.locator('xpath=following-sibling::td[1]'))
    await moved.or(dialog).first().waitFor()
    if (await moved.isVisible()) return { label, from }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
  throw new Error('no task of this month can move')
}

test('a move in the calendar that is taken back leaves no appointment', async () => {
  const { page, screenshot, leave } = await as('周砚')
  await page.goto('/calendar')
  await page.locator('.cal-entry').first().waitFor()
  const { label, from } = await moveOne(page)
  const shown = page.locator('.cal-entry').and(page.getByLabel(label.split('，')[0] ?? ''))
  await screenshot('shortcuts/moved')
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByText('已取消约定，到期日不变').waitFor()
  await expect.poll(() => shown.locator('xpath=ancestor::td').locator('.cal-number').allTextContents()).toContain(from)
  await screenshot('shortcuts/taken-back')
  await leave()
})

test('of a policy that is tried out, the customers who become lost are listed, and visits that serve two tasks are marked', async () => {
  const { page, screenshot, leave } = await as('任开原')
  await page.goto('/policies/write')
  const text = page.getByRole('textbox', { name: '制度文本' })
  await text.waitFor()
  const wanted = (await text.inputValue()).replace('lost: { days: 180, gaps: 3,', 'lost: { days: 90, gaps: 1,')
  await text.evaluate((element, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }, wanted)
  await page.getByText('改了 2 处').waitFor()
  await page.getByRole('button', { name: '试算与发布' }).click()
  await page.getByRole('button', { name: '试算', exact: true }).click()
  const lost = page.getByRole('button', { name: /^\d+ 家会进入流失期$/ })
  await lost.waitFor({ timeout: 60_000 })
  await screenshot('shortcuts/preview')
  const count = Number.parseInt((await lost.textContent()) ?? '', 10)
  await lost.click()
  const behind = page.locator('.ant-drawer a[href^="/customers/"]')
  await expect.poll(() => behind.count()).toBe(Math.min(count, 100))
  await screenshot('shortcuts/lost')
  await page.keyboard.press('Escape')
  await page
    .getByText(/含合办 \d+ 项/)
    .first()
    .scrollIntoViewIfNeeded()
  await screenshot('shortcuts/hours')
  await leave()
})
