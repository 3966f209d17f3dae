import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const repository = path.resolve(import.meta.dirname, '..')
const ownNode = `node-${process.platform}-${process.arch}`

const main = `
const args: string[] = process.argv.slice(2)
if (args[0] === 'wait') {
  process.on('SIGTERM', () => process.exit(5))
  setInterval(() => {}, 1_000)
} else process.exitCode = Number(args[1] ?? 0)
console.log(JSON.stringify({ node: Number.parseInt(process.versions.node, 10), args }))
`

/** Stands in for npm: notes that it was called, takes a moment, and installs the way npm does, its record last. */
const npm = `
const fs = require('node:fs')
fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n')
if (fs.existsSync('no-network')) process.exit(1)
setTimeout(() => {
  fs.mkdirSync('node_modules', { recursive: true })
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
}, 300)
`

const vite = `
const fs = require('node:fs')
fs.appendFileSync('vite.log', process.argv.slice(2).join(' ') + '\\n')
process.exit(fs.existsSync('broken') ? 1 : 0)
`

let clone = ''
const children: ChildProcess[] = []

beforeEach(() => {
  clone = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-launcher-')))
  fs.cpSync(path.join(repository, 'bin'), path.join(clone, 'bin'), { recursive: true })
  write('package.json', '{ "name": "clone", "type": "module" }')
  write('package-lock.json', lockOf('1.0.0'))
  write('src/main/cli/main.ts', main)
  write('tools/npm-cli.js', npm)
  write('tools/package.json', '{}')
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  fs.rmSync(clone, { recursive: true, force: true })
})

const lockOf = (version: string): string => JSON.stringify({ packages: { '': { name: 'clone' }, 'node_modules/left': { version } } })

function write(file: string, text: string): void {
  const target = path.join(clone, file)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, text)
}

const linesOf = (file: string): string[] => {
  const log = path.join(clone, file)
  return fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\n') : []
}

function installed(): void {
  write('node_modules/.package-lock.json', lockOf('1.0.0'))
  const target = path.join(repository, 'node_modules', ownNode)
  if (fs.existsSync(target)) fs.symlinkSync(target, path.join(clone, 'node_modules', ownNode))
}

const environment = () => ({ ...process.env, npm_execpath: path.join(clone, 'tools/npm-cli.js') })

function kewei(args: string[], node = process.execPath): { code: number | null; out: string; said: string } {
  const done = spawnSync(node, [path.join(clone, 'bin/kewei'), ...args], { encoding: 'utf8', env: environment(), cwd: os.tmpdir() })
  return { code: done.status, out: done.stdout, said: done.stderr }
}

function keweiInBackground(args: string[], node = process.execPath): ChildProcess {
  const child = spawn(node, [path.join(clone, 'bin/kewei'), ...args], { env: environment(), stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  return child
}

/** Every Node on the path; the machine's own may be older than the one Kewei brings. */
const olderNode = (process.env.PATH ?? '')
  .split(path.delimiter)
  .concat('/usr/bin', '/usr/local/bin')
  .map((folder) => path.join(folder, 'node'))
  .find((file) => {
    const major = fs.existsSync(file)
      ? Number.parseInt(spawnSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout, 10)
      : 0
    return major >= 20 && major < 24
  })
const hasOwnNode = fs.existsSync(path.join(repository, 'node_modules', ownNode))

describe('running the command', () => {
  test('arguments, exit code and output are those of the command, and nothing is added', () => {
    installed()
    const { code, out, said } = kewei(['greet', '4', '--loud'])
    expect([code, said]).toEqual([4, ''])
    expect(JSON.parse(out)).toMatchObject({ args: ['greet', '4', '--loud'] })
  })

  const skipped = olderNode && hasOwnNode ? '' : ' (skipped: needs an older Node on the path and the packaged Node 24)'
  describe.runIf(olderNode && hasOwnNode)(`under an older Node${skipped}`, () => {
    test('the packaged Node 24 runs it', () => {
      installed()
      const { code, out, said } = kewei(['greet', '4'], olderNode)
      expect([code, said]).toEqual([4, ''])
      expect(JSON.parse(out)).toEqual({ node: 24, args: ['greet', '4'] })
    })

    test('a signal is passed on, and the exit code comes back', async () => {
      installed()
      const child = keweiInBackground(['wait'], olderNode)
      await once(child.stdout ?? child, 'data')
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([5, null])
    })

    test('kill -9 of the first process ends the second', async () => {
      installed()
      const child = keweiInBackground(['wait'], olderNode)
      await once(child.stdout ?? child, 'data')
      child.kill('SIGKILL')
      // Both hold the pipe open: it closes when the last of them is gone.
      await once(child, 'close')
      expect(child.signalCode).toBe('SIGKILL')
    })

    test('without the packaged Node 24 it says what to do', () => {
      write('node_modules/.package-lock.json', lockOf('1.0.0'))
      const { code, said } = kewei(['greet'], olderNode)
      expect(code).toBe(1)
      expect(said).toMatch(/Kewei needs Node 24.*\n.*Install Node 24/)
    })
  })
})

describe('dependencies', () => {
  test('what npm itself installed is taken as it is', () => {
    installed()
    expect(kewei(['greet']).code).toBe(0)
    expect(linesOf('npm.log')).toEqual([])
  })

  test('many first starts at once install once, without scripts', async () => {
    const starts = [1, 2, 3].map(() => keweiInBackground(['greet', '0']))
    expect(await Promise.all(starts.map(async (child) => (await once(child, 'exit'))[0]))).toEqual([0, 0, 0])
    expect(linesOf('npm.log')).toEqual(['ci --ignore-scripts --no-audit --no-fund --loglevel=error'])
  })

  test('a lockfile without the packages of other systems, which npm ci refuses, is installed all the same', () => {
    const left = { version: '1.0.0', optionalDependencies: { 'left-for-another-system': '1.0.0' } }
    write('package-lock.json', JSON.stringify({ packages: { 'node_modules/left': left } }))
    expect(kewei(['greet']).code).toBe(0)
    expect(linesOf('npm.log')).toEqual(['install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error'])
  })

  test('a changed lockfile installs again, once', () => {
    installed()
    kewei(['greet'])
    write('package-lock.json', lockOf('2.0.0'))
    expect(kewei(['greet']).said).toContain('installing dependencies')
    expect(kewei(['greet']).said).toBe('')
    expect(linesOf('npm.log')).toHaveLength(1)
  })

  test('an installation that fails is said and tried again at the next start', () => {
    write('no-network', '')
    const { code, out, said } = kewei(['greet'])
    expect([code, out]).toEqual([1, ''])
    expect(said).toContain('could not be installed')
    fs.rmSync(path.join(clone, 'no-network'))
    expect(kewei(['greet']).code).toBe(0)
  })
})

describe('the web build', () => {
  beforeEach(() => {
    installed()
    write('vite.config.ts', '')
    write('node_modules/vite/bin/vite.js', vite)
  })

  test('is made for serve only, and again only after a change of what it is made from', () => {
    kewei(['greet'])
    expect(linesOf('vite.log')).toEqual([])
    expect(kewei(['serve']).said).toContain('building the pages')
    write('src/ui/page.test.ts', '')
    expect(kewei(['serve']).said).toBe('')
    write('src/ui/page.ts', '')
    kewei(['serve'])
    expect(linesOf('vite.log')).toHaveLength(2)
  })

  test('that fails stops the start', () => {
    write('broken', '')
    const { code, out, said } = kewei(['serve'])
    expect([code, out]).toEqual([1, ''])
    expect(said).toContain('The pages could not be built')
  })
})
