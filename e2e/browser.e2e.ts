import { readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'

const pages: Record<string, string> = {
  '/': '<title>客维</title><h1>客户</h1>',
  '/throws': '<script>throw new Error("planted error")</script>',
  '/logs': '<script>console.error("planted complaint")</script>',
  '/misses': '<img src="/nowhere.png" alt="">',
  '/unreachable': '<img src="http://127.0.0.1:9/x.png" alt="">',
}

let browser: Browser
let server: Server
let baseURL: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = request.url === '/favicon.ico' ? '' : pages[request.url ?? '']
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(body === undefined ? '' : `<!doctype html><meta name="viewport" content="width=device-width">${body}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The page server has no port')
  baseURL = `http://127.0.0.1:${address.port}`
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => server.close(resolve))
})

test.each([
  ['desktop', 'light', 1440],
  ['phone', 'dark', 360],
] as const)('a %s in the %s opens a page in Chinese', async (size, scheme, width) => {
  const { page, leave } = await visit(browser, { baseURL, size, scheme })
  await page.goto('/')
  expect(await page.title()).toBe('客维')
  const seen = await page.evaluate(() => ({
    width: innerWidth,
    language: navigator.language,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }))
  expect(seen).toEqual({ width, language: 'zh-CN', dark: scheme === 'dark', zone: 'Asia/Shanghai' })
  await leave()
})

test('Chinese is drawn with a font: two characters do not look alike', async () => {
  const { page, leave } = await visit(browser, { baseURL })
  await page.goto('/')
  const drawn = await page.evaluate(() =>
    ['客', '维'].map((character) => {
      const canvas = document.createElement('canvas')
      const pen = canvas.getContext('2d')
      if (pen) pen.font = '48px sans-serif'
      pen?.fillText(character, 8, 64)
      return canvas.toDataURL()
    }),
  )
  expect(drawn[0]).not.toBe(drawn[1])
  await leave()
})

test('a picture of the screen is kept', async () => {
  const { page, screenshot, leave } = await visit(browser, { baseURL })
  await page.goto('/')
  const path = await screenshot('browser-self-test')
  const png = readFileSync(path)
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 900])
  rmSync(path)
  await leave()
})

test.each([
  ['/throws', 'planted error'],
  ['/logs', 'planted complaint'],
  ['/misses', 'nowhere.png 404'],
  ['/unreachable', '127.0.0.1:9'],
])('a journey through %s fails', async (path, complaint) => {
  const { page, leave } = await visit(browser, { baseURL })
  await page.goto(path, { waitUntil: 'networkidle' })
  await expect(leave()).rejects.toThrow(complaint)
})

test('a complaint a journey provokes on purpose does not fail it', async () => {
  const { page, problems, leave } = await visit(browser, { baseURL, expected: [/nowhere\.png/] })
  await page.goto('/misses', { waitUntil: 'networkidle' })
  expect(problems()).toEqual([])
  await leave()
})
