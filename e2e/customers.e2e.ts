import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

test('the book is searched by pinyin, narrowed, and walked through with the list’s filter', async () => {
  const { page, leave } = await as('姜苡')
  await page.goto('/customers?view=valued&f=industryCode.is.C')
  await page.getByPlaceholder('名称、拼音、电话后四位').fill('ningbo')
  const note = page.locator('.k-head-note')
  await page.waitForURL('**q=ningbo**')
  const counted = async () => Number(/^(\d+) 家/.exec((await note.textContent()) ?? '')?.[1])
  await expect.poll(counted).toBeLessThan(20)
  const count = await counted()
  expect(count).toBeGreaterThan(1)
  expect(await page.locator('tr.ant-table-row').count()).toBe(count)
  await page.locator('tr.ant-table-row a').first().click()
  await page.getByText(`1 / ${count}`).waitFor()
  await page.getByRole('link', { name: '下一条' }).click()
  await page.getByText(`2 / ${count}`).waitFor()
  await page.getByRole('link', { name: '客户', exact: true }).first().click()
  await page.waitForURL('**/customers**')
  await leave()
})

const fillNew = async (page: Page, name: string) => {
  await page.getByLabel('客户名称').fill(name)
  await page.getByLabel('所在地').click()
  await page.keyboard.type('宁波')
  await page.locator('.ant-cascader-menu-item', { hasText: '宁波' }).first().click()
}

test('a customer that exists is shown while its name is typed; a new one is created and filled in where it stands', async () => {
  const { page, leave } = await as('姜苡')
  await page.goto('/customers')
  const known = (await page.locator('tr.ant-table-row a').first().textContent()) ?? ''
  await page.keyboard.press('n')
  await page.getByLabel('客户名称').fill(known)
  await page.getByText('可能已经有了：').waitFor()
  await fillNew(page, '宁波试验田机械有限公司')
  await page.getByText('可能已经有了：').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '建立客户' }).click()
  await page.getByText('宁波试验田机械有限公司 已建立').waitFor()
  await page.getByText('浙江 宁波').waitFor()

  await page.getByRole('button', { name: '编辑 地址' }).click()
  await page.keyboard.type('海棠路 8 号')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '编辑 地址' }).getByText('海棠路 8 号').waitFor()

  await page.getByRole('button', { name: '加联系人' }).click()
  await page.getByLabel('姓名').fill('裴振声')
  await page.getByLabel('职务').fill('总经理')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('裴振声 已加入').waitFor()

  await page.getByRole('tab', { name: '订单' }).click()
  await page.getByRole('button', { name: '记一张订单' }).click()
  await page.getByLabel('订单号').fill('DD-E2E-1')
  await page.getByLabel('净额').fill('880000')
  await page.getByRole('dialog').getByRole('button', { name: '记一张订单' }).click()
  await page.getByText('订单 DD-E2E-1 已记下').waitFor()
  await page.getByText('88.00 万元', { exact: true }).waitFor()
  await page.goto(page.url().replace(/\?.*/, ''))
  await page.getByText('下单 DD-E2E-1').waitFor()
  await leave()
})

test('two people change one fact: the second sees both values and chooses', async () => {
  const first = await as('姜苡')
  const second = await as('任开原', { expected: [/customers\/\d+ 409/, /customers\/\d+\)/] })
  await first.page.goto('/customers?q=KH-00218')
  await first.page.locator('tr.ant-table-row a').click()
  await first.page.getByRole('button', { name: '编辑 来源' }).waitFor()
  await second.page.goto(first.page.url())
  await second.page.getByRole('button', { name: '编辑 来源' }).click()
  await second.page.locator('#fact-source').fill('老客户介绍')

  await first.page.getByRole('button', { name: '编辑 来源' }).click()
  await first.page.locator('#fact-source').fill('华东仓储展')
  await first.page.keyboard.press('Enter')
  await first.page.getByRole('button', { name: '编辑 来源' }).getByText('华东仓储展').waitFor()

  await second.page.locator('#fact-source').press('Enter')
  await second.page.getByText('现在的值').waitFor()
  await second.page.locator('.k-conflict').getByText('华东仓储展').waitFor()
  await second.page.getByRole('button', { name: '用我填的' }).click()
  await second.page.getByRole('button', { name: '编辑 来源' }).getByText('老客户介绍').waitFor()
  await first.leave()
  await second.leave()
})

test('a tier answers why, with the cell of the table and what would change it, at a desk and on a phone', async () => {
  for (const size of ['desktop', 'phone'] as const) {
    const { page, leave } = await as('姜苡', { size, scheme: size === 'phone' ? 'dark' : 'light' })
    await page.goto('/customers?f=tier.is.CORE&f=stage.is.MATURE')
    await page.locator('.k-list-rows').getByRole('link').filter({ hasText: '公司' }).first().click()
    await page.getByRole('button', { name: '为什么是核心' }).click()
    await page.getByText(/^得分 1[35] = /).waitFor()
    await page.getByText(/对照表给出核心/).waitFor()
    expect(await page.locator('.why-table [aria-current]').textContent()).toContain('核心')
    await page.getByText('怎样会变').waitFor()
    await page.getByText(/^所依条文/).click()
    await page.locator('.why-clauses').getByText('生命周期阶段').waitFor()
    await leave()
  }
})

test('the timeline shows each order on its own day, and moves between tiers among them', async () => {
  const { page, leave } = await as('姜苡')
  await page.goto('/customers?q=KH-00218')
  await page.locator('tr.ant-table-row a').first().click()
  await page.waitForURL('**/customers/*')
  await page.goto(`${new URL(page.url()).pathname}?tab=timeline`)
  const ordered = page.locator('.k-ev', { hasText: '下单 DD-' })
  await ordered.first().waitFor()
  const days = await ordered.evaluateAll((lines) =>
    lines.map((line) => [line.querySelector('time')?.dateTime, /\d{4}-\d\d-\d\d/.exec(line.querySelector('p')?.textContent ?? '')?.[0]]),
  )
  expect(days.length).toBeGreaterThan(5)
  expect(days.filter(([stands, said]) => stands !== said)).toEqual([])
  expect(new Set(days.map(([stands]) => stands?.slice(0, 7))).size).toBeGreaterThan(3)
  await page.getByText('层级变为').first().waitFor()
  await leave()
})

test('the auditor reads everything, changes nothing, and sees no phone number', async () => {
  const { page, leave } = await as('裴昭')
  await page.goto('/customers?f=tier.is.CORE')
  await page.getByText('没有编辑客户的权限').waitFor()
  await page.locator('tr.ant-table-row a').first().click()
  await page.locator('.customers-person-open').first().click()
  await page.getByText('联系方式已按你的权限遮蔽。').waitFor()
  expect(await page.getByRole('button', { name: /^编辑 / }).count()).toBe(0)
  expect(await page.getByText(/1[3-9]\d{9}/).count()).toBe(0)
  await leave()
})
