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

/** A core customer of whoever is signed in, whose people are still without a birthday where possible. */
const coreCustomer = (page: Page) =>
  page.evaluate(async () => {
    const { rows } = (await (await fetch('/api/customers?limit=200')).json()) as { rows: { id: number; tier: string | null }[] }
    const core = rows.filter((r) => r.tier === 'CORE')
    for (const { id } of core) {
      const people = (await (await fetch(`/api/customers/${id}/contacts`)).json()) as { rows: { birthday: string | null }[] }
      if (people.rows.some((p) => p.birthday === null)) return id
    }
    throw new Error('No core customer with such a contact')
  })

/** Chooses month and day as people do: by typing what they are called. */
async function pickDay(page: Page, label: string, month: string, day: string): Promise<void> {
  const panel = page.getByRole('dialog')
  for (const [picker, words] of [
    [panel.getByLabel(label), month],
    [panel.getByLabel('日', { exact: true }), day],
  ] as const) {
    await picker.click()
    await picker.fill(words)
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(words, { exact: true }).click()
  }
}

const line = (page: Page, title: string) => page.locator('.care-dates > li', { hasText: title })

test('a lunar day is noted and says when it comes next and what follows; a birthday needs a basis', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL })
  await enter(page, as('周砚'))
  const id = await coreCustomer(page)
  await page.goto(`/customers/${id}?tab=dates`)
  await page.getByRole('button', { name: '新增日期' }).click()
  const panel = page.getByRole('dialog')
  await panel.getByLabel('名称').fill('厂庆')
  await choose(page, panel.getByLabel('历法'), '农历')
  await pickDay(page, '哪一天', '八月', '十五')
  await panel.getByLabel('年份').fill('2008')
  await screenshot('dates/new')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText(/^已记下 厂庆，下一次是 /).waitFor()
  await line(page, '厂庆').getByText('成立纪念日 · 每年农历八月十五 · 2008 年起').waitFor()
  await line(page, '厂庆').getByText(/礼品/).waitFor()
  await line(page, '厂庆').getByText('EVT-02').waitFor()

  await page.getByRole('button', { name: '新增日期' }).click()
  await choose(page, panel.getByLabel('种类'), '新品发布')
  await panel.getByLabel('名称').fill('新品发布会')
  await pickDay(page, '哪一天', '12月', '18日')
  await panel.getByLabel('每年都过').click()
  await panel.getByLabel('年份').fill('2024')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText('已记下 新品发布会').waitFor()
  await page.getByRole('list', { name: '已过' }).getByText('新品发布会').waitFor()

  await page.getByRole('button', { name: '新增生日' }).click()
  await panel.getByText(/没有依据不保存/).waitFor()
  await panel.getByLabel('联系人').click()
  const first = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').first()
  const name = (await first.textContent()) ?? ''
  await first.click()
  await choose(page, panel.getByLabel('历法'), '农历闰月')
  await pickDay(page, '生日', '六月', '初八')
  await panel.getByText('还差：依据').waitFor()
  await screenshot('dates/birthday')
  await panel.getByLabel('依据').fill('本人同意')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText(`${name} 生日 已保存`).waitFor()
  await line(page, `${name} 生日`)
    .getByText(/每年农历闰六月初八 · 当年没有这一天，按农历六月初八过 · 依据：本人同意/)
    .waitFor()
  await line(page, `${name} 生日`).getByText('CARE-27').waitFor()
  await screenshot('dates/list')

  await page.getByRole('button', { name: '修改：厂庆' }).click()
  await panel.getByLabel('名称').fill('建厂纪念日')
  await panel.getByRole('button', { name: '保存' }).click()
  await line(page, '建厂纪念日').waitFor()
  await page.getByRole('button', { name: '修改：建厂纪念日' }).click()
  await screenshot('dates/change')
  await panel.getByRole('button', { name: '删除这个日期' }).click()
  await page.getByText('建厂纪念日 已删除').waitFor()
  await line(page, '建厂纪念日').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: `修改：${name} 生日` }).click()
  await panel.getByRole('button', { name: '删除这个生日' }).click()
  await page.getByText(`${name} 生日 已删除`).waitFor()
  await leave()
})

test('on a phone in the dark the dates are lines, and one is added with one hand', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL: house.baseURL, size: 'phone', scheme: 'dark' })
  await enter(page, as('周砚'))
  const id = await coreCustomer(page)
  await page.goto(`/customers/${id}?tab=dates`)
  await page.getByRole('button', { name: '新增日期' }).tap()
  const panel = page.getByRole('dialog')
  await panel.getByText('周年庆').tap()
  await panel.getByLabel('名称').fill('开业周年')
  await pickDay(page, '哪一天', '3月', '8日')
  await screenshot('dates/phone-new')
  await panel.getByRole('button', { name: '保存' }).tap()
  await line(page, '开业周年').scrollIntoViewIfNeeded()
  await page.getByText(/^已记下 开业周年/).waitFor({ state: 'detached' })
  await screenshot('dates/phone-list')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await leave()
})
