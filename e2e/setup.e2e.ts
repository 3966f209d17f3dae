import { expect, test } from 'vitest'
import { emptyHouse } from './journey.ts'
import { enter } from './people.ts'

const login = 'shenzhiyuan'
const password = '海棠 书架 湖面 4 号'

const { house, visit } = await emptyHouse()

test('the first run: a company, its administrator, its policy; then out and in again', async () => {
  const { page, leave } = await visit({ expected: [/api\/setup 400/, /api\/setup\)/] })
  await page.goto('/')
  await page.getByRole('heading', { name: '请用启动时给出的链接打开' }).waitFor()

  await page.goto(house.setUpLink ?? '')
  await page.getByLabel('公司名称').fill('澄岳设施')
  await page.getByLabel('你的姓名').fill('沈知远')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill('1234567890')
  expect(await page.getByText('纯数字的密码至少 16 位').count()).toBe(1)
  await page.getByRole('button', { name: '建立公司' }).click()
  await page.getByText('填写的内容有误').waitFor()
  await page.getByLabel('密码').fill(password)
  await page.getByText('可以用。').waitFor()
  expect(await page.getByRole('radiogroup', { name: '维护制度' }).getByRole('radio').count()).toBe(3)
  await page.getByRole('button', { name: '建立公司' }).click()

  await page.waitForURL('**/welcome')
  await page.getByRole('button', { name: '去导入' }).waitFor()
  await page.getByRole('button', { name: '载入示例' }).waitFor()

  await page.getByRole('button', { name: '沈知远' }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-in')
  await enter(page, { login, password })
  await page.getByRole('button', { name: '沈知远' }).waitFor()
  await leave()
})

test('the set-up link is good for one company only', async () => {
  const { page, leave } = await visit()
  await page.goto(house.setUpLink ?? '')
  await page.getByText('已经有管理员了，请直接登录。').waitFor()
  await leave()
})

test('a wrong password is said in words, and too many of them with the seconds to wait', async () => {
  const { page, leave } = await visit({ expected: [/api\/session 4(22|29)/, /api\/session\)/] })
  await page.goto('/sign-in?return=/settings/people')
  await page.getByLabel('账号').fill('nobody')
  for (const attempt of [1, 2, 3, 4, 5]) {
    await page.getByLabel('密码').fill(`not this one ${attempt}`)
    const answered = page.waitForResponse('**/api/session')
    await page.getByRole('button', { name: '登录' }).click()
    await answered
    await page.getByText('账号或密码不对。').waitFor()
  }
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText(/请在 \d+ 秒后再试/).waitFor()
  expect(await page.getByRole('button', { name: '登录' }).isDisabled()).toBe(true)
  await leave()
})

test('a one-time link sets a new password, once', async () => {
  const link = /https?:\S+#\S+/.exec(await house.kewei('user', 'link', login))?.[0] ?? ''
  const { page, leave } = await visit({ size: 'phone', expected: [/api\/password 422/, /api\/password\)/] })
  await page.goto(link)
  await page.getByLabel('新密码').fill('青瓷 渡口 晚风 7 级')
  await page.getByRole('button', { name: '保存密码' }).click()
  await page.getByText(`账号是 ${login}，现在可以登录。`).waitFor()
  await page.getByRole('button', { name: '登录' }).click()
  await enter(page, { login, password: '青瓷 渡口 晚风 7 级' })
  await page.goto(link)
  await page.getByLabel('新密码').fill('再来一次 不该 成功')
  await page.getByRole('button', { name: '保存密码' }).click()
  await page.getByText('链接无效、已用过或已过期').waitFor()
  await leave()
})
