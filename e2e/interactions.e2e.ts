import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'
import { choose } from './people.ts'

const { house, as } = await sampleHouse()

/** The customer a person's list of core and potential ones has at this place; its page is open afterwards. */
async function openCustomer(page: Page, place: number): Promise<string> {
  await page.goto('/customers?view=valued')
  const link = page.locator('.k-list-rows a[href^="/customers/"]').nth(place)
  const name = (await link.textContent()) ?? ''
  await link.click()
  await page.waitForURL(/\/customers\/\d+/)
  return name.trim()
}

/** A customer nobody has spoken to yet, of whoever is signed in; its page is open afterwards. */
async function newCustomer(page: Page, name: string): Promise<string> {
  const reply = await page.request.post('/api/customers', { headers: { origin: house.baseURL }, data: { name } })
  expect(await reply.text()).toContain(name)
  await page.goto(`/customers/${(await reply.json()).id}`)
  return name
}

test('a call is logged in three clicks from the customer, and stands in its tab, its timeline and the list', async () => {
  const { page, screenshot, leave } = await as('周砚')
  const name = await newCustomer(page, '北仑金翎钢构有限公司')
  await page.getByText('还没有联系过').waitFor()
  await screenshot('interactions/record-before')

  const panel = page.getByRole('dialog')
  await page.getByRole('button', { name: '记一笔互动' }).click()
  await panel.locator('textarea:focus').waitFor()
  await page.keyboard.type('金总说二号库明年三月搬迁，想一次换完立柱，先要一份分批交货表。')
  await panel.getByRole('radio', { name: '电话' }).check()
  await screenshot('interactions/log')
  await panel.getByRole('button', { name: '保存' }).click()

  await page.getByText(`已记下与 ${name} 的互动`).waitFor()
  await page.locator('.k-ev', { hasText: '周砚 电话沟通' }).getByText('金总说二号库').waitFor()
  await page.getByRole('tab', { name: '互动' }).click()
  await page.locator('.log-said', { hasText: '金总说二号库' }).waitFor()
  expect(await page.getByText('还没有联系过').count()).toBe(0)
  await screenshot('interactions/tab-one')

  await page.getByRole('button', { name: '置顶' }).click()
  await page.getByRole('button', { name: '取消置顶' }).waitFor()
  await page.getByRole('tab', { name: '动态' }).click()
  await page.locator('.k-pin', { hasText: '金总说二号库' }).waitFor()
  await screenshot('interactions/pinned')

  await page.getByRole('link', { name: '互动记录' }).click()
  await page.waitForURL('**/interactions')
  const row = page.locator('.ant-table-row', { hasText: '金总说二号库' })
  await row.getByRole('link', { name }).waitFor()
  await row.getByRole('button', { name: '更正' }).click()
  await panel.getByLabel('内容').fill('金总说二号库明年四月搬迁。')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText('互动记录已更正').waitFor()
  await page.locator('.ant-table-row', { hasText: '明年四月' }).waitFor()
  await screenshot('interactions/list')
  await leave()
})

test('a visit asks for its record; needs heard become tags; a draft outlives the panel', async () => {
  const { page, screenshot, leave } = await as('周砚')
  await newCustomer(page, '镇海松涛仓储有限公司')
  await page.getByRole('button', { name: '记一笔互动' }).waitFor()
  await page.keyboard.press('n')
  const panel = page.getByRole('dialog')
  await panel.getByRole('radio', { name: '上门' }).check()
  await panel.getByLabel('内容').fill('走访一号库，拍照十一张。')
  await panel.getByText(/^还差：.*计划号/).waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: '记一笔互动' }).click()
  expect(await panel.getByLabel('内容').inputValue()).toBe('走访一号库，拍照十一张。')
  for (const field of ['计划号', '现场地点', '运营情况', '客户反馈', '现场答疑']) await panel.getByLabel(field).fill(`${field}写好`)
  await panel.getByRole('button', { name: '技术培训' }).click()
  await panel.getByRole('button', { name: '响应慢' }).click()
  await screenshot('interactions/visit')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText(/^已记下与 .* 的互动$/).waitFor()
  await page.locator('.customers-tags').getByText('技术培训').first().waitFor()
  await page.locator('.k-ev', { hasText: '周砚 上门拜访' }).waitFor()
  await screenshot('interactions/timeline')
  await page.getByRole('tab', { name: '互动' }).click()
  await page.getByText('现场地点：现场地点写好').waitFor()
  await page.getByText('上门', { exact: true }).click()
  await page.locator('.log-said', { hasText: '走访一号库' }).waitFor()
  await page.getByText('邮件', { exact: true }).click()
  await page.getByText('没有这种方式的互动记录').waitFor()
  await page.getByText('全部', { exact: true }).click()
  await screenshot('interactions/tab')
  await leave()
})

test('anywhere else N asks first which customer', async () => {
  const { page, screenshot, leave } = await as('周砚')
  const name = await openCustomer(page, 2)
  await page.goto('/interactions?view=mine')
  await page.getByRole('heading', { name: '互动记录' }).waitFor()
  await page.keyboard.press('n')
  const panel = page.getByRole('dialog')
  await panel.getByLabel('哪家客户').fill(name.slice(0, 6))
  await page.locator('.ant-select-item-option', { hasText: name }).first().waitFor()
  await screenshot('interactions/choose')
  await choose(page, panel.getByLabel('哪家客户'), name)
  await panel.getByRole('radio', { name: '客户找我方' }).check()
  await panel.getByRole('radio', { name: '即时通讯' }).check()
  await panel.getByLabel('内容').fill('问样品什么时候到')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.locator('.ant-table-row', { hasText: '客户发来消息' }).waitFor()
  await leave()
})

test('on a phone in the dark the same three taps do, and nothing is wider than the screen', async () => {
  const { page, screenshot, leave } = await as('周砚', { size: 'phone', scheme: 'dark' })
  const fits = async () => expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await openCustomer(page, 3)
  await page.locator('.k-quick').getByText('记一笔').tap()
  const panel = page.getByRole('dialog')
  await panel.getByLabel('内容').fill('约了下周三上午看样。')
  await panel.getByText('电话', { exact: true }).tap()
  await screenshot('interactions/phone-log')
  await fits()
  await panel.getByRole('button', { name: '保存' }).tap()
  await page.locator('.k-ev', { hasText: '约了下周三上午看样' }).waitFor()
  await screenshot('interactions/phone-record')
  await fits()
  await page.getByRole('tab', { name: '互动' }).tap()
  await page.locator('.log-said', { hasText: '约了下周三' }).waitFor()
  await screenshot('interactions/phone-tab')
  await page.goto('/interactions')
  await page.locator('.k-card-row', { hasText: '约了下周三' }).waitFor()
  await screenshot('interactions/phone-list')
  await fits()
  await page.getByRole('link', { name: '记一笔' }).tap()
  await panel.getByLabel('哪家客户').waitFor()
  await screenshot('interactions/phone-choose')
  await fits()
  await leave()
})
