import { flushCompileCache } from 'node:module'
import pg from 'pg'
import { customers } from '../../src/modules/customers/module.ts'
import { importing } from '../../src/modules/importing/module.ts'
import { purchases } from '../../src/modules/purchases/module.ts'
import type { Company } from '../../src/platform/companies.ts'
import { kyselyOver, openPool, type Target } from '../../src/platform/db/connect.ts'
import { fileStore } from '../../src/platform/files.ts'
import { buildHouse, type House } from '../../src/platform/house.ts'
import { runJob } from '../../src/platform/jobs/run-job.ts'
import { createLog } from '../../src/platform/log.ts'
import { systemCaller } from '../../src/platform/system-caller.ts'

/** What the driver tells a child to do: run a job of importing, of planning or of a bulk change, or the planted importer that keeps rows and place apart. */
export type Order = {
  program: 'import' | 'plan' | 'bulk' | 'naive'
  target: Target
  schema: string
  files: string
  jobId: number
  now: string
  rows: number
}

const say = (word: 'started' | 'working' | 'done') => process.send?.(word)

process.once('message', (order: Order) => {
  say('started')
  const work = order.program === 'naive' ? runNaively(order) : runInHouse(order)
  work.then(
    () => say('done'),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
flushCompileCache()
process.once('disconnect', () => process.exit())

/** Planning reads what most rooms keep; an import does with three, which are ready sooner. */
async function houseFor(program: Order['program'], now: Date): Promise<House> {
  if (program === 'import') return buildHouse([customers, purchases, importing], async () => systemCaller(now, 'drill'))
  const { rooms } = await import('../../src/main/modules.ts')
  return rooms()
}

async function runInHouse({ program, target, schema, files, jobId, now }: Order): Promise<void> {
  const log = createLog('fatal')
  const write = openPool(target, { schema, name: 'drill', log, max: 3 })
  const company: Company = {
    key: schema,
    write,
    db: kyselyOver(openPool(target, { schema, name: 'drill-read', log, max: 2, readOnly: true })),
    files: fileStore(files),
    close: async () => {},
  }
  const at = new Date(now)
  const house = await houseFor(program, at)
  // The first connection claims the job; from the second on it writes.
  const connect = write.connect.bind(write)
  let connections = 0
  const counted = () => {
    if (++connections === 2) say('working')
    return connect()
  }
  Object.assign(write, { connect: counted })
  await runJob({ company, house, log }, () => at, jobId)
}

const batch = 10

/** The planted fault: rows in one transaction, the place in the file in another. */
async function runNaively({ target, schema, jobId, rows }: Order): Promise<void> {
  const client = new pg.Client(target)
  await client.connect()
  await client.query(`set search_path = ${schema}`)
  say('working')
  const { rows: found } = await client.query<{ cursor: string | null }>('select cursor from job where id = $1', [jobId])
  for (let at = Number(found[0]?.cursor ?? 0); at < rows; at += batch) {
    const names = Array.from({ length: batch }, (_, i) => `naive ${at + i}`)
    await client.query(
      `insert into customer (customer_no, name, name_key, name_identity, created_at, changed_at)
       select gen_random_uuid()::text, name, name, name, now(), now() from unnest($1::text[]) as name`,
      [names],
    )
    await client.query('update job set cursor = $2 where id = $1', [jobId, String(at + batch)])
  }
  await client.query("update job set state = 'DONE' where id = $1", [jobId])
}
