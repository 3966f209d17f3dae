import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { root } from '../test/dev/run.ts'
import { connect, namedHouse } from './named-house.ts'
import { enter } from './people.ts'

const houses = { http: await namedHouse('http'), https: await namedHouse('https') }
const administrator = '任开原'

/** The address of the page whose service worker there is, if any. */
const worker = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => (await navigator.serviceWorker?.getRegistration())?.scope)

/** What stands in the caches of the browser, by path. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return all.flat().map(({ url }) => new URL(url).pathname)
  })

/** The server has another build for as long as `meanwhile` takes: a worker whose file differs, and nothing else. */
async function publishNewBuild(meanwhile: () => Promise<void>): Promise<void> {
  const file = join(root, 'dist/web/sw.js')
  const built = readFileSync(file, 'utf8')
  writeFileSync(file, `${built}\n// the next build\n`)
  await meanwhile().finally(() => writeFileSync(file, built))
}

describe.each(['http', 'https'] as const)('as %s://kewei.test', (scheme) => {
  const { house, visit } = houses[scheme]
  const person = house.signIns.find(({ name }) => name === administrator)
  if (!person) throw new Error(`The sample has no ${administrator}`)
  const open = async (options: Parameters<typeof visit>[0] = {}) => {
    const visitor = await visit({ serviceWorkers: 'allow', ...options })
    await enter(visitor.page, person)
    return visitor
  }

  test('a person signs in, and a list, a draft, a link, the way back and a file work', async () => {
    const { page, context, screenshot, leave } = await open()
    expect(new URL(page.url()).host).toBe(new URL(house.baseURL).host)
    const cookies = await context.cookies()
    expect(cookies.map(({ name, secure }) => [name, secure])).toEqual([scheme === 'https' ? ['__Host-kewei', true] : ['kewei', false]])
    await page.goto('/customers/new')
    await page.getByLabel('客户名称').fill('临安竹里茶业有限公司')
    await page.reload()
    await expect.poll(() => page.getByLabel('客户名称').inputValue()).toBe('临安竹里茶业有限公司')

    await page.goto('/settings/people')
    await page.getByRole('link', { name: '周砚' }).click()
    await page.getByRole('button', { name: /链接/ }).click()
    const dialog = page.getByRole('dialog')
    const link = await dialog.getByRole('textbox').inputValue()
    expect(link).toMatch(new RegExp(`^${house.baseURL}/password#kewei\\.`))
    await dialog.getByRole('button', { name: '复制' }).click()
    await dialog.getByRole('button', { name: '已复制' }).waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: '停用' }).waitFor()

    await page.goto('/customers')
    await page.locator('.k-grid .ant-table-row').first().waitFor()
    await page.getByRole('button', { name: administrator }).click()
    await page.getByRole('button', { name: '退出登录' }).waitFor()
    expect(await page.getByRole('link', { name: '离线和签到要用 https' }).count()).toBe(scheme === 'http' ? 1 : 0)
    await screenshot(`https/menu-${scheme}`)
    await page.keyboard.press('Escape')
    await page.locator('.k-find').click()
    const search = page.locator('.k-palette input')
    await search.focus()
    await page.keyboard.press('Control+V')
    expect(await search.inputValue()).toBe(link)
    await page.keyboard.press('Escape')

    await page.goto('/import')
    const buffer = Buffer.from('客户名称,电话\n宁波海棠精密机械有限公司,0574-86102200\n')
    await page.locator('input[type=file]').setInputFiles({ name: '客户台账.csv', mimeType: 'text/csv', buffer })
    await page.getByText('文件里的列').waitFor()
    expect(await worker(page)).toBe(scheme === 'https' ? `${house.baseURL}/` : undefined)
    await leave()
  })

  test('what https is needed for is said only where it is missing', async () => {
    const { page, screenshot, leave } = await open({ size: 'phone', scheme: 'dark' })
    await page.goto('/me')
    await page.getByRole('button', { name: '退出登录' }).scrollIntoViewIfNeeded()
    const notice = page.getByRole('link', { name: '离线和签到要用 https，怎么开通' })
    expect(await notice.count()).toBe(scheme === 'http' ? 1 : 0)
    await screenshot(`https/me-${scheme}`)
    if (scheme === 'http') await notice.click()
    else await page.goto('/settings/https')
    await page.getByText(scheme === 'http' ? '离线和签到用不了' : '离线和签到可以用').waitFor()
    expect(await page.getByRole('textbox', { name: '启动命令' }).count()).toBe(scheme === 'http' ? 1 : 0)
    await screenshot(`https/page-${scheme}`)
    await leave()
  })
})

test('over https the worker keeps hashed files and nothing else, shows a page when the server is away, and drafts outlive it', async () => {
  const { house, visit } = houses.https
  const { page, context, screenshot, leave } = await visit({
    serviceWorkers: 'allow',
    expected: [/ 503$/, /status of 503 /, /ERR_INTERNET_DISCONNECTED/],
  })
  const person = house.signIns.find(({ name }) => name === administrator)
  if (person) await enter(page, person)
  await expect.poll(() => worker(page)).toBe(`${house.baseURL}/`)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.goto('/customers/new')
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  await page.getByLabel('客户名称').fill('临安竹里茶业有限公司')
  await page.goto('/customers')
  await page.locator('.k-grid .ant-table-row').first().waitFor()
  const paths = await kept(page)
  expect(paths.length).toBeGreaterThan(3)
  expect(paths.filter((path) => !/^\/assets\/[\w.-]+-[\w-]{8}\.(js|css)$/.test(path))).toEqual([])

  await publishNewBuild(async () => {
    await page.goto('/customers/new')
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    const offer = page.getByRole('button', { name: '有新版本' })
    await offer.waitFor()
    await page.getByLabel('客户名称').fill('临安竹里茶业有限责任公司')
    await screenshot('https/new-build')
    await offer.click()
    await offer.waitFor({ state: 'detached' })
    await expect.poll(() => page.getByLabel('客户名称').inputValue()).toBe('临安竹里茶业有限责任公司')
  })

  await context.setOffline(true)
  await page.goto('/customers/new')
  await page.getByRole('heading', { name: '现在连不上客维' }).waitFor()
  await screenshot('https/offline')
  await context.setOffline(false)
  await page.getByRole('link', { name: '再试一次' }).click()
  await expect.poll(() => page.getByLabel('客户名称').inputValue()).toBe('临安竹里茶业有限责任公司')
  await leave()
})

test('the certificate is handed out to everybody with steps, and who has it needs no exception', async () => {
  const { house, visit } = houses.https
  const { page, screenshot, leave } = await visit()
  await page.goto('/install-certificate')
  await page.getByRole('heading', { name: '安装客维的证书' }).waitFor()
  await screenshot('https/install', { fullPage: true })
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Install the certificate of Kewei' }).waitFor()
  await page.goto('/sign-in')
  const ca = await page.evaluate(async () => (await fetch('/install-certificate/kewei-ca.crt')).text())
  const socket = await connect(house.baseURL, ca)
  expect(socket.authorized).toBe(true)
  socket.destroy()
  await leave()
  const phone = await visit({ size: 'phone', scheme: 'dark' })
  await phone.page.goto('/install-certificate')
  await phone.screenshot('https/install-phone', { fullPage: true })
  await phone.leave()
})
