import { openBrowser, visit } from './browser.ts'

const base = 'http://127.0.0.1:8177'
const pw = process.env.PW!
const browser = await openBrowser()
for (const [size, scheme] of [
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const) {
  const v = await visit(browser, { baseURL: base, size, scheme, expected: [/./] } as any)
  await v.page.goto('/sign-in')
  await v.page.waitForTimeout(1500)
  await v.page.screenshot({ path: `/tmp/shot-signin-${size}.png` })
  await v.page
    .getByLabel(/账号|登录名|login/i)
    .first()
    .fill('ren.kaiyuan')
  await v.page.locator('input[type=password]').first().fill(pw)
  await v.page.keyboard.press('Enter')
  await v.page.waitForTimeout(2500)
  for (const [name, path] of Object.entries({
    customers: '/customers',
    record: '/customers/218',
    newc: '/customers/new',
    tiers: '/tiers',
    policies: '/policies',
    imp: '/import',
    people: '/settings/people',
    roles: '/settings/roles',
    settings: '/settings',
    audit: '/audit',
    jobs: '/jobs',
    calendar: '/settings/calendar',
  })) {
    await v.page.goto(path)
    await v.page.waitForTimeout(1800)
    await v.page.screenshot({ path: `/tmp/shot-${name}-${size}.png` })
  }
  console.log(size, v.problems().slice(0, 12))
}
await browser.close()
