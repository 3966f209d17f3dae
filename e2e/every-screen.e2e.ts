import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sizes, widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

/** Where the links of a page lead, but not to single records. */
async function screensLinkedFrom(page: Page, path: string): Promise<string[]> {
  await page.goto(path)
  const links = page.locator('main a[href^="/"], .k-tabs a')
  await page.locator('main a[href^="/"]').first().waitFor()
  const all = await links.evaluateAll((found) => found.map((a) => new URL(a.getAttribute('href') ?? '/', location.origin).pathname))
  return all.filter((to) => !/\d/.test(to))
}

/** A key or a code without words is shown as it is: in lower case, or in capitals with a line between. */
const raw = /(?<![\w.@/-])(?:[a-z]{3,}(?:-[a-z]+)*|[A-Z]{2,}(?:_[A-Z]+)+)(?![\w.@/-])/g
const latin = new Set(['xlsx', 'csv', 'kewei', 'restore'])
const rawWords = (text: string): string[] => [...new Set(text.match(raw))].filter((word) => !latin.has(word))

test('each screen the menu and the settings lead to fits a phone in the dark, and says nothing raw', async () => {
  const { page, screenshot, leave } = await as('任开原', { size: 'phone', scheme: 'dark' })
  const paths = new Set([...(await screensLinkedFrom(page, '/me')), ...(await screensLinkedFrom(page, '/settings'))])
  expect([...paths]).toEqual(expect.arrayContaining(['/today', '/customers', '/compliance', '/settings/roles', '/audit']))
  const strange: string[] = []
  for (const path of paths) {
    await page.goto(path, { waitUntil: 'networkidle' })
    await page.locator('main').getByRole('heading').first().waitFor()
    const [width, text] = [await widthOf(page), (await page.locator('main').allInnerTexts()).join(' ')]
    if (width > sizes.phone.width) strange.push(`${path} is ${width} wide`)
    strange.push(...rawWords(text).map((word) => `${path} says ${word}`))
    await screenshot(`every-screen${path}`)
  }
  expect(strange).toEqual([])
  await leave()
})
