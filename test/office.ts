import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import type { z } from 'zod'
import type { Endpoint } from '../src/core/endpoint.ts'
import { rooms } from '../src/main/modules.ts'
import type { Caller } from '../src/platform/action.ts'
import { type Company, type Deployment, openDeployment } from '../src/platform/companies.ts'
import type { House } from '../src/platform/house.ts'
import { runJob } from '../src/platform/jobs/run-job.ts'
import { createLog } from '../src/platform/log.ts'
import { type Office, perform } from '../src/platform/perform.ts'
import { mintScope } from '../src/platform/scope.ts'
import { systemCaller } from '../src/platform/system-caller.ts'
import { templateName, testSecret } from './cluster.ts'

/** Where test time stands still unless a test moves it. A Sunday. */
export const testNow = new Date('2026-11-22T02:00:00Z')

export type TestOffice = Office & {
  deployment: Deployment
  house: House
  /** The clock of this office; assign to move it. */
  now: Date
  /** A caller with these permissions (`*` for all) and, unless told otherwise, sight of everything. */
  caller(permissions?: string[], fields?: Partial<Pick<Caller, 'scope' | 'actor' | 'locale'>>): Caller
  /** Performs the endpoint's action as the server would; the reply must fit the endpoint's output schema. */
  call<In extends z.ZodType, Out extends z.ZodType>(endpoint: Endpoint<In, Out>, input: z.input<In>, caller?: Caller): Promise<z.input<Out>>
  /** Runs a waiting job to its end in this process. */
  runJob(id: number): Promise<void>
  /** Raw SQL as the owner, for asserting what is stored. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

export const everything = mintScope({ all: true, unitIds: [], ownerIds: [], masked: false })

/** A fresh database for this test file, cloned from the template, with the whole house over it. Closed after the file. */
export async function testOffice(companyKey = 'kewei'): Promise<TestOffice> {
  const cluster = inject('cluster')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new pg.Pool({ ...cluster, max: 1 })
  await admin.query(`create database ${name} template ${templateName}`)
  const folder = mkdtempSync(join(tmpdir(), 'kewei-files-'))
  const log = createLog(process.env['KEWEI_TEST_LOG'] ?? 'fatal')
  const deployment = await openDeployment({
    owner: { ...cluster, database: name },
    secret: testSecret,
    filesFolder: folder,
    ownCluster: true,
    log,
    poolSize: 6,
  })
  const company = (await deployment.company(companyKey)) as Company
  const house = rooms()
  const office: TestOffice = {
    company,
    house,
    log,
    deployment,
    now: testNow,
    caller: (permissions = ['*'], fields = {}) => ({
      ...systemCaller(office.now, 'test'),
      actor: { kind: 'OPERATOR', personId: null, name: 'test', permissions: new Set(permissions) },
      scope: everything,
      requestId: 'test',
      ...fields,
    }),
    async call(endpoint, input, caller) {
      const action = house.actions.get(endpoint.name)
      if (!action) throw new Error(`no action ${endpoint.name}`)
      const reply = await perform(office, action, caller ?? office.caller(), input)
      const wire: unknown = JSON.parse(JSON.stringify(reply ?? null))
      if (endpoint.reply !== 'file') endpoint.output.parse(wire)
      return wire as never
    },
    runJob: (id) => runJob(office, () => office.now, id),
    async sql(text, values = []) {
      const client = await deployment.owner.connect()
      try {
        await client.query(`set search_path = "${companyKey}"`)
        return (await client.query(text, values)).rows
      } finally {
        await client.query('reset search_path')
        client.release()
      }
    },
  }
  afterAll(async () => {
    await deployment.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
    rmSync(folder, { recursive: true, force: true })
  })
  return office
}
