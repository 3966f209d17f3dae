import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'
import { choose } from './people.ts'

const { as } = await sampleHouse()

test('an account manager begins with today: does one task, agrees a day for another, and sees why it is there', async () => {
  // A day after the window without a reason is refused on purpose.
  const { page, screenshot, leave } = await as('周砚', { expected: [/planned 400/, /planned\)$/] })
  await page.goto('/')
  await page.waitForURL('**/today')
  const rows = page.locator('.tasks-rows > li')
  await rows.first().waitFor()
  await screenshot('tasks/today')

  const first = rows.first()
  const name = (await first.locator('.tasks-name button').textContent()) ?? ''
  await first.getByRole('button', { name: /^为什么：/ }).click()
  const why = page.locator('.k-why')
  await why.getByText(/之间完成算按期/).waitFor()
  await why.getByText('制度第 1 版').waitFor()
  await why.getByText(/《.+》/).waitFor()
  await screenshot('tasks/why')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await why.waitFor({ state: 'hidden' })

  await first.hover()
  await first.getByRole('button', { name: '完成' }).click()
  await page.waitForURL('**task=*&act=do')
  const panel = page.getByRole('dialog')
  await choose(page, panel.getByLabel('方式'), '')
  await fillReport(panel)
  await screenshot('tasks/report')
  await panel.getByRole('button', { name: '登记完成' }).click()
  await page.getByText(new RegExp(`^${name} .+已登记完成$`)).waitFor()
  await page.waitForURL((url) => !url.search.includes('task='))

  const second = rows.first()
  await second.hover()
  await second.getByRole('button', { name: '约时间' }).click()
  await panel.getByLabel('约在哪天').fill('2027-06-30')
  await panel.getByRole('button', { name: '约时间' }).click()
  await panel.getByText(/超过最晚日期/).waitFor()
  await panel.getByLabel('理由').fill('客户出差，六月回来')
  await panel.getByRole('button', { name: '约时间' }).click()
  await page.getByText(/已约在 2027-06-30，到期日不变/).waitFor()
  await panel.getByText('为什么有这项任务').waitFor()
  await screenshot('tasks/panel')
  await leave()
})

test('whoever hands out work sees what nobody has, waives with a reason, and finds it on the customer', async () => {
  const { page, screenshot, leave } = await as('姜苡')
  await page.goto('/tasks?view=all')
  await page.locator('tr.ant-table-row, .ant-table-row').first().waitFor()
  await screenshot('tasks/list')
  await page.locator('.ant-table-row a').first().click()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: '免除' }).click()
  await panel.getByLabel('理由').fill('客户停业装修')
  await panel.getByRole('button', { name: '免除' }).click()
  await page.getByText(/ 已免除$/).waitFor()
  await page.locator('.ant-table-row a').first().click()
  await panel.locator('.tasks-whose a').click()
  await page.waitForURL('**/customers/*?tab=care')
  await page.getByText('办过的').waitFor()
  await screenshot('tasks/customer')
  await page.getByRole('button', { name: '新建任务' }).click()
  await panel.getByLabel('要做什么').fill('送新版样册')
  await panel.getByRole('button', { name: '新建任务' }).click()
  await page.getByText('任务已建立').waitFor()
  await page.getByRole('list', { name: '在办' }).getByRole('button', { name: '送新版样册' }).waitFor()
  await leave()
})

test('whoever does the work asks to be released; the head of the unit approves, and it is waived', async () => {
  const asking = await as('周砚')
  const { page } = asking
  await page.goto('/')
  await page.waitForURL('**/today')
  await page.locator('.tasks-name button').first().click()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: '申请免除' }).click()
  await panel.getByLabel('理由').fill('客户停业装修到明年三月')
  await asking.screenshot('tasks/ask-waive')
  await panel.getByRole('button', { name: '申请免除' }).click()
  await page.getByText(/^已申请免除 .+，等 业务一部 部门负责人 审批$/).waitFor()
  await panel.getByText('周砚 申请免除：客户停业装修到明年三月').waitFor()
  await panel.getByText('等 业务一部 部门负责人 审批，批准之前照旧要办。').waitFor()
  await asking.screenshot('tasks/waive-asked')
  const task = new URL(page.url()).searchParams.get('task')

  const deciding = await as('苏棠')
  await deciding.page.goto('/approvals')
  await deciding.page.locator('.ant-table-row a').first().click()
  const inbox = deciding.page.getByRole('dialog')
  await inbox.getByText('客户停业装修到明年三月').waitFor()
  await inbox.getByRole('button', { name: '批准' }).click()
  await deciding.page.getByText(/^已批准 /).waitFor()
  await deciding.leave()

  await page.goto(`/tasks?view=all&task=${task}`)
  await panel.getByText('免除', { exact: true }).waitFor()
  await panel.getByText('客户停业装修到明年三月').waitFor()
  expect(await panel.getByRole('button', { name: '申请免除' }).count()).toBe(0)
  await asking.leave()
})

