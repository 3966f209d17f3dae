import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installWhereWeMay } from './apt.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser to drive: `KEWEI_CHROMIUM` when set, else the first Chromium or Chrome on the machine. */
export function findChromium(): string | undefined {
  const named = process.env.KEWEI_CHROMIUM
  if (named) {
    if (!isProgram(named)) throw new Error(`KEWEI_CHROMIUM names ${named}, which cannot be run`)
    return named
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(isProgram)
}

/** Whether the machine can draw Chinese; without such a font every character is the same empty box. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

/**
 * Makes sure a browser and a Chinese font are there, by apt where that is possible.
 * Returns the path of the browser, or undefined after saying which commands would help.
 */
export async function ensureChromium(): Promise<string | undefined> {
  const missing = () => [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])]
  const packages = missing()
  if (packages.length === 0) return findChromium()
  await installWhereWeMay(packages)
  const still = missing()
  if (still.length === 0) return findChromium()
  console.error(`The browser journeys need ${still.join(' and ')}. Install with:`)
  console.error(`  sudo apt-get update && sudo apt-get install -y ${still.join(' ')}`)
  console.error('or set KEWEI_CHROMIUM to the path of a Chromium or Chrome.')
  return undefined
}
