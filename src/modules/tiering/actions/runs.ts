import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeMany, change, changeMany, read } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { type JobContext, jobKind, startJob } from '../../../platform/jobs/job.ts'
import { takeTouched, untouchBetween } from '../../customers/actions/touch.ts'
import { newestVersion, versionInForce } from '../../policies/queries.ts'
import * as contract from '../contract.ts'
import {
  dueForReview,
  lastIdAfter,
  ledgersAfter,
  newestCurrentRun,
  listRuns as queryRuns,
  standingsBetween,
  standingsOf,
} from '../queries.ts'
import * as store from '../store.ts'
import { assessor, type Sorted, sortOut } from './assess-book.ts'
import { rulesOf } from './rules.ts'

const zone = 'Asia/Shanghai'
const chunkSize = 20_000

const plan = z.strictObject({ kind: z.enum(contract.runKinds), asOf: day, policyVersion: z.int() })
type Plan = z.output<typeof plan>

/** What a run has done so far; saved with each chunk. */
type Place = { runId: number; after: number; assessed: number; changed: number }

export const startRun = change(contract.startRun, async (context, input) => {
  const { tx, now } = context
  const today = inZone(now, zone).day
  if (input.asOf !== undefined && input.asOf > today) throw invalidField('asOf', 'day-in-future', { today })
  const replay = input.asOf !== undefined || input.policyVersion !== undefined
  if (replay && input.incremental) throw invalidField('incremental', 'replay-is-never-incremental')
  const version = input.policyVersion ?? (replay ? await newestVersion(tx) : await versionInForce(tx, today))
  if (version === undefined) throw new Problem('refused', 'no-policy-yet')
  await rulesOf(tx, context.company, version)
  const kind = replay ? 'REPLAY' : input.incremental ? 'INCREMENTAL' : 'FULL'
  const jobId = await startJob(context, tierRunJob, { kind, asOf: input.asOf ?? today, policyVersion: version } satisfies Plan)
  return { result: { jobId }, nothingChanged: true }
})

export const listRuns = read(contract.listRuns, ({ db }, page) => queryRuns(db, page))

type Opening = { plan: Plan; jobId: number }

const openRun = changeMany<Opening, number>('tiering.open-run', 'tiering.run', async ({ tx, now, actor }, { plan: p, jobId }) => {
  const label = p.kind === 'REPLAY' ? `as-of ${p.asOf} policy ${p.policyVersion}` : ''
  const runId = await store.insertRun(tx, { ...p, label, jobId, startedAt: now, by: actor.name })
  return { result: runId, events: [] }
})

type Chunk = { plan: Plan; runId: number; after: number }

/** Saves what a chunk came to, with the trail; tier moves of customers known before are events on their timeline. */
async function save(tx: Tx, p: Plan, runId: number, { fresh, changed, reviewed }: Sorted) {
  await store.insertTiers(tx, fresh, p.asOf, p.policyVersion)
  await store.updateTiers(tx, changed, p.asOf, p.policyVersion)
  await store.updateReviews(tx, reviewed)
  const moved = [...fresh, ...changed]
  await store.insertHistory(tx, moved, p.asOf, p.policyVersion, runId)
  return changed
    .filter((x) => x.tierBefore !== x.tier)
    .map((x) =>
      contract.tierChanged({
        customerId: x.customerId,
        before: x.tierBefore ?? '',
        after: x.tier,
        rule: x.ruleId,
        policyVersion: p.policyVersion,
        facts: { total: x.r + x.f + x.m, stage: x.stage, recencyDays: x.recencyDays },
      }),
    )
}

type Done = { assessed: number; changed: number; more: boolean; after?: number; afterNo?: string }

const assessAll = changeMany<Chunk, Done>('tiering.assess-all', 'tiering.run', async ({ tx, company }, { plan: p, runId, after }) => {
  await store.lockTiers(tx)
  const rules = await rulesOf(tx, company, p.policyVersion)
  const last = await lastIdAfter(tx, after, chunkSize)
  if (last === undefined) return { result: { assessed: 0, changed: 0, more: false }, events: [] }
  // Marks go before the facts are read: what is marked meanwhile stays for the next incremental run.
  await untouchBetween(tx, after, last)
  const standings = await standingsBetween(tx, after, last)
  const sorted = sortOut(rules, p.asOf, p.policyVersion, standings)
  const events = await save(tx, p, runId, sorted)
  return { result: { assessed: standings.length, changed: sorted.fresh.length + sorted.changed.length, more: true, after: last }, events }
})

