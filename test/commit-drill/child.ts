import { flushCompileCache } from 'node:module'
import pg from 'pg'
import { care } from '../../src/modules/care/module.ts'
import { plans } from '../../src/modules/plans/module.ts'
import type { Company } from '../../src/platform/companies.ts'
import { kyselyOver, openPool, type Target } from '../../src/platform/db/connect.ts'
import { fileStore } from '../../src/platform/files.ts'
import { buildHouse } from '../../src/platform/house.ts'
import { runJob } from '../../src/platform/jobs/run-job.ts'
import { createLog } from '../../src/platform/log.ts'
import { systemCaller } from '../../src/platform/system-caller.ts'

/**
 * What a child is told: run a job, or one of the planted programs; and to die at its n-th commit, just before or just after it (null:
 * live). WITHOUT_KEY tells first and notes its place after; KEY_APART notes what is told first and tells after; ENDED_APART ends plans
 * first and tells of it after.
 */
export type Order = {
  program: 'JOB' | 'WITHOUT_KEY' | 'KEY_APART' | 'ENDED_APART'
  target: Target
  schema: string
  files: string
  jobId: number
  now: string
  dies: { commit: number; before: boolean } | null
}

process.once('message', (order: Order) => {
  const work = order.program === 'JOB' ? runInHouse(order) : runNaively(order)
  work.then(
    () => process.send?.('done'),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
flushCompileCache()
process.once('disconnect', () => process.exit())

const die = () => process.kill(process.pid, 'SIGKILL')

/** Counts commits; at the one ordered the process is gone before the next line runs. */
function deathOf({ dies }: Order): (commit: () => Promise<unknown>) => Promise<unknown> {
  let commits = 0
  return async (commit) => {
    const isLast = dies !== null && ++commits === dies.commit
    if (isLast && dies.before) die()
    const done = await commit()
    if (isLast) die()
    return done
  }
}

async function runInHouse(order: Order): Promise<void> {
  const { target, schema, files, jobId, now } = order
  const log = createLog('fatal')
  const write = openPool(target, { schema, name: 'drill', log, max: 3 })
  const committing = deathOf(order)
  write.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
    const counted = (...args: unknown[]) => (args[0] === 'commit' ? committing(() => query(...args)) : query(...args))
    Object.assign(client, { query: counted })
  })
  const db = kyselyOver(openPool(target, { schema, name: 'drill-read', log, max: 2, readOnly: true }))
  const company: Company = { key: schema, write, db, files: fileStore(files), close: async () => {} }
  const at = new Date(now)
  const house = buildHouse([care, plans], async () => systemCaller(at, 'drill'))
  await runJob({ company, house, log }, () => at, jobId)
}

const batch = 20

/** The planted faults. */
async function runNaively(order: Order): Promise<void> {
  const { target, schema, jobId } = order
  const client = new pg.Client(target)
  await client.connect()
  await client.query(`set search_path = ${schema}`)
  const committing = deathOf(order)
  const inOne = async (work: () => Promise<unknown>) => {
    await client.query('begin')
    await work()
    await committing(() => client.query('commit'))
  }
  await (order.program === 'ENDED_APART' ? endNaively(client, inOne) : tellNaively(client, inOne, order))
  await client.query("update job set state = 'DONE' where id = $1", [jobId])
}

type InOne = (work: () => Promise<unknown>) => Promise<void>

/** Of the same open duties one notice each for whoever does it. */
async function tellNaively(client: pg.Client, inOne: InOne, { jobId, program }: Order): Promise<void> {
  const tell = (ids: readonly number[]) =>
    client.query(
      `insert into notice (person_id, kind, subject_kind, subject_id, step, facts, told_on, created_at)
       select assignee_id, 'DUTY_SOON', 'TASK', id, 'BEFORE_7', '{}', current_date, now() from task where id = any($1::bigint[])`,
      [ids],
    )
  const { rows: open } = await client.query<{ id: number }>('select id::int from task where assignee_id is not null order by id')
  const { rows: place } = await client.query<{ cursor: string | null }>('select cursor from job where id = $1', [jobId])
  for (let at = program === 'WITHOUT_KEY' ? Number(place[0]?.cursor ?? 0) : 0; at < open.length; at += batch) {
    const ids = open.slice(at, at + batch).map((t) => t.id)
    if (program === 'WITHOUT_KEY') {
      await inOne(() => tell(ids))
      await inOne(() => client.query('update job set cursor = $2 where id = $1', [jobId, String(at + batch)]))
    } else {
      const fresh: number[] = []
      await inOne(async () => {
        const noted = await client.query<{ id: number }>(
          'insert into told_key select unnest($1::int[]) on conflict do nothing returning id',
          [ids],
        )
        fresh.push(...noted.rows.map((r) => r.id))
      })
      await inOne(() => tell(fresh))
    }
  }
}

/** Plans that are over end, some at a time; whoever looks after the customers hears of it in a transaction of its own. */
async function endNaively(client: pg.Client, inOne: InOne): Promise<void> {
  for (;;) {
    const ids: number[] = []
    await inOne(async () => {
      const { rows } = await client.query<{ id: number }>(
        `update customer_plan set state = 'ENDED', ended_on = current_date, result = case when goal is null then null else 'MISSED' end
         where id in (select id from customer_plan where state = 'ACTIVE' and until_on < '2026-12-31' order by id limit ${batch})
         returning id::int`,
      )
      ids.push(...rows.map((r) => r.id))
    })
    if (ids.length === 0) return
    await inOne(() =>
      client.query(
        `insert into notice (person_id, kind, subject_kind, subject_id, step, facts, told_on, created_at)
         select c.owner_id, 'PLAN_ENDED', 'PLAN', p.id, '', '{}', current_date, now()
         from customer_plan p join customer c on c.id = p.customer_id where p.id = any($1::bigint[]) and c.owner_id is not null`,
        [ids],
      ),
    )
  }
}
