import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Locale } from '../src/core/text.ts'
import { barriersOn, bringAxe } from './accessible.ts'
import { type Visit, widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'
import { dataOf, readable, strangeIn } from './strange.ts'

const { as } = await sampleHouse()

/** `/customers/12` and `/customers/13` show one screen, and so do the rules and the roles. */
const kindOf = (path: string): string => path.replace(/\d+/g, ':id').replace(/^(\/compliance\/rules|\/settings\/roles)\/.+/, '$1/:name')

/** Where the links of a page lead, one for each kind of screen. */
async function screensLinkedFrom(page: Page): Promise<Map<string, string>> {
  const links = page.locator('main a[href^="/"], .k-tabs a, .k-nav a')
  const all = await links.evaluateAll((found) => found.map((a) => new URL(a.getAttribute('href') ?? '/', location.origin).pathname))
  return new Map(all.filter((to) => !to.startsWith('/api/')).map((to) => [kindOf(to), to]))
}

/** Opens a window that speaks a language, whatever the person chose before, and that sends nothing. */
async function openWindow(locale: Locale, options: Visit) {
  const visitor = await as('任开原', options)
  await bringAxe(visitor.context)
  await visitor.context.route('**/api/**', (route) => (route.request().method() === 'GET' ? route.continue() : route.abort('aborted')))
  await visitor.context.route('**/api/session', async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    const reply = await route.fetch()
    const session = await reply.json()
    await route.fulfill({ response: reply, json: { ...session, person: { ...session.person, locale } } })
  })
  return { ...visitor, locale, data: dataOf(visitor.page) }
}
type Window = Awaited<ReturnType<typeof openWindow>>

