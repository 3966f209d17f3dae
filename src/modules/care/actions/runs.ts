import { z } from 'zod'
import { day } from '../../../core/day.ts'
import type { Event } from '../../../core/event.ts'
import { inZone } from '../../../core/instant.ts'
import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeMany, change, changeMany, read } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { type JobContext, jobKind, startJob } from '../../../platform/jobs/job.ts'
import { takeTouched, untouchBetween } from '../../customers/actions/touch.ts'
import { calendarMark, newestVersion, versionInForce } from '../../policies/queries.ts'
import { endPlanned, type Given, givePlanned, handOverPlanned, insertPlanned, meetPlanned } from '../../tasks/actions/planning.ts'
import { toGiveAnew } from '../../tasks/queries/assigned.ts'
import { policyTasksOf } from '../../tasks/queries.ts'
import { wholeBookJudgedSince } from '../../tiering/queries/whole-runs.ts'
import * as contract from '../contract.ts'
import { givenAnew } from '../policy/assign.ts'
import type { CareFacts } from '../policy/facts.ts'
import { handsFrom } from '../queries/hands.ts'
import { dueForReview, factsBetween, factsOf, lastIdAfter, liveOn, ownersChanged, plannedLast, listRuns as queryRuns } from '../queries.ts'
import * as store from '../store.ts'
import { bookAsOf } from './as-of.ts'
import { planBook } from './plan-book.ts'
import { replayBook } from './replay.ts'
import { careRulesOf, horizonOf } from './rules.ts'

const zone = 'Asia/Shanghai'
const chunkSize = 5_000

const plan = z.strictObject({ kind: z.enum(contract.planKinds), asOf: day, until: day, policyVersion: z.int() })
type Plan = z.output<typeof plan>

const place = z.object({ runId: z.number(), after: z.number(), looked: z.number(), added: z.number(), ended: z.number() })
type Place = z.output<typeof place>

export const startPlan = change(contract.startPlan, async (context, input) => {
  const { tx, now, company } = context
  const today = inZone(now, zone).day
  const asOf = input.asOf ?? today
  if (asOf > today) throw invalidField('asOf', 'day-in-future', { today })
  const replay = input.asOf !== undefined || input.policyVersion !== undefined || input.until !== undefined
  if (replay && input.incremental) throw invalidField('incremental', 'replay-is-never-incremental')
  const version = input.policyVersion ?? (replay ? await newestVersion(tx) : await versionInForce(tx, today))
  if (version === undefined) throw new Problem('refused', 'no-policy-yet')
  const until = input.until ?? horizonOf(await careRulesOf(tx, company, version, asOf, asOf), asOf)
  if (until < asOf) throw invalidField('until', 'day-before-from', { from: asOf })
  const kind = replay ? 'REPLAY' : input.incremental ? 'INCREMENTAL' : 'FULL'
  const jobId = await startJob(context, planJob, { kind, asOf, until, policyVersion: version } satisfies Plan)
  return { result: { jobId }, nothingChanged: true }
})

export const listPlans = read(contract.listPlans, ({ db }, page) => queryRuns(db, page))

const openRun = changeMany<{ plan: Plan; jobId: number }, number>(
  'care.open-run',
  'care.plan',
  async ({ tx, now, actor }, { plan: p, jobId }) => {
    if (p.kind !== 'REPLAY') await store.beginCare(tx, p.asOf)
    const label = p.kind === 'REPLAY' ? `as-of ${p.asOf} policy ${p.policyVersion}` : ''
    const run = { ...p, label, jobId, startedAt: now, by: actor.name, calendar: await calendarMark(tx) }
    return { result: await store.insertRun(tx, run), events: [] }
  },
)

type Chunk = { plan: Plan; runId: number; after: number }
type Done = { looked: number; added: number; ended: number; more: boolean; after?: number }

/** Replays lay first due days out from their own day where the company had not begun yet. */
async function rulesFor(db: Db, company: Company, p: Plan) {
  const start = await liveOn(db)
  return careRulesOf(db, company, p.policyVersion, start !== undefined && start < p.asOf ? start : p.asOf, p.asOf)
}

async function save(tx: Tx, company: Company, p: Plan, facts: readonly CareFacts[], now: Date) {
  const rules = await rulesFor(tx, company, p)
  const tasks = await policyTasksOf(
    tx,
    facts.map((f) => f.customerId),
  )
  const planned = planBook(rules, facts, tasks, p, await handsFrom(tx, rules, p.asOf))
  const added = await insertPlanned(tx, planned.insert, now)
  const events: Event[] = []
  let ended = 0
  for (const [reason, ids] of planned.end) {
    events.push(...(await endPlanned(tx, ids, reason, now)))
    ended += ids.length
  }
  events.push(...(await meetPlanned(tx, planned.met, p.asOf, now)))
  for (const change of await ownersChanged(tx, facts)) events.push(...(await handOverPlanned(tx, change, now)))
  await store.saveLooked(tx, planned.looked)
  return { done: { looked: facts.length, added, ended }, events }
}

const planAll = changeMany<Chunk, Done>('care.plan-all', 'care.plan', async ({ tx, company, now }, { plan: p, after }) => {
  await store.lockCare(tx)
  const last = await lastIdAfter(tx, after, chunkSize)
  if (last === undefined) return { result: { looked: 0, added: 0, ended: 0, more: false }, events: [] }
  await untouchBetween(tx, 'care', after, last)
  const { done, events } = await save(tx, company, p, await factsBetween(tx, after, last), now)
  return { result: { ...done, more: true, after: last }, events }
})

