import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'
import { choose } from './people.ts'

const { house, as } = await sampleHouse()

/** Asks to be released from the first open tasks of whoever is signed in, one for each reason; answers what they are called. */
async function askFor({ request }: Page, reasons: readonly string[]): Promise<string[]> {
  const { rows } = await (await request.get(`/api/tasks?assignee=me&state=OPEN&limit=${reasons.length}`)).json()
  for (const [i, reason] of reasons.entries()) {
    const { id, version } = rows[i]
    const asked = await request.post(`/api/tasks/${id}/waive-asking`, { headers: { origin: house.baseURL }, data: { version, reason } })
    if (!asked.ok()) throw new Error(await asked.text())
  }
  return rows.map((r: { title: string }) => r.title)
}

const row = (page: Page, reason: string) => page.locator('.ant-table-row', { hasText: reason })
const count = (page: Page) => page.locator('.k-nav a', { hasText: '审批' }).locator('b')

test('a manager asks to be released, takes one back; the head approves, refuses with a reason and hands on', async () => {
  const { page, screenshot, leave } = await as('周砚')
  const titles = await askFor(page, ['门店迁址，年内不便接待', '总部上周刚去过', '客户并入集团采购', '点错了这一项'])
  await page.goto('/approvals')
  await page.getByText('没有等你审批的申请').waitFor()
  await page.getByRole('tab', { name: '我发起的' }).click()
  await page.waitForURL('**/approvals?view=asked')
  await row(page, '点错了这一项').getByText('待审批').waitFor()
  await row(page, '点错了这一项').getByRole('link').click()
  const panel = page.getByRole('dialog')
  await panel.getByText('业务一部 部门负责人').waitFor()
  await panel.getByRole('button', { name: '撤回申请' }).click()
  await page.getByText('申请已撤回').waitFor()
  await row(page, '点错了这一项').getByText('已撤回').waitFor()
  await screenshot('approvals/asked')
  await leave()

  const head = await as('苏棠')
  await head.page.goto('/approvals')
  await row(head.page, '门店迁址，年内不便接待').waitFor()
  const waiting = Number(await count(head.page).textContent())
  expect(waiting).toBeGreaterThanOrEqual(3)
  await head.screenshot('approvals/to-decide')
  await row(head.page, '门店迁址，年内不便接待').getByRole('link').click()
  const decision = head.page.getByRole('dialog')
  await decision.getByText('申请内容').waitFor()
  await decision.getByText('周砚').first().waitFor()
  await head.screenshot('approvals/panel')
  await decision.getByRole('button', { name: '批准' }).click()
  await head.page.getByText(`已批准 免除任务：${titles[0]}`).waitFor()
  await row(head.page, '门店迁址，年内不便接待').waitFor({ state: 'detached' })

  await row(head.page, '总部上周刚去过').getByRole('link').click()
  await decision.getByRole('button', { name: '驳回' }).click()
  await decision.getByText('驳回要写明原因').waitFor()
  await head.screenshot('approvals/refuse')
  await decision.getByLabel('审批意见').fill('总部拜访不算，按期去一次')
  await decision.getByRole('button', { name: '驳回' }).click()
  await head.page.getByText(/^已驳回 免除任务/).waitFor()

  await row(head.page, '客户并入集团采购').getByRole('link').click()
  await decision.getByRole('button', { name: '转交' }).click()
  await decision.getByLabel('谁').fill('陆承泽')
  await choose(head.page, decision.getByLabel('谁'), '陆承泽')
  await decision.getByLabel('附言').fill('涉及集团，请定')
  await head.screenshot('approvals/hand-on')
  await decision.getByRole('button', { name: '转交' }).click()
  await head.page.getByText('已转交给 陆承泽').waitFor()
  await row(head.page, '客户并入集团采购').waitFor({ state: 'detached' })
  await expect
    .poll(async () =>
      Number(
        (await count(head.page)
          .textContent({ timeout: 500 })
          .catch(() => '0')) ?? '0',
      ),
    )
    .toBe(waiting - 3)
  await head.page.getByRole('tab', { name: '我已处理' }).click()
  await row(head.page, '总部上周刚去过').getByText('已驳回').waitFor()
  await row(head.page, '门店迁址，年内不便接待').getByText('已批准').waitFor()
  await head.screenshot('approvals/decided')
  await head.leave()
})

test('on a phone in the dark a request is a card, and is decided with one hand', async () => {
  const { page, screenshot, leave } = await as('陆承泽', { size: 'phone', scheme: 'dark' })
  await page.goto('/approvals')
  const card = page.locator('.k-card-row', { hasText: '客户并入集团采购' })
  await card.waitFor()
  await screenshot('approvals/phone-list')
  await card.tap()
  const panel = page.getByRole('dialog')
  await panel.getByText('涉及集团，请定').waitFor()
  await screenshot('approvals/phone-panel')
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await panel.getByRole('button', { name: '转交' }).tap()
  await panel.getByText('一个岗位').tap()
  await panel.getByRole('combobox', { name: '岗位' }).waitFor()
  await screenshot('approvals/phone-hand-on')
  await panel.getByRole('button', { name: '取消' }).tap()
  await panel.getByRole('button', { name: '批准' }).tap()
  await page.getByText(/^已批准 免除任务/).waitFor()
  await card.waitFor({ state: 'detached' })
  await leave()
})
