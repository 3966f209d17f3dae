import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

/** The page as paper shows it; `pages` of A4. */
async function onPaper(page: Page): Promise<number> {
  const pdf = (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1')
  return [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
}

test('a record and a rule go on paper whole and light, under the company, over a place to sign', async () => {
  const { page, screenshot, leave } = await as('任开原', { scheme: 'dark' })
  await page.goto('/customers?view=valued')
  await page.locator('a[href^="/customers/"]:not([href$="/new"])').first().click()
  await page.locator('.k-ev').nth(5).waitFor()
  await page.getByRole('button', { name: '打印' }).waitFor()
  expect(await page.getByText('审核人').isVisible()).toBe(false)

  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  for (const words of ['打印人：任开原', '制表人', '审核人']) await page.getByText(words).waitFor()
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
  expect(await page.locator('html').getAttribute('data-mode')).toBe('light')
  // The page has the whole width, one part under the other.
  const [main, facts, first] = await Promise.all(
    [page.locator('.k-main'), page.locator('.k-facts').first(), page.locator('.k-ev').first()].map((l) => l.boundingBox()),
  )
  expect([main?.x, main?.width]).toEqual([0, await page.evaluate(() => document.documentElement.clientWidth)])
  expect(first?.y ?? 0).toBeGreaterThan(facts?.y ?? Number.POSITIVE_INFINITY)
  // The last line of the timeline is on the paper, not behind something that scrolls.
  const [last, height] = [await page.locator('.k-ev').last().boundingBox(), await page.evaluate(() => document.body.scrollHeight)]
  expect((last?.y ?? Number.POSITIVE_INFINITY) + (last?.height ?? 0)).toBeLessThan(height)
  await page.setViewportSize({ width: 1060, height: Math.min(height, 3000) })
  await screenshot('print/record')
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: null })
  expect(await page.locator('html').getAttribute('data-mode')).toBe('dark')
  await leave()
})

test('a list goes on paper with all rows that were loaded', async () => {
  const { page, screenshot, leave } = await as('任开原')
  await page.goto('/compliance/coverage')
  await page.locator('.ant-table-row').first().waitFor()
  expect(await onPaper(page)).toBe(1)
  await page.goto('/customers')
  await page.locator('.ant-table-row').nth(15).waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  expect(await page.locator('.ant-table-row').count()).toBe(50)
  await page.setViewportSize({ width: 1060, height: 2400 })
  await screenshot('print/list')
  await leave()
})
