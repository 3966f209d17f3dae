import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sizes, widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'
import { choose } from './people.ts'

const { as } = await sampleHouse()

const panelOf = (page: Page) => page.getByRole('dialog')

test('CARE-18 whoever lacks a strategy is found; it is drafted from the template, and an action becomes a task', async () => {
  const { page, screenshot, leave } = await as('周砚')
  await page.goto('/plans')
  await page.getByRole('tab', { name: /进行中/ }).waitFor()
  await page.locator('.k-grid .ant-table-row').first().waitFor()
  await screenshot('plans/active')
  await page.getByRole('tab', { name: /缺提升计划/ }).click()
  await page.getByText(/家中 \d+ 家已有/).waitFor()
  await screenshot('plans/lacking')
  const first = page.locator('.k-grid .ant-table-row a').first()
  const name = (await first.textContent()) ?? ''
  await first.click()
  const panel = panelOf(page)
  await panel.getByText('按“扩大份额”模板起草，可以改').waitFor()
  expect(await panel.getByLabel('名称').inputValue()).toBe('扩大份额')
  await panel.getByLabel('看什么指标').fill('近 12 个月净额到 50 万元')
  await choose(page, panel.getByLabel('由谁做 1'), '周砚')
  const due = await page.evaluate(() => new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10))
  await panel.getByLabel('哪天前 1').fill(due)
  await panel.getByLabel('哪天前 1').press('Tab')
  await panel.getByRole('button', { name: '去掉第 4 项' }).click()
  await screenshot('plans/new')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText('计划已保存，新增 1 项任务').waitFor()
  await page.getByRole('tab', { name: /进行中/ }).click()
  await page.locator('.k-grid .ant-table-row a', { hasText: name }).first().click()
  await panel.getByText('近 12 个月净额到 50 万元').waitFor()
  await panel.getByText(/周砚 · 待办/).waitFor()
  await screenshot('plans/plan')

  await panel.getByRole('button', { name: '修改' }).click()
  await panel.getByLabel('名称').fill('扩大门店份额')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText('计划已修改').waitFor()
  await panel.getByRole('link', { name }).click()
  await page.getByRole('list', { name: '进行中' }).getByText('扩大门店份额').waitFor()
  await screenshot('plans/customer')
  await page.getByRole('link', { name: '扩大门店份额' }).click()
  await panel.getByRole('button', { name: '撤回' }).click()
  await panel.getByLabel('原因').fill('客户停产')
  await panel.getByRole('button', { name: '撤回' }).click()
  await page.getByText('计划已撤回').waitFor()
  await panel.getByText('客户停产').waitFor()
  await leave()
})

test('CARE-24 what came of plans that are over stands beside the tiers at both ends', async () => {
  const { page, screenshot, leave } = await as('姜苡')
  await page.goto('/plans?view=over')
  await page.getByText('达到目标').first().waitFor()
  await page.getByText('未达目标').first().waitFor()
  await screenshot('plans/over')
  await page.locator('.k-grid .ant-table-row', { hasText: '达到目标' }).locator('a').first().click()
  await panelOf(page)
    .getByText(/^从潜力到核心/)
    .waitFor()
  await screenshot('plans/reached')
  await leave()
})

test('CARE-25 the plan of the next year is written, sent to the general manager and approved; its actions are tasks then', async () => {
  const lead = await as('姜苡')
  const { page } = lead
  await page.goto('/plans')
  await page.getByText('年度计划', { exact: true }).click()
  await page.getByText('已批准').waitFor()
  await lead.screenshot('plans/annual')
  await page.locator('.k-grid .ant-table-row', { hasText: '草稿' }).locator('a').first().click()
  const panel = panelOf(page)
  await panel.getByRole('button', { name: '修改' }).click()
  await panel.getByLabel('目标').fill('大客户续约率 96%\n核心客户净增 9 家')
  await panel.getByLabel('由谁做 1').fill('韩东升')
  await choose(page, panel.getByLabel('由谁做 1'), '韩东升')
  const year = await page.evaluate(() => new Date().getFullYear() + 1)
  await panel.getByLabel('哪天前 1').fill(`${year}-03-31`)
  await panel.getByLabel('哪天前 1').press('Tab')
  await lead.screenshot('plans/annual-change')
  await panel.getByRole('button', { name: '保存' }).click()
  await page.getByText('年度计划已修改').waitFor()
  await panel.getByText('核心客户净增 9 家').waitFor()
  await panel.getByRole('button', { name: '提交审批' }).click()
  await panel.getByText('等 总经理 决定').waitFor()
  await lead.screenshot('plans/annual-asked')

  const manager = await as('顾延青')
  await manager.page.goto('/approvals')
  await manager.page.getByRole('link', { name: new RegExp(`年度维护计划：${year} 年，全公司`) }).click()
  await panelOf(manager.page).getByText('大客户续约率 96%；核心客户净增 9 家').waitFor()
  await manager.screenshot('plans/approval')
  await panelOf(manager.page).getByRole('button', { name: '批准' }).click()
  await manager.page.getByText(/^已批准/).waitFor()
  await manager.leave()

  await page.reload()
  await panelOf(page)
    .getByText(/韩东升 · 待办/)
    .waitFor()
  await panelOf(page).getByText('已批准').waitFor()
  await lead.screenshot('plans/annual-approved')
  await lead.leave()
})

test('on a phone in the dark plans are cards, and one is written with one hand', async () => {
  const { page, screenshot, leave } = await as('沈知远', { size: 'phone', scheme: 'dark' })
  for (const [path, name] of [
    ['/plans', 'active'],
    ['/plans?view=no-personal', 'lacking'],
    ['/plans?view=over', 'over'],
    ['/plans/annual', 'annual'],
  ]) {
    await page.goto(`${path}`, { waitUntil: 'networkidle' })
    expect([path, await widthOf(page)]).toEqual([path, sizes.phone.width])
    await screenshot(`plans/phone-${name}`)
  }
  await page.locator('.k-card-row a').first().tap()
  await panelOf(page).getByRole('heading', { name: '目标' }).waitFor()
  await screenshot('plans/phone-year')
  await page.goto('/plans?view=no-personal')
  await page.locator('.k-card-row a').first().tap()
  await panelOf(page).getByLabel('名称').waitFor()
  await screenshot('plans/phone-new')
  await panelOf(page).getByRole('button', { name: '保存' }).tap()
  await page.getByText('计划已保存').waitFor()
  await leave()
})
