import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../test/dev/chromium.ts'
import { root } from '../test/dev/run.ts'

/** A desk and a phone, in CSS pixels. */
export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } } as const

export type Visit = {
  /** What relative addresses in `page.goto` start with. */
  baseURL?: string
  size?: keyof typeof sizes
  scheme?: 'light' | 'dark'
  locale?: 'zh-CN' | 'en'
  timezone?: string
  /** Service workers are out of the way of most journeys: what one answers, a journey cannot hold up or refuse. */
  serviceWorkers?: 'allow' | 'block'
  /** Hears of changes as they happen. A page that does is never at rest, so journeys that wait for rest do without. */
  live?: boolean
  /** Complaints this journey provokes on purpose, such as the 401 of a wrong password. */
  expected?: readonly RegExp[]
}

export type Visitor = {
  page: Page
  context: BrowserContext
  /** What the browser complained about so far: console errors, page errors, failed and refused requests. */
  problems: () => readonly string[]
  /** Saves what is on the screen as `test-results/<name>.png` and returns the path. */
  screenshot: (name: string, options?: { fullPage?: boolean }) => Promise<string>
  /** Ends the visit; throws when there was a problem, so that no journey passes over one. */
  leave: () => Promise<void>
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the Chromium of this machine without a window, with `more` flags. Throws when there is none; `npm test` installs one. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium; npm test installs one, or set KEWEI_CHROMIUM')
  // Without a locale of UTF-8 it calls every file with a Chinese name "download".
  const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }
  return chromium.launch({ executablePath, env, headless: false, args: ['--headless=new', ...flags, ...more] })
}

/** How wide a page is in CSS pixels; more than its window is when something sticks out. */
export const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth)

function listen(page: Page, found: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => found.push(`page: ${error.message}`))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed'
    // A page that is left while it loads, and a request the page itself takes back, are no failure.
    if (reason !== 'net::ERR_ABORTED') found.push(`request: ${request.method()} ${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) found.push(`response: ${response.request().method()} ${response.url()} ${response.status()}`)
  })
}

/** Runs in the page: to the stream of changes the server answers that there is none. */
function withoutStream(): void {
  const ask = window.fetch
  window.fetch = (what, options) => (what === '/api/live' ? Promise.resolve(new Response(null, { status: 204 })) : ask(what, options))
}

/** Opens a window with its own cookies, for a person in China at a desk in daylight unless told otherwise. */
export async function visit(browser: Browser, options: Visit = {}): Promise<Visitor> {
  const { baseURL, size = 'desktop', scheme = 'light', locale = 'zh-CN', timezone = 'Asia/Shanghai' } = options
  const { serviceWorkers = 'block', live = false, expected = [] } = options
  const context = await browser.newContext({
    viewport: sizes[size],
    colorScheme: scheme,
    locale,
    timezoneId: timezone,
    reducedMotion: 'reduce',
    serviceWorkers,
    ...(baseURL === undefined ? {} : { baseURL }),
    ...(size === 'phone' ? { hasTouch: true, isMobile: true } : {}),
  })
  if (!live) await context.addInitScript(withoutStream)
  const found: string[] = []
  context.on('page', (page) => listen(page, found))
  const page = await context.newPage()
  const problems = () => found.filter((problem) => !expected.some((pattern) => pattern.test(problem)))
  return {
    page,
    context,
    problems,
    async screenshot(name, { fullPage = false } = {}) {
      const path = join(root, 'test-results', `${name}.png`)
      mkdirSync(join(path, '..'), { recursive: true })
      await page.screenshot({ path, fullPage })
      return path
    },
    async leave() {
      await context.close()
      if (problems().length > 0) throw new Error(`The browser complained:\n${problems().join('\n')}`)
    },
  }
}
