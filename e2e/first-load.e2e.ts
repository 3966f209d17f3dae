import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { root } from '../test/dev/run.ts'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

/** Kilobytes of script, gzipped, that a browser fetches for a page before it is at rest. */
async function scriptOf(path: string): Promise<number> {
  const { page, leave } = await as('任开原')
  const files = new Set<string>()
  page.on('response', (r) => void (/\/assets\/.*\.js$/.test(r.url()) && files.add(new URL(r.url()).pathname)))
  await page.goto(path, { waitUntil: 'networkidle' })
  await leave()
  expect(files.size).toBeGreaterThan(10)
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(root, 'dist/web', file))).length, 0) / 1000
}

test.each([
  // On its way to 420, where it was before its lists could be grouped, kept as views and changed many rows at once.
  ['/customers', 445],
  ['/today', 420],
  ['/settings', 360],
])('%s loads at most %i kB of script', async (path, most) => {
  const size = await scriptOf(path)
  console.log(`${path}: ${size.toFixed(0)} kB of script, gzipped`)
  expect(size).toBeLessThanOrEqual(most)
})
