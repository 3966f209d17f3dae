import { idBelow, type Page, toPage } from '../../core/page.ts'
import { found, Problem } from '../../core/problem.ts'
import { type Actor, type Caller, may, scopeUnder } from '../action.ts'
import type { Db } from '../db/db.ts'
import { jobStates } from '../jobs/job-states.ts'
import { stillShows } from '../scope.ts'
import type { Job } from './contract.ts'

const columns = [
  'id',
  'kind',
  'state',
  'step',
  'done',
  'total',
  'cancel_asked',
  'created_by_name',
  'created_at',
  'started_at',
  'ended_at',
  'result',
  'problem',
] as const

/** Jobs the actor started; all of them for whoever may see all. */
function visible(db: Db, actor: Actor, mine = false) {
  const all = db.selectFrom('job').select(columns)
  if (!mine && may(actor, 'jobs.all')) return all
  if (actor.personId !== null) return all.where('created_by', '=', actor.personId)
  return all.where('created_by_kind', '=', actor.kind).where('created_by_name', '=', actor.name)
}

type Row = {
  id: number
  kind: string
  state: string
  step: string | null
  done: number
  total: number | null
  cancel_asked: boolean
  created_by_name: string
  created_at: Date
  started_at: Date | null
  ended_at: Date | null
  result: string | null
  problem: string | null
}

const toJob = (r: Row): Job => ({
  id: r.id,
  kind: r.kind,
  state: jobStates.find((s) => s === r.state) ?? 'FAILED',
  step: r.step,
  done: r.done,
  total: r.total,
  cancelAsked: r.cancel_asked,
  by: r.created_by_name,
  createdAt: r.created_at,
  startedAt: r.started_at,
  endedAt: r.ended_at,
  result: r.result === null ? null : JSON.parse(r.result),
  problem: r.problem === null ? null : JSON.parse(r.problem),
})

export async function listJobs(
  db: Db,
  actor: Actor,
  filter: { kind?: string | undefined; open?: boolean | undefined; mine?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<Page<Job>> {
  let q = visible(db, actor, filter.mine)
  if (filter.kind !== undefined) q = q.where('kind', '=', filter.kind)
  if (filter.open !== undefined) q = q.where('state', filter.open ? 'in' : 'not in', ['WAITING', 'RUNNING'])
  const below = idBelow(filter.after)
  if (below !== undefined) q = q.where('id', '<', below)
  const rows = await q
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  return toPage(rows.map(toJob), filter.limit, (j) => [j.id])
}

export async function readJob(db: Db, actor: Actor, id: number): Promise<Job> {
  return toJob(found(await visible(db, actor).where('id', '=', id).executeTakeFirst(), 'job'))
}

export type KeptFile = { id: string; name: string; media_type: string; size: number; purpose: string; created_at: Date }

const fileColumns = ['id', 'name', 'media_type', 'size', 'purpose', 'created_at', 'permission', 'sight'] as const

/** A file that belongs to the caller, anybody else's does not exist; refused when they could not make it any more. */
export async function fileOf(db: Db, caller: Pick<Caller, 'actor' | 'scope' | 'reach'>, id: string): Promise<KeptFile> {
  const { actor } = caller
  let q = db.selectFrom('file').select(fileColumns).where('id', '=', id)
  q =
    actor.personId === null
      ? q.where('created_by', 'is', null).where('created_by_kind', '=', actor.kind)
      : q.where('created_by', '=', actor.personId)
  const { permission, sight, ...file } = found(await q.executeTakeFirst(), 'file')
  if (permission !== null && !may(actor, permission)) throw new Problem('forbidden', 'not-permitted', { permission })
  if (sight !== null && !stillShows(scopeUnder(caller, permission ?? 'signed-in'), sight)) throw new Problem('forbidden', 'file-shows-more')
  return file
}
