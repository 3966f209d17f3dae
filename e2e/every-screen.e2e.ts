import type { Page } from 'playwright-core'
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

/** Opens a window that speaks a language; what the person chose before is not asked. */
async function window(locale: Locale, options: Visit) {
  const visitor = await as('任开原', options)
  await bringAxe(visitor.context)
  await visitor.context.route('**/api/session', async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    const reply = await route.fetch()
    const session = await reply.json()
    await route.fulfill({ response: reply, json: { ...session, person: { ...session.person, locale } } })
  })
  return { ...visitor, locale, data: dataOf(visitor.page) }
}
type Window = Awaited<ReturnType<typeof window>>

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

/** What is wrong with what a window shows now. */
async function faultsOn({ page, locale, data }: Window, where: string): Promise<string[]> {
  await data.settled()
  const width = page.viewportSize()?.width ?? 0
  const [wide, texts, barriers] = [await widthOf(page), await readable(page), await barriersOn(page)]
  return [
    ...(wide > width ? [`is ${wide} wide`] : []),
    ...texts.flatMap((text) => strangeIn(text, locale, data).map((word) => `says ${word} in “${text.slice(0, 60)}”`)),
    ...barriers,
  ].map((fault) => `${where} ${fault}`)
}

/** Looks at screens one after the other, and at those they lead to when `paths` is open. */
async function lookAtAll(w: Window, paths: Map<string, string>, open_: boolean): Promise<string[]> {
  const faults: string[] = []
  for (const path of paths.values()) {
    await open(w.page, path)
    faults.push(...(await faultsOn(w, `${w.locale} ${path}`)))
    if (open_) for (const [kind, to] of await screensLinkedFrom(w.page)) if (!paths.has(kind)) paths.set(kind, to)
  }
  return faults
}

test('every screen speaks the language of its reader, and everybody can use it', async () => {
  const t = Date.now()
  const first = await window('zh-CN', { size: 'phone', scheme: 'light' })
  const paths = new Map(['/me', '/settings', '/customers?q=zzzz', '/no-such-page'].map((path) => [path, path]))
  const found = await lookAtAll(first, paths, true)
  console.log(Date.now() - t, paths.size, [...paths.values()].join(' '))
  expect([...paths.keys()]).toEqual(expect.arrayContaining(['/today', '/customers', '/compliance', '/settings/roles', '/audit']))
  const others = await Promise.all([
    window('zh-CN', { size: 'desktop', scheme: 'light' }),
    window('zh-TW', { size: 'phone', scheme: 'dark' }),
    window('en', { size: 'desktop', scheme: 'dark' }),
  ])
  found.push(...(await Promise.all(others.map((w) => lookAtAll(w, paths, false)))).flat())
  console.log(Date.now() - t)
  expect(found).toEqual([])
  for (const { leave } of [first, ...others]) await leave()
})
