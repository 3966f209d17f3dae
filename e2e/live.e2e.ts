import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
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

/** Which of these pages have asked for the stream of changes. */
function streamsOf(pages: readonly Page[]): () => number {
  let asked = 0
  for (const page of pages)
    page.on('request', (r) => {
      if (r.url().endsWith('/api/live')) asked += 1
    })
  return () => asked
}

test('the tabs of a browser share one stream, and the next takes over from one that is closed', async () => {
  const one = await as('任开原', live)
  const other = await as('周砚', live)
  await Promise.all([heard(one.page), one.page.goto('/customers')])
  const second = await one.context.newPage()
  const asked = streamsOf([second])
  await second.goto('/customers')
  await other.page.goto('/customers')
  await other.page.locator('.k-grid .ant-table-row').first().locator('.k-who').click()
  await other.page.waitForURL(/\/customers\/\d+/)
  await rename(other.page, '甲')
  await second.getByRole('button', { name: /条更新/ }).waitFor()
  expect(asked()).toBe(0)
  await Promise.all([heard(second), one.page.close()])
  expect(asked()).toBe(1)
  await other.leave()
  await one.leave()
})

test('what somebody types stays while others change the same file', async () => {
  const [one, two] = [await as('周砚', live), await as('任开原', live)]
  await one.page.goto('/customers')
  await one.page.locator('.k-grid .ant-table-row').nth(1).locator('.k-who').click()
  await one.page.waitForURL(/\/customers\/\d+/)
  await Promise.all([heard(two.page), two.page.goto(new URL(one.page.url()).pathname)])
  await two.page.getByRole('button', { name: /简称/ }).first().click()
  await two.page.keyboard.type('正在打字')
  await rename(one.page, '别人先存了')
  await two.page.waitForTimeout(4000)
  const typed = two.page.locator('.k-fact-editor input').first()
  expect(await typed.inputValue()).toContain('正在打字')
  await two.page.keyboard.press('Escape')
  await two.page.getByText('别人先存了').first().waitFor()
  await one.leave()
  await two.leave()
})

test('a job goes on in the job centre, and is there after loading the page again', async () => {
  const { page, screenshot, leave } = await as('任开原', live)
  await Promise.all([heard(page), page.goto('/settings/backups')])
  await page.getByRole('button', { name: '立即备份' }).click()
  await page.getByRole('button', { name: /后台作业|项任务在进行/ }).click()
  const centre = page.locator('.k-jobs')
  await centre.getByText('备份').first().waitFor()
  await screenshot('live/jobs')
  await centre.getByText('已完成').first().waitFor({ timeout: 60_000 })
  await page.reload()
  await page.getByRole('button', { name: '后台作业' }).click()
  await centre.getByText('已完成').first().waitFor()
  await screenshot('live/jobs-done')
  await leave()
})

test('signing out elsewhere is known at once, and nothing typed is lost', async () => {
  const one = await as('周砚', { ...live, expected: [/ 401\b/] })
  await Promise.all([heard(one.page), one.page.goto('/customers/new')])
  await one.page.getByRole('textbox').first().fill('还没保存的客户')
  const second = await one.context.newPage()
  await second.goto('/me')
  await second.getByRole('button', { name: '退出登录' }).click()
  await second.waitForURL('**/sign-in')
  await one.page.getByText('登录已过期').waitFor()
  expect(await one.page.getByRole('textbox').first().inputValue()).toBe('还没保存的客户')
  await one.leave()
})
