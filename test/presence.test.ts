import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { backupTo } from '../src/platform/backup/backup.ts'
import { restoreArchive } from '../src/platform/backup/restore-archive.ts'
import { testOffice } from './office.ts'

const office = await testOffice()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-presence-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const processes = () => office.sql<{ role: string; pid: number }>('select role, pid from kewei_deployment.process')

function databaseUrl(): string {
  const { user, password = '', host, port, database } = office.deployment.ownerTarget
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}

async function serveWeb() {
  const main = path.resolve(import.meta.dirname, '../src/main/cli/main.ts')
  const args = [main, 'serve', '--role', 'web', '--data', path.join(folder, 'data'), '--port', '0', '--json']
  const env = { ...process.env, DATABASE_URL: databaseUrl(), KEWEI_LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  return { child, exited }
}

test('a web process is known as long as it serves, and holds a restore back', { timeout: 60_000 }, async () => {
  const archive = path.join(folder, 'archive.kewei')
  await backupTo(office.deployment, 'kewei', archive, { now: office.now })
  const { child, exited } = await serveWeb()
  try {
    expect(await processes()).toEqual([{ role: 'web', pid: child.pid }])
    const restore = restoreArchive(office.deployment, archive, { caller: office.caller() })
    await expect(restore).rejects.toMatchObject({ rule: 'restore-while-running', facts: { processes: [`${os.hostname()} ${child.pid}`] } })
  } finally {
    child.kill('SIGTERM')
  }
  expect((await exited)[0]).toBe(0)
  expect(await processes()).toEqual([])
})
