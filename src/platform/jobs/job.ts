import type { z } from 'zod'
import type { Caller, ChangeContext, ChangeMany } from '../action.ts'
import type { Db, Tx } from '../db/db.ts'
import { tellPeople } from '../live/tell.ts'
import type { Office } from '../perform.ts'

/** How far a job is: rows done, rows in all (if known), and a word for the step. */
export type Progress = { done?: number; total?: number | null; step?: string }

/** What a running job may do. Every write goes through `chunk` or `close`, which also save the job's place, fenced by its attempt. */
export type JobContext = Caller &
  Office & {
    readonly db: Db
    readonly jobId: number
    /** Where an earlier attempt stopped; undefined at the first start. */
    readonly cursor: unknown
    chunk<Chunk, Result>(
      change: ChangeMany<Chunk, Result>,
      chunk: Chunk,
      after?: (result: Result) => Progress & { cursor?: unknown },
    ): Promise<Result>
    /** The last piece of work: the job is done with it, in one transaction, and its result is the job's. Nothing can be done after it. */
    close<Chunk, Result>(change: ChangeMany<Chunk, Result>, chunk: Chunk): Promise<Result>
    /** Saves progress without other writes; throws when the job was cancelled or taken over. */
    progress(progress: Progress): Promise<void>
  }

/** Long work a person can watch, leave and cancel. */
export type JobKind = {
  readonly kind: string
  readonly permission: string
  readonly input: z.ZodType
  run(context: JobContext, input: never): Promise<unknown>
}

export const jobKind = <In extends z.ZodType>(kind: {
  kind: string
  permission: string
  input: In
  run(context: JobContext, input: z.output<In>): Promise<unknown>
}): JobKind => kind as unknown as JobKind

export type TaskContext = Office & { readonly now: Date; readonly system: Caller }

/** Small work nobody watches, set going by an event or a schedule; may run twice, must end the same. */
export type Task = { readonly name: string; run(context: TaskContext, input: unknown): Promise<void> }

/** When a task runs by itself: a cron pattern read in Asia/Shanghai. */
export type Schedule = { readonly name: string; readonly cron: string; readonly task: string }

export const runJobTask = 'job.run'

/** Puts a job in line, in the transaction of the change that wants it; answers its number. */
export async function startJob(context: ChangeContext, kind: JobKind, input: unknown, total: number | null = null): Promise<number> {
  const { tx, actor, now } = context
  const row = await tx
    .insertInto('job')
    .values({
      kind: kind.kind,
      state: 'WAITING',
      input: JSON.stringify(input),
      total,
      created_by: actor.personId,
      created_by_kind: actor.kind,
      created_by_name: actor.name,
      created_by_token: actor.tokenId ?? null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await context.enqueue(runJobTask, { jobId: row.id }, { key: `job:${row.id}` })
  await tellPeople(tx, 'job', [actor.personId])
  return row.id
}

/** The job was cancelled, or another attempt took it over: this one stops at once and writes nothing more. */
export class JobStopped extends Error {
  readonly reason: 'cancelled' | 'taken-over'
  constructor(reason: 'cancelled' | 'taken-over') {
    super(`job ${reason}`)
    this.reason = reason
  }
}

export type Fence = (tx: Tx, progress: Progress & { cursor?: unknown }) => Promise<void>
