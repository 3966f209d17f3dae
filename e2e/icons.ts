import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../test/dev/run.ts'
import { openBrowser } from './browser.ts'

const folder = join(root, 'src/main/web/public')
/** The mark without the round corners of its ground: systems cut the corners themselves. */
const round = readFileSync(join(folder, 'icon.svg'), 'utf8')
const square = round.replace(' rx="6"', '')
/** What systems may cut away of a maskable icon lies outside the middle four fifths. */
const withMargin = square
  .replace('viewBox="0 0 24 24"', 'viewBox="-3 -3 30 30"')
  .replace('width="24" height="24"', 'x="-3" y="-3" width="30" height="30"')

const icons: readonly [name: string, size: number, svg: string][] = [
  ['icon-192.png', 192, round],
  ['icon-512.png', 512, round],
  ['icon-maskable-512.png', 512, withMargin],
  ['apple-touch-icon.png', 180, square],
]

/** Draws the icons of the installed application from `icon.svg`; run it again when that has changed. */
async function draw(): Promise<void> {
  const browser = await openBrowser()
  for (const [name, size, svg] of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(
      `<body style="margin:0">${svg.replace('<svg', `<svg width="${size}" height="${size}" style="display:block"`)}</body>`,
    )
    await page.screenshot({ path: join(folder, name), omitBackground: true })
    await page.close()
  }
  await browser.close()
}

await draw()