test('CARE-04 without a new product whoever does it releases itself, as the policy says', async () => {
  const { page, screenshot, leave } = await as('周砚')
  const reply = await page.request.get('/api/tasks?assignee=me&state=OPEN&kind=PRODUCT_RECOMMENDATION')
  const [{ id }] = (await reply.json()).rows
  await page.goto(`/today?task=${id}&act=waive`)
  const panel = page.getByRole('dialog')
  await panel.getByRole('radio', { name: /^没有新品/ }).check()
  await screenshot('tasks/ground')
  await panel.getByRole('button', { name: '免除', exact: true }).click()
  await page.getByText(/ 已免除$/).waitFor()
  await panel.getByText('没有新品', { exact: true }).waitFor()
  await leave()
})

/** Ticks every checklist, of what is done along too, and writes something wherever words are asked for. */
async function fillReport(panel: Locator): Promise<void> {
  for (const box of await panel.locator('.tasks-checks').getByRole('checkbox').all()) await box.check()
  const place = panel.getByLabel('现场地点')
  if ((await place.count()) > 0) await place.fill('北仑厂区二号库')
  for (const box of await panel.locator('textarea').all()) await box.fill('货架使用正常，客户问交期能否再快些。')
}

type Together = { id: number; channels: string[] }

/** An open task of whoever is signed in that one visit could serve along with others, as the API tells them. */
async function visitWithOthers({ request }: Page): Promise<Together> {
  const { rows } = await (await request.get('/api/tasks?assignee=me&state=OPEN&limit=200')).json()
  for (const { id } of rows) {
    const { rule, together } = await (await request.get(`/api/tasks/${id}`)).json()
    const [other] = together
    const fits = (r: { channels: string[] } | null) => r === null || r.channels.length === 0 || r.channels.includes('VISIT')
    if (other && fits(other.rule) && rule.channels.includes('VISIT')) return { id, channels: rule.channels }
  }
  throw new Error('The sample has no duties that fall together')
}

test('C12 one visit does two duties: one appointment, one report, one contact on record, each duty done for itself', async () => {
  const { page, screenshot, leave } = await as('沈知远')
  await page.goto('/')
  await page.waitForURL('**/today')
  const first = await visitWithOthers(page)
  await page.goto(`/today?task=${first.id}`)
  const panel = page.getByRole('dialog')
  await panel.getByRole('heading', { name: '可以一并办' }).waitFor()
  await screenshot('tasks/together')
  await panel.getByRole('button', { name: '登记完成' }).click()
  await panel.locator('.tasks-also').first().locator('> .ant-checkbox-wrapper input').check()
  if (first.channels.length > 1) await choose(page, panel.getByLabel('方式'), '上门')
  await fillReport(panel)
  await panel.locator('.tasks-together').scrollIntoViewIfNeeded()
  await screenshot('tasks/report-together')
  await panel.getByRole('button', { name: '登记完成' }).click()
  await page.getByText(/ 等 \d 项已登记完成$/).waitFor()
  await page.goto(`/today?task=${first.id}`)
  await panel.getByText('完成情况').waitFor()
  await screenshot('tasks/done-together')
  await panel.locator('.tasks-whose a').click()
  await page.waitForURL('**/customers/*?tab=care')
  await page.getByText('办过的').waitFor()
  await screenshot('tasks/customer-together')
  await leave()
})

test('on a phone in the dark the day is cards, and a task is done with one hand', async () => {
  const { page, screenshot, leave } = await as('周砚', { size: 'phone', scheme: 'dark' })
  await page.goto('/')
  await page.waitForURL('**/today')
  await page.locator('.tasks-cards > li').first().waitFor()
  await screenshot('tasks/phone-today')
  await page.locator('.tasks-cards > li').first().getByRole('button', { name: '完成' }).tap()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: '登记完成' }).waitFor()
  await screenshot('tasks/phone-report')
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await page.goto('/tasks')
  await page.locator('.k-card-row').first().waitFor()
  await screenshot('tasks/phone-list')
  await page.locator('.k-card-row').first().tap()
  await panel.getByText('为什么有这项任务').waitFor()
  await screenshot('tasks/phone-panel')
  const { id } = await visitWithOthers(page)
  await page.goto(`/today?task=${id}&act=do`)
  await panel.locator('.tasks-also').first().scrollIntoViewIfNeeded()
  await screenshot('tasks/phone-together')
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await leave()
})

test('whoever opens a page by its address without the right reads what it is for and who has it', async () => {
  for (const size of ['desktop', 'phone'] as const) {
    const { page, screenshot, leave } = await as('顾延青', { size, scheme: size === 'phone' ? 'dark' : 'light' })
    await page.goto('/team')
    await page.getByText('这一页需要“分派任务”权限').waitFor()
    await page.getByText(/有这项权限的角色：.*综合部负责人/).waitFor()
    await page.getByText(/团队页按人看任务/).waitFor()
    expect(await page.getByText('tasks.assign').count()).toBe(0)
    await screenshot(`tasks/no-right-${size}`)
    await leave()
  }
})
