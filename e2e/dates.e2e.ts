import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'
import { choose } from './people.ts'

const { as } = await sampleHouse()

/** A core customer of whoever is signed in, where somebody is still without a birthday. */
async function coreCustomer({ request }: Page): Promise<number> {
  const { rows } = await (await request.get('/api/customers?limit=200')).json()
  for (const { id, tier } of rows) {
    if (tier !== 'CORE') continue
    const people = await (await request.get(`/api/customers/${id}/contacts`)).json()
    if (people.rows.some((p: { birthday: string | null }) => p.birthday === null)) return id
  }
  throw new Error('No core customer with such a contact')
}

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
  const { page, screenshot, leave } = await as('周砚')
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
  const { page, screenshot, leave } = await as('周砚', { size: 'phone', scheme: 'dark' })
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
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await leave()
})
