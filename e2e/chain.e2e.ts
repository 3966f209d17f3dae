import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyHouse } from './journey.ts'
import { choose, found } from './people.ts'

const administrator = { login: 'shenzhiyuan', password: '海棠 书架 湖面 4 号' }
const book = [
  '海棠精密机械',
  '云帆连锁超市',
  '锦川纺织',
  '百川制造',
  '鼎蔚商业',
  '盛舟餐饮',
  '栖途广告',
  '行格汽车配件',
  '润峻数控机床',
  '长捷酒店',
]
const csv = (lines: readonly string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`)

const customers = csv([
  '客户名称,负责人,电话',
  ...book.map((name, i) => `宁波${name}有限公司,沈知远,0574-861022${String(i).padStart(2, '0')}`),
])

/** Three years of orders: one buys every month and much, the others twice a year and little. */
const orders = csv([
  '订单号,客户名称,下单日期,金额(元)',
  ...book.flatMap((name, i) =>
    Array.from({ length: i === 0 ? 24 : 6 }, (_, k) => {
      const month = i === 0 ? k : 4 * k + (i % 4)
      const day = new Date(Date.UTC(2026, 9 - month, 5 + i)).toISOString().slice(0, 10)
      return `DD-${i}-${k},宁波${name}有限公司,${day},${i === 0 ? 90_000 : 8_000}`
    }),
  ),
])

const { house, visit } = await emptyHouse()

async function importFile(page: Page, kind: string, name: string, buffer: Buffer, rows: number): Promise<void> {
  await page.goto(`/import?kind=${kind}`)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
  await page.getByText('文件里的列').waitFor()
  await page.getByRole('button', { name: '下一步：查重与预览' }).click()
  await page.getByRole('button', { name: `导入 ${rows} 行` }).click()
  await page.waitForURL(/\/import\/\d+$/)
  await page.getByRole('button', { name: '整批撤回' }).waitFor()
}

/** Waits for what the worker does by itself after an import or a new policy. */
const soon = { timeout: 60_000 }

async function openTasks(page: Page, rule: string): Promise<number> {
  const reply = await page.request.get(`/api/tasks?state=OPEN&ruleId=${rule}&limit=200`)
  return (await reply.json()).rows.length
}

async function report(panel: Locator): Promise<void> {
  for (const box of await panel.locator('.tasks-checks').getByRole('checkbox').all()) await box.check()
  for (const box of await panel.locator('textarea').all()) await box.fill('设备运行正常，联系人没有变化。')
}

test('a new company walks the whole chain: files in, tiers, a stricter policy tried out and published, duties done, postponed and waived, and how the rule was kept', async () => {
  const { page, screenshot, leave } = await visit()
  await found(page, house.setUpLink ?? '', administrator)
  await importFile(page, 'customers', '客户.csv', customers, book.length)
  await importFile(page, 'orders', '订单.csv', orders, 24 + 6 * (book.length - 1))

  // Tiers and duties follow by themselves.
  await expect.poll(() => openTasks(page, 'CARE-03'), soon).toBeGreaterThan(0)
  await page.goto('/customers')
  await page.getByRole('link', { name: '宁波海棠精密机械有限公司' }).click()
  await page.getByRole('button', { name: /^为什么是/ }).click()
  await page.locator('.why-table [aria-current]').waitFor()
  await screenshot('chain/why-tier')
  await page.keyboard.press('Escape')

  const before = await openTasks(page, 'CARE-03')
  await page.goto('/policies/write?chapter=care')
  const every = page.getByRole('textbox', { name: 'CARE-03 周期' })
  await every.fill('3')
  await every.press('Enter')
  await page.getByText('改了 1 处').waitFor()
  await page.getByRole('button', { name: '试算与发布' }).click()
  await page.getByRole('button', { name: '试算', exact: true }).click()
  await page.getByText('任务增减').waitFor(soon)
  const figure = async (name: RegExp) => {
    const button = page.getByRole('button', { name })
    return (await button.count()) === 0 ? 0 : Number(((await button.textContent()) ?? '').replace(/\D/g, ''))
  }
  const [added, ended] = [await figure(/^CARE-03 新增/), await figure(/^CARE-03 取消/)]
  expect(added).toBeGreaterThan(0)
  await screenshot('chain/preview')
  await page.locator('.preview-side').getByRole('button', { name: '发布', exact: true }).click()
  await page.waitForURL('**/policies/compare?from=1&to=2')
  await expect.poll(() => openTasks(page, 'CARE-03'), soon).toBe(before + added - ended)

  const { rows } = await (await page.request.get('/api/tasks?state=OPEN&ruleId=CARE-03&limit=3')).json()
  const [first, second, third] = rows as { id: number; customerName: string; dueOn: string }[]
  const panel = page.getByRole('dialog')
  await page.goto(`/tasks?view=all&task=${first?.id}`)
  await panel.getByText('为什么有这项任务').waitFor()
  await panel.getByText('制度第 2 版').waitFor()
  await panel
    .getByText(/《公司客户管理规定》/)
    .first()
    .waitFor()
  await screenshot('chain/why-task')
  await panel.getByRole('button', { name: '登记完成' }).click()
  await choose(page, panel.getByLabel('方式'), '电话')
  await report(panel)
  await panel.getByRole('button', { name: '登记完成' }).click()
  await page.getByText(/已登记完成$/).waitFor()

  await page.goto(`/tasks?view=all&task=${second?.id}&act=postpone`)
  await panel.getByLabel('约在哪天').fill('2030-06-30')
  await panel.getByLabel('理由').fill('客户出差，回来再约')
  await panel.getByRole('button', { name: '约时间' }).click()
  await page.getByText(/已约在 2030-06-30，到期日不变/).waitFor()

  await page.goto(`/tasks?view=all&task=${third?.id}&act=waive`)
  await panel.getByLabel('理由').fill('客户停产一年')
  await panel.getByRole('button', { name: '免除', exact: true }).click()
  await page.getByText(/已免除$/).waitFor()

  await page.goto('/compliance')
  await page.getByText('本年', { exact: true }).click()
  await page.locator('.comp-rules a', { hasText: '普通客户年度维护' }).click()
  await page.waitForURL('**/compliance/rules/CARE-03**')
  await page.getByText('期内还会到期').waitFor()
  await screenshot('chain/rule')
  await page.goto(`/tasks?view=all&task=${third?.id}`)
  await panel.getByText('客户停产一年').waitFor()
  await leave()
})
