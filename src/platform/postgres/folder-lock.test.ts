import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { lockDataFolder } from './folder-lock.ts'
import { processStamp } from './process-stamp.ts'
import { readRun, removeRun, writeRun } from './run-file.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

function emptyFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-test-')))
  folders.push(folder)
  return folder
}

const claims = (folder: string): string[] => fs.readdirSync(path.join(folder, 'lock'))

function putUpClaim(folder: string, name: string): void {
  fs.mkdirSync(path.join(folder, 'lock'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'lock', name), '')
}

const run = {
  startedAt: '2026-11-22T03:00:00Z',
  url: 'http://127.0.0.1:8100',
  version: '0.1.0',
  database: { host: '/tmp/pg', port: 5432, user: 'kewei_owner', database: 'kewei' },
}

test('taken twice by one process, the folder is free after the second release', async () => {
  const folder = emptyFolder()
  const [first, second] = [await lockDataFolder(folder), await lockDataFolder(folder)]
  first.release()
  first.release()
  expect(claims(folder)).toHaveLength(1)
  second.release()
  expect(claims(folder)).toEqual([])
})

test.each([
  ['a process that is gone', '999999999.boot-1'],
  ['a process whose pid belongs to another now', `${process.ppid}.boot-1`],
  ['nobody at all', 'rubbish'],
])('a claim of %s does not count', async (_, name) => {
  const folder = emptyFolder()
  putUpClaim(folder, name)
  const lock = await lockDataFolder(folder)
  expect(claims(folder)).toEqual([`${process.pid}.${processStamp(process.pid)}`])
  lock.release()
})

test('a claim of a living process counts, and its address is told', async () => {
  const folder = emptyFolder()
  const stamp = processStamp(process.ppid) ?? ''
  putUpClaim(folder, `${process.ppid}.${stamp}`)
  fs.writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...run, pid: process.ppid, stamp }))
  await expect(lockDataFolder(folder)).rejects.toMatchObject({ exitCode: 3, pid: process.ppid, url: run.url })
})

test('of many that start at once, exactly one gets the folder', async () => {
  const folder = emptyFolder()
  const script = `
    const { lockDataFolder } = await import(${JSON.stringify(path.join(import.meta.dirname, 'folder-lock.ts'))})
    await lockDataFolder(${JSON.stringify(folder)}).then(() => console.log('mine'), (error) => console.log(error.name))
    setTimeout(() => {}, 60000)`
  const contenders = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  const words = await Promise.all(contenders.map(async (child) => String(await once(child.stdout, 'data')).trim()))
  for (const child of contenders) child.kill('SIGKILL')
  expect(words.sort()).toEqual(['AlreadyRunning', 'AlreadyRunning', 'AlreadyRunning', 'mine'])
})

test('run.json is believed only while its process lives', () => {
  const folder = emptyFolder()
  expect(readRun(folder)).toBeUndefined()
  writeRun(folder, run)
  expect(readRun(folder)).toMatchObject({ ...run, pid: process.pid })
  expect(fs.statSync(path.join(folder, 'run.json')).mode & 0o777).toBe(0o600)
  fs.writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...run, pid: process.pid, stamp: 'another-life' }))
  expect(readRun(folder)).toBeUndefined()
  removeRun(folder)
  expect(fs.existsSync(path.join(folder, 'run.json'))).toBe(false)
})