const assessTouched = changeMany<Chunk, Done>('tiering.assess-touched', 'tiering.run', async ({ tx, company }, { plan: p, runId }) => {
  await store.lockTiers(tx)
  const rules = await rulesOf(tx, company, p.policyVersion)
  const touched = await takeTouched(tx, chunkSize)
  const due = await dueForReview(tx, p.asOf, chunkSize)
  const ids = [...new Set([...touched, ...due])]
  const standings = await standingsOf(tx, ids)
  const sorted = sortOut(rules, p.asOf, p.policyVersion, standings)
  const events = await save(tx, p, runId, sorted)
  return { result: { assessed: standings.length, changed: sorted.fresh.length + sorted.changed.length, more: ids.length > 0 }, events }
})

const replayAll = changeMany<Chunk, Done>('tiering.replay', 'tiering.run', async ({ tx, company }, { plan: p, runId, after }) => {
  const rules = await rulesOf(tx, company, p.policyVersion)
  const rows = await ledgersAfter(tx, after, chunkSize)
  const { replay, found } = assessor(rules, p.asOf)
  const results = rows.map((r) => {
    replay(r.ledger)
    return { ...found(r.id, null), customerNo: r.customer_no }
  })
  await store.insertReplayRows(tx, runId, results)
  return { result: { assessed: rows.length, changed: 0, more: rows.length > 0, after: rows.at(-1)?.id ?? after }, events: [] }
})

const closeRun = changeMany<{ plan: Plan; place: Place }, contract.RunEnd>(
  'tiering.close-run',
  'tiering.run',
  async ({ tx, now }, { plan: p, place }) => {
    await store.endRun(tx, place.runId, { assessed: place.assessed, changed: place.changed, at: now })
    await store.saveDistribution(tx, place.runId, p.kind === 'REPLAY')
    const end = {
      runId: place.runId,
      kind: p.kind,
      asOf: p.asOf,
      policyVersion: p.policyVersion,
      assessed: place.assessed,
      changed: place.changed,
    }
    return { result: end, events: [contract.runEnded(end)] }
  },
)

const place = z.object({ runId: z.number(), after: z.number(), assessed: z.number(), changed: z.number() })

export const tierRunJob = jobKind({
  kind: 'tiering.run',
  permission: 'tiering.run',
  input: plan,
  async run(context, p) {
    const start: Place = context.cursor === undefined ? await begin(context, p) : place.parse(context.cursor)
    const onlyNews = p.kind === 'INCREMENTAL' && (await sameRulesAsBefore(context, p))
    const end = await inChunks(context, p, start, p.kind === 'REPLAY' ? replayAll : onlyNews ? assessTouched : assessAll)
    return context.chunk(closeRun, { plan: p, place: end })
  },
})

async function begin(context: JobContext, p: Plan): Promise<Place> {
  const placeOf = (runId: number): Place => ({ runId, after: 0, assessed: 0, changed: 0 })
  return placeOf(await context.chunk(openRun, { plan: p, jobId: context.jobId }, (runId) => ({ cursor: placeOf(runId), step: p.kind })))
}

/** Only customers with news need a look, unless another policy came into force since the last run. */
async function sameRulesAsBefore({ db }: JobContext, p: Plan): Promise<boolean> {
  return (await newestCurrentRun(db))?.policyVersion === p.policyVersion
}

const advance = (at: Place, d: Done): Place => ({
  ...at,
  after: d.after ?? at.after,
  assessed: at.assessed + d.assessed,
  changed: at.changed + d.changed,
})

async function inChunks(context: JobContext, p: Plan, start: Place, work: ChangeMany<Chunk, Done>): Promise<Place> {
  let at = start
  for (;;) {
    const done = await context.chunk(work, { plan: p, runId: at.runId, after: at.after }, (d) => {
      const next = advance(at, d)
      return { cursor: next, done: next.assessed }
    })
    at = advance(at, done)
    if (!done.more) return at
  }
}
