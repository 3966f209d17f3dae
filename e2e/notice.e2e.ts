import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'
import { choose } from './people.ts'

const { as } = await sampleHouse()

/** Open visits of whoever is signed in that no customer was told of, one a customer, as the API tells them. */
async function untold({ request }: Page): Promise<number[]> {
  const found = new Map<number, number>()
  for (const kind of ['PRODUCT_VISIT', 'ANNUAL_VISIT']) {
    const { rows } = await (await request.get(`/api/tasks?assignee=me&state=OPEN&kind=${kind}&limit=200`)).json()
    for (const { id, customerId } of rows) {
      const { notice } = await (await request.get(`/api/tasks/${id}`)).json()
      if (notice?.standing === 'DUE' && !found.has(customerId)) found.set(customerId, id)
    }
  }
  return [...found.values()]
}

async function fillReport(panel: Locator): Promise<void> {
  for (const box of await panel.locator('.tasks-checks').getByRole('checkbox').all()) await box.check()
  const place = panel.getByLabel('现场地点')
  if ((await place.count()) > 0) await place.fill('北仑厂区二号库')
  for (const box of await panel.locator('textarea').all()) await box.fill('货架使用正常，客户问交期能否再快些。')
}

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format()

test('CARE-15 whoever makes a visit notes that the customer was told, or reports it without', async () => {
  const { page, screenshot, leave } = await as('沈知远')
  await page.goto('/today')
  const [visit, other] = await untold(page)
  if (!visit || !other) throw new Error('The sample has no visits to announce')
  await page.goto(`/tasks?task=${visit}`)
  const panel = page.getByRole('dialog')
  const telling = panel.getByRole('region', { name: '提前告知客户' })
  await telling.getByText('办之前至少提前 1 天告知客户。').waitFor()
  await screenshot('notice/due')
  await telling.getByRole('button', { name: '已告知' }).click()
  await choose(page, telling.getByLabel('方式'), '电话')
  await screenshot('notice/noting')
  await telling.getByRole('button', { name: '登记告知' }).click()
  await telling.getByText(/^\d\d-\d\d 已电话告知客户。$/).waitFor()
  await screenshot('notice/told')

  await page.goto(`/tasks?task=${other}&act=do`)
  await panel.getByText('没有提前告知就留空，会记为未告知，不影响登记。').waitFor()
  await panel.getByLabel('哪天告知客户的').fill(today())
  await panel.getByText('要提前至少 1 天才算，这样会记为告知太晚。').waitFor()
  await screenshot('notice/report')
  await fillReport(panel)
  await panel.getByRole('button', { name: '登记完成' }).click()
  await page.getByText(/已登记完成$/).waitFor()
  await page.goto(`/tasks?view=all&task=${other}`)
  await panel.getByText(/才告知，太晚$/).waitFor()
  await screenshot('notice/done')
  await panel.locator('.tasks-whose a').click()
  await page.waitForURL('**/customers/*?tab=care')
  await leave()
})

test('CARE-15 the manager sees how customers are told, down to the task', async () => {
  const { page, screenshot, leave } = await as('顾延青')
  await page.goto('/compliance')
  await page.locator('.comp-rules').getByRole('link', { name: '事前告知' }).click()
  await page.waitForURL('**/compliance/rules/CARE-15**')
  await page.getByText('按负责人').first().waitFor()
  await screenshot('notice/rule')
  await page.locator('.k-stats a[href^="/compliance/records"]').first().click()
  await page.waitForURL('**/compliance/records**')
  const task = page.locator('.k-list-rows a[href^="/tasks?task="]').first()
  await task.waitFor()
  await page.getByText('告知太晚').first().waitFor()
  await screenshot('notice/records')
  await task.click()
  await page.getByRole('dialog').getByText('提前告知', { exact: true }).waitFor()
  await screenshot('notice/record-task')
  await leave()
})

test('on a phone in the dark the customer is told with one hand', async () => {
  const { page, screenshot, leave } = await as('沈知远', { size: 'phone', scheme: 'dark' })
  await page.goto('/today')
  const [visit] = await untold(page)
  await page.goto(`/tasks?task=${visit}`)
  const telling = page.getByRole('dialog').getByRole('region', { name: '提前告知客户' })
  await telling.getByRole('button', { name: '已告知' }).tap()
  await telling.getByRole('button', { name: '登记告知' }).waitFor()
  await telling.scrollIntoViewIfNeeded()
  await screenshot('notice/phone')
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await leave()
})