/** Goes to a screen as a link would, and waits until all of it is there. */
async function open(page: Page, path: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(path)
  else
    await page.evaluate((to) => {
      history.pushState({}, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(
    () => document.querySelector('h1, [role="heading"]') !== null && document.querySelector('.k-sk, .k-waiting') === null,
  )
}

/** Colours that change on their way are those of no scheme. */
const standStill = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    await Promise.all(
      document
        .getAnimations()
        .filter((a) => a.effect?.getTiming().iterations === 1)
        .map((a) => a.finished.catch(() => undefined)),
    )
  })

/** What is wrong with what a window shows now. */
async function faultsOn({ page, locale, data }: Window, where: string): Promise<string[]> {
  await data.settled()
  await standStill(page)
  const width = page.viewportSize()?.width ?? 0
  const [wide, texts, barriers] = [await widthOf(page), await readable(page), await barriersOn(page)]
  return [
    ...(wide > width ? [`is ${wide} wide`] : []),
    ...texts.flatMap((text) => strangeIn(text, locale, data).map((word) => `says ${word} in “${text.slice(0, 60)}”`)),
    ...barriers,
  ].map((fault) => `${where} ${fault}`)
}

/** Whether the keys come back to a button; what closes gives them back when it is gone. */
const returned = (button: Locator): Promise<boolean> =>
  expect
    .poll(() => button.evaluate((b) => b === document.activeElement), { timeout: 2000 })
    .toBe(true)
    .then(
      () => true,
      () => false,
    )

/** What opens over a screen by a plain click in its head, with nothing of it sent; closed by Esc, the keys are where they were. */
async function faultsOver(w: Window, path: string): Promise<string[]> {
  const { page } = w
  const faults: string[] = []
  const buttons = page.locator('.k-head-actions button:enabled:visible, .k-panel-head button:enabled:visible')
  for (let i = 0; i < Math.min(await buttons.count(), 3); i++) {
    await buttons.nth(i).click()
    const over = page.locator(
      '[role="dialog"]:visible, .ant-popover:not(.ant-popover-hidden):visible, .ant-dropdown:not(.ant-dropdown-hidden):visible',
    )
    const came = await over
      .first()
      .waitFor({ timeout: 700 })
      .then(
        () => true,
        () => false,
      )
    if (came) {
      await page.waitForLoadState('networkidle')
      faults.push(...(await faultsOn(w, `${w.locale} ${path} over it`)))
      await page.keyboard.press('Escape')
      const closed = await over
        .first()
        .waitFor({ state: 'hidden', timeout: 3000 })
        .then(
          () => true,
          () => false,
        )
      if (!closed) faults.push(`${w.locale} ${path} does not close by Esc`)
      else if (!(await returned(buttons.nth(i)))) faults.push(`${w.locale} ${path} loses the keys after what opened`)
    }
    await open(page, path)
  }
  return faults
}

type Look = { over?: true; find?: true; bothSchemes?: true }

/** Looks at screens one after the other; with `find` also at those they lead to. */
async function lookAtAll(w: Window, paths: Map<string, string>, look: Look): Promise<string[]> {
  const faults: string[] = []
  for (const path of paths.values()) {
    await open(w.page, path)
    faults.push(...(await faultsOn(w, `${w.locale} ${path}`)))
    if (look.find) for (const [kind, to] of await screensLinkedFrom(w.page)) if (!paths.has(kind)) paths.set(kind, to)
    if (look.bothSchemes) {
      await w.page.emulateMedia({ colorScheme: 'light' })
      await standStill(w.page)
      faults.push(...(await barriersOn(w.page, ['color-contrast'])).map((fault) => `${w.locale} ${path} in the light ${fault}`))
      await w.page.emulateMedia({ colorScheme: 'dark' })
    }
    if (look.over) faults.push(...(await faultsOver(w, path)))
  }
  return faults
}

const begin = (): Map<string, string> => new Map(['/me', '/settings', '/customers?q=zzzz', '/no-such-page'].map((path) => [path, path]))

test('every screen speaks the language of its reader, and everybody can use it', { timeout: 300_000 }, async () => {
  const first = await openWindow('zh-CN', { size: 'phone', scheme: 'light' })
  const paths = begin()
  const found = await lookAtAll(first, paths, { find: true })
  expect([...paths.keys()]).toEqual(expect.arrayContaining(['/today', '/customers', '/compliance', '/settings/roles', '/audit']))
  const [taiwan, english] = await Promise.all([
    openWindow('zh-TW', { size: 'phone', scheme: 'dark' }),
    openWindow('en', { size: 'desktop', scheme: 'dark' }),
  ])
  const others = await Promise.all([lookAtAll(taiwan, paths, {}), lookAtAll(english, paths, { bothSchemes: true, over: true })])
  expect([...found, ...others.flat()]).toEqual([])
  for (const { leave } of [first, taiwan, english]) await leave()
})

const planted: [Locale, string, string][] = [
  ['zh-CN', '<p>customers.title</p>', 'says customers.title'],
  ['zh-CN', '<p>层级 CHURN_RISK</p>', 'says CHURN_RISK'],
  ['zh-CN', '<p>CORE</p>', 'says CORE'],
  ['zh-CN', '<p>This record was changed meanwhile</p>', 'says record'],
  ['zh-CN', '<input title="undefined 家" aria-label="家">', 'says undefined'],
  ['en', '<p>没有找到，可能已删除。</p>', 'says 没有找到'],
  ['en', '<p>核心</p>', 'says 核心'],
  ['zh-TW', '<p>客户层级</p>', 'says 客户层级'],
  ['zh-TW', '<img src="/icon.svg">', 'image-alt'],
  ['en', '<p style="color: #999; background: #fff">too pale</p>', 'color-contrast'],
]

test('what is strange is found when it is planted', async () => {
  for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
    const w = await openWindow(locale, { size: 'desktop', scheme: 'light' })
    await open(w.page, '/settings/units')
    expect(await faultsOn(w, '')).toEqual([])
    const plants = planted.filter(([of]) => of === locale)
    await w.page.evaluate(
      (html) => document.querySelector('main')?.insertAdjacentHTML('beforeend', html),
      plants.map(([, html]) => html).join(''),
    )
    const found = (await faultsOn(w, '')).join('\n')
    for (const [, , fault] of plants) expect(found).toContain(fault)
    await w.context.close()
  }
})

test('the keys lead past the menu, through a screen and out of it, and are always seen', async () => {
  const { page, leave } = await openWindow('zh-CN', { size: 'desktop', scheme: 'light' })
  for (const path of ['/today', '/customers', '/settings/people', '/compliance', '/tiers']) {
    await page.goto(path)
    await open(page, path)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('k-skip')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    const unseen: string[] = []
    let at = ''
    for (let steps = 0; steps < 40; steps++) {
      await page.keyboard.press('Tab')
      const now = await page.evaluate(keyPlace)
      if (now === undefined) break
      expect(now.place, `${path} keeps the keys`).not.toBe(at)
      at = now.place
      if (!now.seen) unseen.push(now.html)
    }
    expect(unseen, path).toEqual([])
  }
  await leave()
})

/** Where the keys are and whether that can be seen: an outline, or a border or shadow of what is around a box to type in. */
function keyPlace(): { place: string; seen: boolean; html: string } | undefined {
  const at = document.activeElement
  if (!at || at === document.body) return undefined
  const marked = (element: Element | null): boolean => {
    if (!element) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  }
  const { x, y } = at.getBoundingClientRect()
  const around = [at, at.parentElement, at.parentElement?.parentElement ?? null, at.closest('label, .ant-select, .k-find')]
  return { place: `${at.outerHTML.slice(0, 200)} ${x} ${y + scrollY}`, seen: around.some(marked), html: at.outerHTML.slice(0, 200) }
}
