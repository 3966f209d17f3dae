import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { completeLock } from './complete-lock.ts'
import { root, runNode } from './run.ts'
import { serveWhileEditing } from './serve.ts'
import { buildScreens } from './steps.ts'
import { check, test } from './test-command.ts'

async function bench(names: string[]): Promise<number> {
  const known = readdirSync(join(root, 'bench'))
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.slice(0, -'.bench.ts'.length))
  const unknown = names.filter((name) => !known.includes(name))
  if (names.length === 0 || unknown.length > 0) {
    console.error(`${unknown.length > 0 ? `No benchmark named ${unknown.join(', ')}. ` : ''}Benchmarks: ${known.join(', ') || 'none yet'}`)
    return 2
  }
  for (const name of names) {
    const code = await runNode(`bench/${name}.bench.ts`)
    if (code !== 0) return code
  }
  return 0
}

async function screenshots(args: string[]): Promise<number> {
  const chromium = await ensureChromium()
  if (!chromium || (await buildScreens()) !== 0) return 1
  return runNode('e2e/screenshots.ts', args, { KEWEI_CHROMIUM: chromium })
}

const commands: Record<string, (args: string[]) => Promise<number>> = {
  test,
  check,
  bench,
  dev: serveWhileEditing,
  build: (args) => runNode('node_modules/vite/bin/vite.js', ['build', ...args]),
  screenshots,
  'complete-lock': async () => completeLock(),
  'db-types': (args) => runNode('src/platform/db/generate-types.ts', args),
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) console.error(`Usage: kewei-dev ${Object.keys(commands).join('|')}`)
process.exitCode = command ? await command(args) : 2
