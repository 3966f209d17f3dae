import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'

const days = z.object({ noticed: z.boolean(), days: z.array(z.object({ day: z.string(), working: z.boolean(), name: z.string() })) })

/** Makes today a workday, whatever it is, and sends the morning's reminders. */
async function remind(): Promise<void> {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format()
  const year = Number(today.slice(0, 4))
  const listed = days.parse(JSON.parse(await house.kewei('call', 'calendar.days', JSON.stringify({ year }))))
  const others = listed.days.filter((d) => d.day !== today).map(({ day, working, name }) => ({ day, working, name }))
  const change = { year, noticed: listed.noticed, days: [...others, { day: today, working: true, name: '' }] }
  await house.kewei('call', 'calendar.change', JSON.stringify(change))
  await house.kewei('call', 'care.remind')
}

const { house, as } = await sampleHouse()
beforeAll(remind)

test('the bell says how much waits, a notice opens its task and says why it came, and all is marked as read', async () => {
  const { page, screenshot, leave } = await as('周砚')
  await page.goto('/')
  await page.waitForURL('**/today')
  const bell = page.getByRole('button', { name: /^通知，\d+ 条未读$/ })
  await expect.poll(() => bell.count(), { timeout: 30_000 }).toBe(1)
  await bell.click()
  const panel = page.getByRole('region', { name: '通知' })
  await panel.getByRole('listitem').first().waitFor()
  await screenshot('notifications/panel')
  await panel.getByRole('link', { name: '全部通知' }).click()
  await page.waitForURL('**/notifications')
  const rows = page.locator('.notice-rows:not(.narrow) > li')
  await rows.first().waitFor()
  await screenshot('notifications/all')

  await rows
    .getByRole('button', { name: /^为什么通知：/ })
    .first()
    .click()
  const why = page.locator('.k-why')
  await why.getByText('计划按时完成').waitFor()
  await why.getByText('制度第 1 版').waitFor()
  await why.getByText(/《.+》/).waitFor()
  await screenshot('notifications/why')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await why.waitFor({ state: 'hidden' })

  const waiting = () => page.locator('.notice-rows > li.waits').count()
  const before = await waiting()
  expect(before).toBeGreaterThan(0)
  await rows.locator('.notice-head').first().click()
  await page.waitForURL(/\/(tasks\?.*task=\d+|notifications\?within=\d+)/)
  if (page.url().includes('within')) {
    await rows.first().waitFor()
    await screenshot('notifications/lot')
    await rows.locator('.notice-head').first().click()
    await page.waitForURL(/\/tasks\?.*task=\d+/)
  }
  await page.getByRole('dialog').getByText('为什么有这项任务').waitFor()
  await page.goto('/notifications')
  await rows.first().waitFor()
  expect(await waiting()).toBe(before - 1)
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await page.getByRole('button', { name: '通知', exact: true }).waitFor()
  await page.getByText('未读', { exact: true }).first().click()
  await page.getByText('没有未读的通知').first().waitFor()
  await leave()
})

test('the general manager hears of what has been overdue for a week, on a phone in the dark', async () => {
  const { page, screenshot, leave } = await as('顾延青', { size: 'phone', scheme: 'dark' })
  await page.goto('/')
  await page.locator('.k-tabs').getByRole('link', { name: /通知/ }).tap()
  await page.waitForURL('**/notifications')
  await page.locator('.notice-rows > li').first().waitFor()
  await screenshot('notifications/phone')
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await page.locator('.notice-rows .notice-head').first().tap()
  await page.waitForURL(/\/(tasks\?.*task=\d+|notifications\?within=\d+)/)
  await page.locator('.notice-rows > li, [role=dialog]').first().waitFor()
  await screenshot('notifications/phone-opened')
  await leave()
})

test('on a phone the own tab counts what waits and leads there', async () => {
  const { page, screenshot, leave } = await as('沈知远', { size: 'phone' })
  await page.goto('/')
  const own = page.locator('.k-tabs').getByRole('link', { name: /我的/ })
  await expect.poll(() => own.locator('b').count(), { timeout: 30_000 }).toBe(1)
  await own.tap()
  await screenshot('notifications/phone-me')
  await page.locator('.k-me-list').getByRole('link', { name: /通知/ }).tap()
  await page.locator('.notice-rows > li').first().waitFor()
  await screenshot('notifications/phone-light')
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await leave()
})

test('the general manager opens what was passed up, a lot of it as one', async () => {
  const { page, screenshot, leave } = await as('顾延青', { scheme: 'dark' })
  await page.goto('/notifications')
  await page
    .getByRole('link', { name: /^\d+ 项任务/ })
    .first()
    .click()
  await page.waitForURL(/within=\d+/)
  await page.locator('.notice-rows > li').nth(10).waitFor()
  await screenshot('notifications/lot')
  await page.locator('.notice-rows .notice-head').first().click()
  await page.getByRole('dialog').getByText('为什么有这项任务').waitFor()
  await screenshot('notifications/opened')
  await leave()
})
