import { expect, test } from 'vitest'
import { emptyHouse } from './journey.ts'
import { choose, enter, found } from './people.ts'

const administrator = { login: 'admin', password: '海棠 书架 湖面 4 号' }
const colleague = { login: 'sutang', password: '青瓷 渡口 晚风 7 级' }

const { house, visit } = await emptyHouse()

test('a unit, a person with a link, the person comes in, and is shut out again', async () => {
  const office = await visit({ expected: [/api\/units\/\d+ 422/, /api\/units\/\d+\)/] })
  const { page } = office
  await found(page, house.setUpLink ?? '', administrator)

  await page.goto('/settings/units')
  await page.getByRole('button', { name: '新增部门' }).first().click()
  await page.getByLabel('名称').fill('销售一部')
  await choose(page, page.getByRole('dialog').getByRole('combobox').first(), '部门')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.goto('/settings/people/new')
  await page.getByLabel('姓名').fill('苏棠')
  await page.getByLabel('账号').fill(colleague.login)
  await choose(page, page.getByRole('combobox').nth(0), '销售一部')
  await choose(page, page.getByRole('combobox').nth(1), '客户经理')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '新增人员' }).click()
  const link = await page.getByRole('textbox', { name: '苏棠 的设置密码链接' }).inputValue()

  const phone = await visit({ size: 'phone', scheme: 'dark' })
  await phone.page.goto(link)
  await phone.page.getByLabel('新密码').fill(colleague.password)
  await phone.page.getByRole('button', { name: '保存密码' }).click()
  await phone.page.getByRole('button', { name: '登录' }).click()
  await enter(phone.page, colleague)
  await phone.page.goto('/me')
  await phone.page.getByText('这台设备').waitFor()
  await phone.leave()

  await page.goto('/settings/units')
  await page.getByRole('button', { name: '编辑' }).click()
  await page.getByRole('button', { name: '删除 销售一部' }).click()
  await page.getByText('人员 1 名').waitFor()

  await page.goto('/settings/people')
  await page.getByRole('link', { name: '苏棠' }).click()
  await page.getByRole('button', { name: '停用' }).click()
  await page.getByText('苏棠 已停用，所有登录和令牌已失效').waitFor()
  await page.goto('/settings/people?view=left')
  await page.getByRole('link', { name: '苏棠' }).waitFor()
  await office.leave()
})

test('a role of one’s own is made from check boxes, and a token is shown once', async () => {
  const { page, leave } = await visit()
  await enter(page, administrator)
  await page.goto('/settings/roles/new')
  await page.getByLabel('代码').fill('order_clerk')
  await page.getByLabel('名称').fill('订单录入')
  await page.getByRole('checkbox', { name: '登记和修改订单' }).check()
  await page.getByRole('button', { name: '新增角色' }).click()
  await page.waitForURL('**/settings/roles/order_clerk')
  expect(await page.getByRole('checkbox', { name: '登记和修改订单' }).isChecked()).toBe(true)
  expect(await page.getByRole('checkbox', { name: '删除客户' }).isChecked()).toBe(false)

  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: '新建令牌' }).click()
  await page.getByRole('dialog').getByLabel('名称').fill('每晚同步')
  await page.getByRole('dialog').getByRole('button', { name: '新建令牌' }).click()
  const token = await page.getByRole('textbox', { name: '每晚同步' }).inputValue()
  expect(token).toMatch(/^kewei\.[\w-]{20,}$/)
  await page.getByRole('button', { name: '我已存好' }).click()
  expect(await page.getByText(token).count()).toBe(0)
  await leave()
})
