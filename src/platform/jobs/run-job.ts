import { sql } from 'kysely'
import { Problem } from '../../core/problem.ts'
import { type Caller, isNamed, may, scopeUnder } from '../action.ts'
import type { Clock } from '../clock.ts'
import { inTransaction } from '../db/connect.ts'
import type { Tx } from '../db/db.ts'
import { problemOf } from '../db/errors.ts'
import { tellPeople } from '../live/tell.ts'
import { type Office, performChunk } from '../perform.ts'
import { type Fence, type JobContext, type JobKind, JobStopped, type Progress } from './job.ts'

const leaseSeconds = 30
const maxAttempts = 10

type Claimed = {
  id: number
  kind: string
  input: string
  cursor: string | null
  attempt: number
  created_by: number | null
  created_by_kind: string
  created_by_name: string
  created_by_token: number | null
}

const lease = sql<Date>`now() + make_interval(secs => ${leaseSeconds})`

/** Takes a job nobody works on; each taking has a higher attempt number, and only the highest may write. */
async function claim(office: Office, jobId: number): Promise<Claimed | undefined> {
  return inTransaction(office.company.write, (tx) =>
    tx
      .updateTable('job')
      .set({ state: 'RUNNING', attempt: sql`attempt + 1`, lease_until: lease, started_at: sql`coalesce(started_at, now())` })
      .where('id', '=', jobId)
      .where('state', 'in', ['WAITING', 'RUNNING'])
      .where((w) => w.or([w('lease_until', 'is', null), w('lease_until', '<', sql<Date>`now()`)]))
      .returning(['id', 'kind', 'input', 'cursor', 'attempt', 'created_by', 'created_by_kind', 'created_by_name', 'created_by_token'])
      .executeTakeFirst(),
  )
}

/** Saves the job's place if this attempt still holds it and nobody asked to cancel; otherwise stops the job. */
const fenceOf =
  (job: Claimed): Fence =>
  async (tx, progress) => {
    const held = await tx
      .updateTable('job')
      .set({
        lease_until: lease,
        ...(progress.cursor === undefined ? {} : { cursor: JSON.stringify(progress.cursor) }),
        ...(progress.done === undefined ? {} : { done: progress.done }),
        ...(progress.total === undefined ? {} : { total: progress.total }),
        ...(progress.step === undefined ? {} : { step: progress.step }),
      })
      .where('id', '=', job.id)
      .where('attempt', '=', job.attempt)
      .where('state', '=', 'RUNNING')
      .returning('cancel_asked')
      .executeTakeFirst()
    if (!held) throw new JobStopped('taken-over')
    await tellPeople(tx, 'job', [job.created_by])
    if (held.cancel_asked) throw new JobStopped('cancelled')
  }

type End = { state: 'DONE' | 'FAILED' | 'CANCELLED'; result?: unknown; problem?: unknown }

const finish = (office: Office, job: Claimed, end: End): Promise<void> =>
  inTransaction(office.company.write, (tx) => finishIn(tx, job, end))

/** Ends the job if this attempt still holds it; one that is over stays as it is. */
async function finishIn(tx: Tx, job: Claimed, end: End): Promise<void> {
  await tx
    .updateTable('job')
    .set({
      state: end.state,
      lease_until: null,
      ended_at: sql`now()`,
      ...(end.result === undefined ? {} : { result: JSON.stringify(end.result) }),
      ...(end.problem === undefined ? {} : { problem: JSON.stringify(end.problem) }),
    })
    .where('id', '=', job.id)
    .where('attempt', '=', job.attempt)
    .where('state', '=', 'RUNNING')
    .execute()
  await tellPeople(tx, 'job', [job.created_by])
}

/** Runs one job to its end, from where an earlier attempt stopped. Safe to call twice: the second call finds it taken. */
export async function runJob(office: Office, clock: Clock, jobId: number): Promise<void> {
  const job = await claim(office, jobId)
  if (!job) return
  const beat = setInterval(() => void extendLease(office, job), (leaseSeconds * 1000) / 3)
  try {
    const result = await execute(office, clock, job)
    await finish(office, job, { state: 'DONE', result: result ?? null })
  } catch (error) {
    await endBadly(office, job, error)
  } finally {
    clearInterval(beat)
  }
}

async function extendLease(office: Office, job: Claimed): Promise<void> {
  await inTransaction(office.company.write, (tx: Tx) =>
    tx
      .updateTable('job')
      .set({ lease_until: lease })
      .where('id', '=', job.id)
      .where('attempt', '=', job.attempt)
      .where('state', '=', 'RUNNING')
      .execute(),
  ).catch((error: unknown) => office.log.warn({ err: error, jobId: job.id }, 'could not extend the lease of a job'))
}

async function endBadly(office: Office, job: Claimed, error: unknown): Promise<void> {
  if (error instanceof JobStopped) {
    if (error.reason === 'cancelled') await finish(office, job, { state: 'CANCELLED' })
    return
  }
  const problem = problemOf(error)
  const unavailable = problem instanceof Problem && problem.code === 'unavailable'
  if (unavailable && job.attempt < maxAttempts) throw error
  if (!(problem instanceof Problem)) office.log.error({ err: error, jobId: job.id, kind: job.kind }, 'job failed')
  const shown =
    problem instanceof Problem
      ? { code: problem.code, rule: problem.rule, facts: problem.facts, issues: problem.issues }
      : { code: 'fault', rule: 'fault', facts: {}, issues: [] }
  await finish(office, job, { state: 'FAILED', problem: shown })
}

async function execute(office: Office, clock: Clock, job: Claimed): Promise<unknown> {
  const kind = office.house.jobs.get(job.kind)
  if (!kind) throw new Problem('invalid', 'unknown-job-kind', { kind: job.kind })
  const fence = fenceOf(job)
  const caller = await callerOf(office, clock, job, kind)
  const context: JobContext = {
    ...caller,
    ...office,
    scope: scopeUnder(caller, kind.permission),
    db: office.company.db,
    jobId: job.id,
    cursor: job.cursor === null ? undefined : JSON.parse(job.cursor),
    async chunk(change, chunk, after) {
      const now = await callerOf(office, clock, job, kind)
      return performChunk(office, change, now, chunk, job.id, async (tx, result) => fence(tx, after?.(result) ?? {}))
    },
    async close(change, chunk) {
      const now = await callerOf(office, clock, job, kind)
      return performChunk(office, change, now, chunk, job.id, async (tx, result) => {
        await fence(tx, {})
        await finishIn(tx, job, { state: 'DONE', result: result ?? null })
      })
    },
    progress: (progress: Progress) => inTransaction(office.company.write, (tx) => fence(tx, progress)),
  }
  return kind.run(context, kind.input.parse(JSON.parse(job.input)) as never)
}

/** The person or token behind the job with the rights of this moment: a right taken away stops the job at its next chunk. */
async function callerOf(office: Office, clock: Clock, job: Claimed, kind: JobKind): Promise<Caller> {
  const by = { personId: job.created_by, name: job.created_by_name, tokenId: job.created_by_token }
  const who = { ...by, kind: job.created_by_kind as Caller['actor']['kind'] }
  const caller = await office.house.identify(who, { company: office.company, now: clock(), requestId: `job-${job.id}`, permissions: ['*'] })
  if (!caller || (isNamed(kind.permission) && !may(caller.actor, kind.permission)))
    throw new Problem('forbidden', 'not-permitted', { permission: kind.permission })
  return caller
}
