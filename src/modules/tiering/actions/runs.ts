import { z } from 'zod'
import { day } from '../../../core/day.ts'
import type { Event } from '../../../core/event.ts'
import { inZone } from '../../../core/instant.ts'
import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeMany, change, changeMany, read } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { type JobContext, jobKind, startJob } from '../../../platform/jobs/job.ts'
import { takeTouched, touchCustomers, untouchBetween } from '../../customers/actions/touch.ts'
import { newestVersion, versionInForce } from '../../policies/queries.ts'
import * as contract from '../contract.ts'
import {
  countsOf,
  dueForReview,
  lastIdAfter,
  ledgersAfter,
  newestCurrentRun,
  listRuns as queryRuns,
  standingsInPieces,
  standingsOf,
} from '../queries.ts'
import * as store from '../store.ts'
import { addCounts, assessor, type Counts, difference, type Sorted, sorter, sortOut } from './assess-book.ts'
import { rulesOf } from './rules.ts'

const zone = 'Asia/Shanghai'
const chunkSize = 20_000

const plan = z.strictObject({ kind: z.enum(contract.runKinds), asOf: day, policyVersion: z.int() })
type Plan = z.output<typeof plan>

/** What a run has done so far; saved with each chunk. */
const place = z.object({
  runId: z.number(),
  after: z.number(),
  assessed: z.number(),
  changed: z.number(),
  counts: z.record(z.string(), z.number()),
})
type Place = z.output<typeof place>

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

const openRun = changeMany<{ plan: Plan; jobId: number }, number>(
  'tiering.open-run',
  'tiering.run',
  async ({ tx, now, actor }, { plan: p, jobId }) => {
    const label = p.kind === 'REPLAY' ? `as-of ${p.asOf} policy ${p.policyVersion}` : ''
    return { result: await store.insertRun(tx, { ...p, label, jobId, startedAt: now, by: actor.name }), events: [] }
  },
)

type Chunk = { plan: Plan; runId: number; after: number }
type Done = { assessed: number; changed: number; more: boolean; after?: number; counts: Counts }

const idsOf = (found: readonly { customerId: number }[]): number[] => found.map((f) => f.customerId)

/** Saves what a chunk came to, with the trail; tier moves of customers known before are events on their timeline. */
async function save(tx: Tx, p: Plan, runId: number, { fresh, changed, reviewed }: Sorted): Promise<Event[]> {
  await store.insertTiers(tx, fresh, p.asOf, p.policyVersion)
  await store.updateTiers(tx, changed, p.asOf, p.policyVersion)
  await store.updateReviews(tx, reviewed)
  await store.insertHistory(tx, [...fresh, ...changed], p.asOf, p.policyVersion, runId)
  // After a run over the whole book, care looks at the whole book too.
  if (p.kind === 'INCREMENTAL') await touchCustomers(tx, idsOf([...fresh, ...changed]), ['care'])
  return changed.flatMap(({ customerId, tierBefore, outcome, ruleId, recencyDays }) => {
    if (tierBefore === null || tierBefore === outcome.tier) return []
    const facts = { total: outcome.points.total, stage: outcome.stage, recencyDays }
    return [
      contract.tierChanged({ customerId, before: tierBefore, after: outcome.tier, rule: ruleId, policyVersion: p.policyVersion, facts }),
    ]
  })
}

const assessAll = changeMany<Chunk, Done>('tiering.assess-all', 'tiering.run', async ({ tx, company }, { plan: p, runId, after }) => {
  await store.lockTiers(tx)
  const rules = await rulesOf(tx, company, p.policyVersion)
  const last = await lastIdAfter(tx, after, chunkSize)
  if (last === undefined) return { result: { assessed: 0, changed: 0, more: false, counts: {} }, events: [] }
  // Marks go before the facts are read: what is marked meanwhile stays for the next incremental run.
  await untouchBetween(tx, 'tiering', after, last)
  const { sorted, take } = sorter(rules, p.asOf, p.policyVersion)
  let assessed = 0
  for await (const standings of standingsInPieces(tx, after, last)) {
    take(standings)
    assessed += standings.length
  }
  const events = await save(tx, p, runId, sorted)
  const changed = sorted.fresh.length + sorted.changed.length
  return { result: { assessed, changed, more: true, after: last, counts: sorted.after }, events }
})

