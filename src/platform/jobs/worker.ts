import { Cron } from 'croner'
import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Deployment } from '../companies.ts'
import { inTransaction } from '../db/connect.ts'
import { deploymentSchema, jobSchema } from '../deployment-options.ts'
import type { House } from '../house.ts'
import type { Log } from '../log.ts'
import { enqueueIn, type Office } from '../perform.ts'
import { beatMs, deadAfterSeconds, presenceOf } from '../presence.ts'
import { systemCaller } from '../system-caller.ts'
import { runJobTask } from './job.ts'
import { runJob } from './run-job.ts'

export type WorkerOptions = { deployment: Deployment; house: House; clock: Clock; log: Log; version: string; concurrency?: number }
export type Worker = { stop(): Promise<void> }

const payload = z.object({ company: z.string(), input: z.unknown() })
const jobInput = z.object({ jobId: z.number() })

/** Works through the queue of all companies, keeps schedules, and picks up what dead workers left. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { deployment, log } = options
  const workers = new Set<string>()
  const runner: Runner = await run({
    pgPool: deployment.owner,
    schema: jobSchema,
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => (level, message) => (level === 'error' || level === 'warning' ? log.warn(message) : log.debug(message))),
    pollInterval: 1_000,
    taskList: tasksOf(options),
  })
  runner.events.on('worker:create', ({ worker }) => workers.add(worker.workerId))
  const presence = presenceOf(deployment, { role: 'worker', version: options.version, workers: () => [...workers] })
  const round = async () => {
    await presence.beat()
    await freeDeadWorkers(deployment)
    for (const key of await deployment.companyKeys()) await tick(options, key)
  }
  const guarded = () => round().catch((error: unknown) => log.warn({ err: error }, 'the worker could not do its round'))
  await guarded()
  const timer = setInterval(guarded, beatMs)
  return {
    async stop() {
      clearInterval(timer)
      await runner.stop()
      await presence.leave()
    },
  }
}

function tasksOf({ deployment, house, clock, log }: WorkerOptions): TaskList {
  const officeOf = async (key: string): Promise<Office | undefined> => {
    const company = await deployment.company(key)
    return company && { company, house, log: log.child({ company: key }) }
  }
  const entries = [...house.tasks.values()].map((task) => [
    task.name,
    async (raw: unknown) => {
      const { company, input } = payload.parse(raw)
      const office = await officeOf(company)
      if (office) await task.run({ ...office, now: clock(), system: systemCaller(clock(), task.name) }, input)
    },
  ])
  const runJobs = async (raw: unknown) => {
    const { company, input } = payload.parse(raw)
    const office = await officeOf(company)
    if (office) await runJob(office, clock, jobInput.parse(input).jobId)
  }
  return Object.fromEntries([...entries, [runJobTask, runJobs]])
}

/** Unlocks what processes held that no longer beat: after a kill the queue itself would wait for hours. */
export async function freeDeadWorkers(deployment: Deployment): Promise<void> {
  await deployment.owner.query(`delete from ${deploymentSchema}.rate_window where window_start < now() - interval '1 hour'`)
  await deployment.owner.query(`delete from ${deploymentSchema}.process where beat_at < now() - make_interval(secs => $1)`, [
    deadAfterSeconds,
  ])
  const orphans = await deployment.owner.query<{ worker: string }>(
    `select distinct locked_by as worker from ${jobSchema}.jobs where locked_by is not null
       and locked_at < now() - make_interval(secs => 5)
       and not exists (select 1 from ${deploymentSchema}.process p where locked_by = any(p.workers))`,
  )
  const ids = orphans.rows.map((r) => r.worker)
  if (ids.length > 0) await deployment.owner.query(`select ${jobSchema}.force_unlock_workers($1::text[])`, [ids])
}

/** Puts due schedules in line (one winner a slot, whoever ticks) and wakes jobs whose worker is gone. */
async function tick({ deployment, house, clock }: WorkerOptions, companyKey: string): Promise<void> {
  const company = await deployment.company(companyKey)
  if (!company) return
  const now = clock()
  const seen = await company.db.selectFrom('schedule_tick').selectAll().execute()
  for (const schedule of house.schedules) {
    const last = seen.find((s) => s.name === schedule.name)?.last_slot
    const due = last ? new Cron(schedule.cron, { timezone: 'Asia/Shanghai', paused: true }).nextRun(last) : null
    if (last && (!due || due > now)) continue
    await inTransaction(company.write, async (tx) => {
      const won = await tx
        .insertInto('schedule_tick')
        .values({ name: schedule.name, last_slot: now })
        .onConflict((c) =>
          c
            .column('name')
            .doUpdateSet({ last_slot: now })
            .where('schedule_tick.last_slot', '<=', last ?? now),
        )
        .executeTakeFirst()
      if (last && won.numInsertedOrUpdatedRows) await enqueueIn(tx, companyKey)(schedule.task, {}, { key: `schedule:${schedule.name}` })
    })
  }
  const stranded = await company.db.selectFrom('job').select('id').where('state', '=', 'RUNNING').where('lease_until', '<', now).execute()
  for (const job of stranded) {
    await inTransaction(company.write, (tx) => enqueueIn(tx, companyKey)(runJobTask, { jobId: job.id }, { key: `job:${job.id}` }))
  }
}
