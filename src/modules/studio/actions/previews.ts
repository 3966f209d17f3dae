import { z } from 'zod'
import { addDays } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { invalidField } from '../../../core/problem.ts'
import { change, changeMany } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { jobKind, startJob } from '../../../platform/jobs/job.ts'
import { planBook } from '../../care/actions/plan-book.ts'
import type { CarePlan } from '../../care/policy/compile.ts'
import type { CareFacts } from '../../care/policy/facts.ts'
import type { Together } from '../../care/policy/together.ts'
import { factsBetween, lastIdAfter, ownersChanged } from '../../care/queries.ts'
import { soundText } from '../../policies/actions/publishing.ts'
import { versionInForce } from '../../policies/queries.ts'
import { policyTasksOf } from '../../tasks/queries.ts'
import { type Sorted, sortOut } from '../../tiering/actions/assess-book.ts'
import { standingsBetween } from '../../tiering/queries.ts'
import * as contract from '../contract.ts'
import { addCounts, type Changes, changesOf } from '../policy/changes.ts'
import { factsAfter, isMove } from '../policy/facts.ts'
import { countCustomers, peopleWith } from '../queries.ts'
import * as store from '../store.ts'
import { type Draft, draftOf, rulesOfDraft } from './draft.ts'
import { figuresOf } from './figures.ts'

const zone = 'Asia/Shanghai'
const chunkSize = 5_000
const aheadAtMost = 731
/** Versions count from 1: what stands by a published one never counts as judged by the text already. */
const unpublished = 0

const wanted = z.strictObject({ previewId: z.int() })
const place = z.object({ after: z.number(), looked: z.number(), lost: z.number(), kept: z.record(z.string(), z.number()) })
export type Place = z.output<typeof place>

export const startPreview = change(contract.startPreview, async (context, input) => {
  const { tx, now, actor, house } = context
  const { document } = soundText(house, input.source)
  const today = inZone(now, zone).day
  const latest = addDays(today, aheadAtMost)
  const effectiveOn = input.effectiveOn === undefined || input.effectiveOn < today ? today : input.effectiveOn
  if (effectiveOn > latest) throw invalidField('effectiveOn', 'too-far-ahead', { latest })
  await rulesOfDraft(tx, document, effectiveOn)
  const baseVersion = (await versionInForce(tx, today)) ?? null
  const made = { madeAt: now, madeBy: actor.name }
  const previewId = await store.insertPreview(tx, { source: input.source, document, baseVersion, effectiveOn, ...made })
  return { result: { jobId: await startJob(context, previewJob, { previewId }, await countCustomers(tx)) }, nothingChanged: true }
})

type Chunk = { draft: Draft; after: number }
type Done = { looked: number; lost: number; kept: Record<string, number>; last: number | null }

/** Judges and plans for the next customers as runs after publishing would, and notes what would change. */
const lookAtBook = changeMany<Chunk, Done>('studio.look', 'policies.publish', async ({ tx }, { draft, after }) => {
  const last = await lastIdAfter(tx, after, chunkSize)
  if (last === undefined) return { result: { looked: 0, lost: 0, kept: {}, last: null }, events: [] }
  const standings = await standingsBetween(tx, after, last)
  const { fresh, changed } = sortOut(draft.tiering, draft.asOf, unpublished, standings)
  const judged = new Map([...fresh, ...changed].map((found) => [found.customerId, found]))
  const stages = new Map(standings.map(([id, , , , , , stage]) => [id, stage]))
  const lost = [...judged.values()]
    .filter(({ customerId, outcome }) => outcome.stage === 'LOST' && stages.get(customerId) !== 'LOST')
    .map(({ customerId }) => ({ customerId, stage: stages.get(customerId) ?? null }))
  const now = await factsBetween(tx, after, last)
  const facts = now.map((f) => factsAfter(f, judged.get(f.customerId), draft.asOf))
  const { duties, kept, load } = await changesFor(tx, draft, now, facts)
  await store.insertMoves(tx, draft.previewId, movesOf([...judged.values()]))
  await store.insertLost(tx, draft.previewId, lost)
  await store.insertDuties(tx, draft.previewId, duties)
  await store.addLoad(tx, draft.previewId, load)
  return { result: { looked: facts.length, lost: lost.length, kept, last }, events: [] }
})

const movesOf = (judged: readonly Sorted['fresh'][number][]): store.Move[] =>
  judged.filter(isMove).map(({ customerId, tierBefore, outcome }) => ({ customerId, from: tierBefore, to: outcome.tier }))

async function changesFor(tx: Tx, draft: Draft, now: readonly CareFacts[], facts: readonly CareFacts[]): Promise<Changes> {
  const { care, asOf, until, effort } = draft
  const tasks = await policyTasksOf(
    tx,
    facts.map((f) => f.customerId),
  )
  const { insert, end, met } = planBook(care, facts, tasks, { asOf, until, policyVersion: unpublished })
  const open = tasks.filter((task) => task.state === 'OPEN')
  const people = await peopleWith(
    tx,
    open.map((task) => task.id),
  )
  const changes = new Map((await ownersChanged(tx, facts)).map((change) => [change.customerId, change]))
  const after = (customerId: number, personId: number | null): number | null => {
    const change = changes.get(customerId)
    return change?.ownerBefore === personId ? change.ownerId : personId
  }
  return changesOf(
    open.map((task) => {
      const personId = people.get(task.id) ?? null
      return { ...task, personId, personAfter: after(task.customerId, personId) }
    }),
    insert.map((duty) => ({ ...duty, personId: duty.assigneeId })),
    new Set([...met, ...[...end.values()].flat()]),
    {
      from: asOf,
      before: { effort: effort.before, together: togetherBy(draft.careBefore, now) },
      after: { effort: effort.after, together: togetherBy(care, facts) },
    },
  )
}

/** Which visits serve two duties of a customer, by a text; by none, no visit does. */
function togetherBy(care: CarePlan | null, facts: readonly CareFacts[]): (customerId: number) => Together {
  const known = new Map(facts.map((f) => [f.customerId, f]))
  return (customerId) => {
    const own = known.get(customerId)
    return (care && own && care.profileOf(own).together) ?? null
  }
}

const close = changeMany<{ draft: Draft; place: Place }, { previewId: number }>(
  'studio.close',
  'policies.publish',
  async ({ tx }, { draft, place: at }) => {
    await store.closePreview(tx, draft.previewId, await figuresOf(tx, draft, at))
    return { result: { previewId: draft.previewId }, events: [] }
  },
)

export const previewJob = jobKind({
  kind: 'studio.preview',
  permission: 'policies.publish',
  input: wanted,
  async run(context, { previewId }) {
    const draft = await draftOf(context.db, context.company, previewId)
    let at: Place = context.cursor === undefined ? { after: 0, looked: 0, lost: 0, kept: {} } : place.parse(context.cursor)
    for (;;) {
      const done = await context.chunk(lookAtBook, { draft, after: at.after }, (d) => ({
        cursor: advance(at, d),
        done: at.looked + d.looked,
      }))
      at = advance(at, done)
      if (done.last === null) break
    }
    return context.close(close, { draft, place: at })
  },
})

const advance = (at: Place, { looked, lost, kept, last }: Done): Place => ({
  after: last ?? at.after,
  looked: at.looked + looked,
  lost: at.lost + lost,
  kept: addCounts(at.kept, kept),
})