const assessTouched = changeMany<Chunk, Done>('tiering.assess-touched', 'tiering.run', async ({ tx, company }, { plan: p, runId }) => {
  await store.lockTiers(tx)
  const rules = await rulesOf(tx, company, p.policyVersion)
  const touched = await takeTouched(tx, 'tiering', chunkSize)
  const due = await dueForReview(tx, p.asOf, chunkSize)
  const ids = [...new Set([...touched, ...due])]
  const standings = await standingsOf(tx, ids)
  const sorted = sortOut(rules, p.asOf, p.policyVersion, standings)
  const events = await save(tx, p, runId, sorted)
  const changed = sorted.fresh.length + sorted.changed.length
  // A chunk that was not full took everything there was.
  const more = touched.length === chunkSize || due.length === chunkSize
  return { result: { assessed: standings.length, changed, more, counts: difference(sorted) }, events }
})

const replayAll = changeMany<Chunk, Done>('tiering.replay', 'tiering.run', async ({ tx, company }, { plan: p, runId, after }) => {
  const rules = await rulesOf(tx, company, p.policyVersion)
  const rows = await ledgersAfter(tx, after, chunkSize)
  const { replay, found } = assessor(rules, p.asOf)
  const results = rows.map(([id, , ledger]) => {
    replay(ledger)
    return found(id, null)
  })
  const numbers = rows.map(([, no]) => no)
  await store.insertReplayRows(tx, runId, results, numbers)
  const counts: Counts = {}
  for (const { outcome } of results) counts[`${outcome.tier} ${outcome.stage}`] = (counts[`${outcome.tier} ${outcome.stage}`] ?? 0) + 1
  return {
    result: { assessed: rows.length, changed: 0, more: rows.length === chunkSize, after: rows.at(-1)?.[0] ?? after, counts },
    events: [],
  }
})

const closeRun = changeMany<{ plan: Plan; place: Place }, contract.RunEnd>(
  'tiering.close-run',
  'tiering.run',
  async ({ tx, now }, { plan: p, place: at }) => {
    await store.endRun(tx, at.runId, { assessed: at.assessed, changed: at.changed, at: now })
    await store.saveDistribution(tx, at.runId, at.counts)
    const end = { runId: at.runId, kind: p.kind, asOf: p.asOf, policyVersion: p.policyVersion, assessed: at.assessed, changed: at.changed }
    return { result: end, events: [contract.runEnded(end)] }
  },
)

export const tierRunJob = jobKind({
  kind: 'tiering.run',
  permission: 'tiering.run',
  input: plan,
  async run(context, p) {
    const start: Place = context.cursor === undefined ? await begin(context, p) : place.parse(context.cursor)
    const last = p.kind === 'INCREMENTAL' ? await newestCurrentRun(context.db) : undefined
    // Only customers with news need a look, unless another policy came into force since the last run.
    const onlyNews = last?.policyVersion === p.policyVersion
    const end = await inChunks(context, p, start, p.kind === 'REPLAY' ? replayAll : onlyNews ? assessTouched : assessAll)
    const counts = onlyNews && last ? addCounts(countsFrom(await countsOf(context.db, last.id)), end.counts) : end.counts
    return context.close(closeRun, { plan: p, place: { ...end, counts } })
  },
})

const countsFrom = (rows: readonly { tier: string; stage: string; customers: number }[]): Counts =>
  Object.fromEntries(rows.map((r) => [`${r.tier} ${r.stage}`, r.customers]))

async function begin(context: JobContext, p: Plan): Promise<Place> {
  const placeOf = (runId: number): Place => ({ runId, after: 0, assessed: 0, changed: 0, counts: {} })
  const runId = await context.chunk(openRun, { plan: p, jobId: context.jobId }, (id) => ({ cursor: placeOf(id), step: p.kind }))
  return placeOf(runId)
}

const advance = (at: Place, d: Done): Place => ({
  ...at,
  after: d.after ?? at.after,
  assessed: at.assessed + d.assessed,
  changed: at.changed + d.changed,
  counts: addCounts(at.counts, d.counts),
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
