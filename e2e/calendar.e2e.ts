import type { Browser, Page } from 'playwright-core'
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

const days = (page: Page) => page.locator('.cal-grid td')
/** An open task today or later, in a cell that has a day after it in its row. */
const movable = (page: Page) => page.locator('.cal-grid td:not(.past):not(:last-child) .cal-entry[draggable="true"]').first()

test('an account manager moves a task by hand and by key, and takes the calendar along by a link', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL, expected: [/planned 400/, /planned\)$/] })
  await enter(page, as('周砚'))
  await page.goto('/calendar')
  await page.locator('.cal-entry').first().waitFor()
  expect([28, 35, 42]).toContain(await days(page).count())
  expect(await page.locator('.cal-grid td.today').count()).toBe(1)
  await screenshot('calendar/month')

  const entry = movable(page)
  const name = (await entry.getAttribute('aria-label'))?.split('，')[0] ?? ''
  await entry.dragTo(entry.locator('xpath=ancestor::td/following-sibling::td[1]'))
  const reason = page.getByRole('dialog').getByLabel('理由')
  const moved = page.getByText(/已约在 .+，到期日不变/)
  await moved.or(reason).first().waitFor()
  if (await reason.isVisible()) {
    await reason.fill('客户那天不在')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^改约到/ })
      .click()
  }
  await moved.waitFor()

  await page.getByText('周', { exact: true }).click()
  await page.waitForURL('**view=week*')
  await page.locator('.cal-grid.week').waitFor()
  await screenshot('calendar/week')
  await page.getByRole('button', { name: '下一周' }).click()
  const next = movable(page)
  await next.focus()
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('约在哪天').fill('2027-12-24')
  await dialog.getByRole('button', { name: /改约|约时间/ }).click()
  await dialog.getByText(/超过最晚日期/).waitFor()
  await dialog.getByLabel('理由').fill('客户停产检修')
  await dialog.getByRole('button', { name: /改约|约时间/ }).click()
  await page.getByText(/已约在 2027-12-24/).waitFor()
  await page.goto('/calendar?view=day&day=2027-12-24')
  await page.locator('.tasks-rows > li').first().waitFor()
  await screenshot('calendar/day')
  expect(name).not.toBe('')

  await page.getByRole('button', { name: '订阅到手机或 Outlook' }).click()
  await dialog.getByRole('button', { name: '建立链接' }).click()
  await dialog.getByLabel('用在哪里').fill('我的手机')
  await dialog.getByRole('button', { name: '建立链接' }).click()
  await dialog.getByText(/只显示这一次/).waitFor()
  const link = await dialog.getByRole('textbox').inputValue()
  await screenshot('calendar/link')
  const reply = await fetch(link)
  expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(await reply.text()).toContain('DTSTART;VALUE=DATE:20271224')
  await dialog.getByRole('button', { name: '已保存好' }).click()
  await dialog.getByText('我的手机').waitFor()
  await screenshot('calendar/links')
  await dialog.getByRole('button', { name: '撤销' }).click()
  await page.getByText('“我的手机”的链接已撤销').waitFor()
  expect((await fetch(link)).status).toBe(404)
  await leave()
})

test('a head sees the team, hands out what nobody has, and looks into figures and weeks', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, as('陆承泽'))
  await page.waitForURL('**/today')
  await page.getByText('团队逾期').waitFor()
  await screenshot('calendar/today-head')
  await page.goto('/team')
  const board = page.locator('.team-board')
  await board.locator('tbody tr').first().waitFor()
  await screenshot('calendar/team')

  const row = board.locator('tbody tr', { has: page.locator('td button') }).first()
  const figure = row.getByRole('button', { name: / 待办合计 / })
  const count = Number(await figure.textContent())
  await figure.click()
  const under = page.locator('.team-under')
  await under.locator('li').first().waitFor()
  expect(await under.locator('li').count()).toBe(Math.min(count, 50))
  await screenshot('calendar/team-open')

  const target = under.locator('xpath=following-sibling::tr[1]')
  await under.locator('li[draggable="true"]').first().dragTo(target)
  await page.getByText(/^1 项任务已交给 /).waitFor()

  await under.getByRole('checkbox').nth(1).check()
  await under.getByRole('button', { name: '分派' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('负责人').fill('苏棠')
  await choose(page, dialog.getByLabel('负责人'), '苏棠')
  await dialog.getByRole('button', { name: '分派' }).click()
  await page.getByText(/项任务已分派给 苏棠/).waitFor()

  await page.goto('/workload')
  const cell = page.locator('.load-table td button').first()
  await cell.waitFor()
  await screenshot('calendar/workload')
  const many = Number(await cell.textContent())
  await cell.click()
  await page.locator('.team-under li').first().waitFor()
  expect(await page.locator('.team-under li').count()).toBe(Math.min(many, 50))

  await page.goto('/calendar')
  await page.locator('.cal-entry, .cal-grid td').first().waitFor()
  const picker = page.getByRole('combobox', { name: '看谁的' })
  await picker.fill('业务一部')
  await choose(page, picker, '业务一部')
  await page.waitForURL('**who=unit-*')
  await page.locator('.cal-more').first().click()
  await page.waitForURL('**view=day*')
  await screenshot('calendar/team-day')
  await leave()
})

test('whoever answers for the policy finds the month by unit on Today', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, as('顾延青'))
  await page.waitForURL('**/today')
  await page.locator('.comp-units li').first().waitFor()
  await screenshot('calendar/today-manager')
  await leave()
  const night = await visit(browser, { baseURL: house.baseURL, scheme: 'dark' })
  await enter(night.page, as('姜苡'))
  await night.page.goto('/calendar')
  const picker = night.page.getByRole('combobox', { name: '看谁的' })
  await picker.fill('营销分公司')
  await choose(night.page, picker, '营销分公司')
  await night.page.waitForURL('**who=unit-*')
  await night.page.locator('.cal-more').first().waitFor()
  await night.screenshot('calendar/month-dark')
  await night.page.goto('/team')
  await night.page.locator('.team-board tbody tr').first().waitFor()
  await night.screenshot('calendar/team-dark')
  await night.leave()
})

test('on a phone in the dark the calendar is a list of days, the team a row of cards', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL, size: 'phone', scheme: 'dark' })
  const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await enter(page, as('周砚'))
  await page.goto('/calendar')
  await page.locator('.cal-agenda li').first().waitFor()
  await fits()
  await screenshot('calendar/phone-agenda')
  await page.locator('.cal-agenda .cal-entry').first().tap()
  await page.getByText('为什么有这项任务').waitFor()
  await leave()

  const head = await visit(browser, { baseURL: house.baseURL, size: 'phone', scheme: 'dark' })
  await enter(head.page, as('陆承泽'))
  await head.page.getByText('团队逾期').waitFor()
  await head.screenshot('calendar/phone-today', { fullPage: true })
  await head.page.goto('/team')
  await head.page.locator('.team-board tbody tr').first().waitFor()
  expect(await head.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await head.screenshot('calendar/phone-team')
  await head.page.goto('/workload')
  await head.page.locator('.load-table tbody tr').first().waitFor()
  expect(await head.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await head.screenshot('calendar/phone-workload')
  await head.leave()
})