const planTouched = changeMany<Chunk, Done>('care.plan-touched', 'care.plan', async ({ tx, company, now }, { plan: p }) => {
  await store.lockCare(tx)
  const touched = await takeTouched(tx, 'care', chunkSize)
  const due = await dueForReview(tx, p.asOf, chunkSize)
  const { done, events } = await save(tx, company, p, await factsOf(tx, [...new Set([...touched, ...due])]), now)
  return { result: { ...done, more: touched.length === chunkSize || due.length === chunkSize }, events }
})

/**
 * Owners' duties go to their deputies and back, and what pools had nobody for to their people. After the customers, whose owners may have
 * changed; begun anew after a break it comes to the same, for what was given already stays.
 */
const giveAnew = changeMany<Chunk, Done>('care.give-anew', 'care.plan', async ({ tx, company, now }, { plan: p, after }) => {
  await store.lockCare(tx)
  const rules = await rulesFor(tx, company, p)
  const hands = await handsFrom(tx, rules, p.asOf)
  const away = [...hands.team.away.values()].flat()
  const poolRules = [...rules.pools].flatMap(([rule, post]) => (hands.team.members.has(post) ? [rule] : []))
  const duties = await toGiveAnew(tx, { dueAfter: p.asOf, away, poolRules }, after, chunkSize)
  const given = new Map<number, Given>()
  for (const duty of duties) {
    const to = givenAnew(hands, rules.pools, duty)
    if (to) given.set(duty.id, to)
  }
  const events = await givePlanned(tx, given, now)
  const last = duties.at(-1)
  const none = { looked: 0, added: 0, ended: 0 }
  return { result: { ...none, more: duties.length === chunkSize, ...(last ? { after: last.id } : {}) }, events }
})

const replayAll = changeMany<Chunk, Done>('care.replay', 'care.plan', async ({ tx, company }, { plan: p, runId, after }) => {
  const last = await lastIdAfter(tx, after, chunkSize)
  if (last === undefined) return { result: { looked: 0, added: 0, ended: 0, more: false }, events: [] }
  const book = await bookAsOf(tx, company, p, after, last)
  const rows = replayBook(await rulesFor(tx, company, p), book, p)
  await store.insertReplayRows(tx, runId, rows)
  return { result: { looked: book.facts.length, added: rows.length, ended: 0, more: true, after: last }, events: [] }
})

const closeRun = changeMany<{ plan: Plan; place: Place }, contract.PlanEnd>(
  'care.close-run',
  'care.plan',
  async ({ tx, now }, { plan: p, place: { after: _, ...at } }) => {
    const end = { ...p, ...at }
    await store.endRun(tx, end, now)
    return { result: end, events: [contract.planEnded(end)] }
  },
)

/** Only customers with news need a look, unless policy or calendar are others or tiering went over the whole book since. */
async function onlyNews(db: Db, p: Plan): Promise<boolean> {
  if (p.kind !== 'INCREMENTAL') return false
  const last = await plannedLast(db)
  if (last?.policyVersion !== p.policyVersion || last.calendar !== (await calendarMark(db))) return false
  return !(await wholeBookJudgedSince(db, last.startedAt))
}

export const planJob = jobKind({
  kind: 'care.plan',
  permission: 'care.plan',
  input: plan,
  async run(context, p) {
    const start: Place = context.cursor === undefined ? await begin(context, p) : place.parse(context.cursor)
    const work = p.kind === 'REPLAY' ? replayAll : (await onlyNews(context.db, p)) ? planTouched : planAll
    const at = await inChunks(context, p, start, work)
    if (p.kind !== 'REPLAY') await givingAnew(context, p, at)
    return context.close(closeRun, { plan: p, place: at })
  },
})

async function begin(context: JobContext, p: Plan): Promise<Place> {
  const placeOf = (runId: number): Place => ({ runId, after: 0, looked: 0, added: 0, ended: 0 })
  const runId = await context.chunk(openRun, { plan: p, jobId: context.jobId }, (id) => ({ cursor: placeOf(id), step: p.kind }))
  return placeOf(runId)
}

const advance = (at: Place, d: Done): Place => ({
  runId: at.runId,
  after: d.after ?? at.after,
  looked: at.looked + d.looked,
  added: at.added + d.added,
  ended: at.ended + d.ended,
})

async function inChunks(context: JobContext, p: Plan, start: Place, work: ChangeMany<Chunk, Done>): Promise<Place> {
  let at = start
  for (;;) {
    const done = await context.chunk(work, { plan: p, runId: at.runId, after: at.after }, (d) => {
      const next = advance(at, d)
      return { cursor: next, done: next.looked }
    })
    at = advance(at, done)
    if (!done.more) return at
  }
}

/** Keeps the place of the customers: a job that goes on finds them done and begins this anew. */
async function givingAnew(context: JobContext, p: Plan, at: Place): Promise<void> {
  for (let after = 0, more = true; more; ) {
    const done = await context.chunk(giveAnew, { plan: p, runId: at.runId, after }, () => ({ cursor: at, done: at.looked }))
    after = done.after ?? after
    more = done.more
  }
}
