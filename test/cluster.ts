import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { rooms } from '../src/main/modules.ts'
import { openDeployment } from '../src/platform/companies.ts'
import type { Target } from '../src/platform/db/connect.ts'
import { createLog } from '../src/platform/log.ts'
import { startEmbedded } from '../src/platform/postgres/embedded.ts'
import { seedCompany } from '../src/platform/seed.ts'
import { startOldest } from './oldest-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Target
  }
}

export const templateName = 'kewei_template'
export const testSecret = 'test-secret-test-secret-test-secret'

/** One PostgreSQL for the whole run (the one that comes along, or that of `KEWEI_TEST_POSTGRES`), with a migrated template database that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kewei-test-'))
  const log = createLog('error')
  const oldest = process.env['KEWEI_TEST_POSTGRES']
  const server = oldest ? await startOldest(dataDir, oldest, log) : await startEmbedded({ dataDir, log, durable: false })
  const owner = server.owner
  const admin = new pg.Pool({ ...owner, max: 1 })
  await admin.query(`create database ${templateName}`)
  await admin.end()
  const template = await openDeployment({
    owner: { ...owner, database: templateName },
    secret: testSecret,
    filesFolder: join(dataDir, 'files'),
    ownCluster: true,
    log,
  })
  await template.createCompany('kewei')
  const company = await template.company('kewei')
  if (company) await seedCompany(company, rooms(), new Date(0))
  await template.close()
  project.provide('cluster', owner)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
