import type { BrowserContext, Page } from 'playwright-core'

/** Signs in on the page's sign-in screen, and waits until the gate has led on. */
export async function enter(page: Page, { login, password }: { login: string; password: string }): Promise<void> {
  if (!new URL(page.url()).pathname.startsWith('/sign-in')) await page.goto('/sign-in')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Signs a window in without the screen for it, which has journeys of its own; what is opened next is that person's. */
export async function signIn(window: BrowserContext, { login, password }: { login: string; password: string }): Promise<void> {
  const reply = await window.request.post('/api/session', { data: { login, password } })
  if (!reply.ok()) throw new Error(`${login} could not sign in: ${await reply.text()}`)
}

/** Makes the company and its administrator by the set-up link; the page is signed in afterwards. */
export async function found(page: Page, link: string, { login, password }: { login: string; password: string }): Promise<void> {
  await page.goto(link)
  await page.getByLabel('公司名称').fill('澄岳设施')
  await page.getByLabel('你的姓名').fill('沈知远')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '建立公司' }).click()
  await page.waitForURL('**/welcome')
}

/** Chooses an option of a picker found by its label or place. */
export async function choose(page: Page, picker: ReturnType<Page['getByRole']>, option: string): Promise<void> {
  await picker.click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: option }).first().click()
}
