import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()
const live = { live: true } as const

const heard = (page: Page) => page.waitForResponse((r) => r.url().endsWith('/api/live') && r.status() === 200)

/** Changes a customer's short name in its record, as a person would. */
async function rename(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /简称/ }).first().click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.getByText(name).first().waitFor()
}

test('what one changes the other sees: a record in place, a list when it wants to', async () => {
  const [one, two] = [await as('周砚', live), await as('任开原', live)]
  const path = await one.page.goto('/customers').then(async () => {
    await one.page.locator('.k-grid .ant-table-row').first().locator('.k-who').click()
    await one.page.waitForURL(/\/customers\/\d+/)
    return new URL(one.page.url()).pathname
  })
  await Promise.all([heard(two.page), two.page.goto(path)])
  await rename(one.page, '海棠新简称')
  await two.page.getByText('海棠新简称').first().waitFor()
  await two.screenshot('live/record')
  await Promise.all([heard(two.page), two.page.goto('/customers')])
  await two.page.locator('.k-grid .ant-table-row').first().waitFor()
  await rename(one.page, '又改了简称')
  const news = two.page.getByRole('button', { name: /有 \d+ 条更新/ })
  await news.waitFor()
  await two.screenshot('live/list')
  await news.click()
  await news.waitFor({ state: 'detached' })
  await one.leave()
  await two.leave()
})
