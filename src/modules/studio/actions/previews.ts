import { z } from 'zod'
import { addDays } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { invalidField } from '../../../core/problem.ts'
import { change, changeMany } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { jobKind, startJob } from '../../../platform/jobs/job.ts'
import { planBook } from '../../care/actions/plan-book.ts'
import { type Hands, ownersAnew } from '../../care/policy/assign.ts'
import type { CarePlan } from '../../care/policy/compile.ts'
import type { CareFacts } from '../../care/policy/facts.ts'
import type { Together } from '../../care/policy/together.ts'
import { handsFrom } from '../../care/queries/hands.ts'
import { factsBetween, lastIdAfter, ownersChanged } from '../../care/queries.ts'
import { soundText } from '../../policies/actions/publishing.ts'
import { versionInForce } from '../../policies/queries.ts'
import type { OwnerChange } from '../../tasks/policy/moves.ts'
import { type GivenDuty, givenDuties } from '../../tasks/queries/assigned.ts'
import { policyTasksOf } from '../../tasks/queries.ts'
import { type Sorted, sortOut } from '../../tiering/actions/assess-book.ts'
import { standingsBetween } from '../../tiering/queries.ts'
import * as contract from '../contract.ts'
import { addCounts, type Changes, changesOf } from '../policy/changes.ts'
import { factsAfter, isMove } from '../policy/facts.ts'
import { countCustomers } from '../queries.ts'
import * as store from '../store.ts'
import { type Draft, draftOf, rulesOfDraft } from './draft.ts'
import { figuresOf } from './figures.ts'

const zone = 'Asia/Shanghai'
const chunkSize = 5_000
const aheadAtMost = 731
/** Versions count from 1: what stands by a published one never counts as judged by the text already. */
const unpublished = 0

const wanted = z.strictObject({ previewId: z.int() })
const counts = z.record(z.string(), z.number())
/** `loads`: how many more duties each person of a pool would have by what was looked at so far. */
const place = z.object({ after: z.number(), looked: z.number(), lost: z.number(), kept: counts, loads: counts })
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

type Chunk = { draft: Draft; after: number; loads: Counts }
type Counts = Record<string, number>
type Done = { looked: number; lost: number; kept: Counts; loads: Counts; last: number | null }

/** Judges and plans for the next customers as runs after publishing would, and notes what would change. */
const lookAtBook = changeMany<Chunk, Done>('studio.look', 'policies.publish', async ({ tx }, { draft, after, loads }) => {
  const last = await lastIdAfter(tx, after, chunkSize)
  if (last === undefined) return { result: { looked: 0, lost: 0, kept: {}, loads: {}, last: null }, events: [] }
  const standings = await standingsBetween(tx, after, last)
  const { fresh, changed } = sortOut(draft.tiering, draft.asOf, unpublished, standings)
  const judged = new Map([...fresh, ...changed].map((found) => [found.customerId, found]))
  const stages = new Map(standings.map(([id, , , , , , stage]) => [id, stage]))
  const lost = [...judged.values()]
    .filter(({ customerId, outcome }) => outcome.stage === 'LOST' && stages.get(customerId) !== 'LOST')
    .map(({ customerId }) => ({ customerId, stage: stages.get(customerId) ?? null }))
  const now = await factsBetween(tx, after, last)
  const facts = now.map((f) => factsAfter(f, judged.get(f.customerId), draft.asOf))
  const hands = await handsFrom(tx, draft.care, draft.asOf)
  for (const [id, more] of Object.entries(loads)) hands.loads.set(Number(id), (hands.loads.get(Number(id)) ?? 0) + more)
  const { duties, kept, load, moved } = await changesFor(tx, draft, now, facts, hands)
  await store.insertMoves(tx, draft.previewId, movesOf([...judged.values()]))
  await store.insertLost(tx, draft.previewId, lost)
  await store.insertDuties(tx, draft.previewId, duties)
  await store.addLoad(tx, draft.previewId, load)
  return { result: { looked: facts.length, lost: lost.length, kept, loads: moved, last }, events: [] }
})

const movesOf = (judged: readonly Sorted['fresh'][number][]): store.Move[] =>
  judged.filter(isMove).map(({ customerId, tierBefore, outcome }) => ({ customerId, from: tierBefore, to: outcome.tier }))

/** `moved`: how many duties each person of a pool would have more, for the next customers to be planned by. */
async function changesFor(
  tx: Tx,
  draft: Draft,
  now: readonly CareFacts[],
  facts: readonly CareFacts[],
  hands: Hands,
): Promise<Changes & { moved: Counts }> {
  const { care, asOf, until, effort } = draft
  const tasks = await policyTasksOf(
    tx,
    facts.map((f) => f.customerId),
  )
  const { insert, end, met } = planBook(care, facts, tasks, { asOf, until, policyVersion: unpublished }, hands)
  const ended = new Set([...met, ...[...end.values()].flat()])
  const open = tasks.filter((task) => task.state === 'OPEN')
  const given = new Map(
    (
      await givenDuties(
        tx,
        open.map(({ id }) => id),
      )
    ).map((duty) => [duty.id, duty]),
  )
  const changes = new Map((await ownersChanged(tx, facts)).map((change) => [change.customerId, change]))
  const standing = open.flatMap((task) => {
    const before = given.get(task.id)
    return before ? [{ ...task, before, after: handedOver(before, changes.get(task.customerId)) }] : []
  })
  const moved = new Map<number, number>()
  const count = (id: number | null, by: number) => id !== null && hands.loads.has(id) && moved.set(id, (moved.get(id) ?? 0) + by)
  for (const { assigneeId } of insert) count(assigneeId, 1)
  for (const { id, before, after } of standing) {
    count(before.assigneeId, -1)
    if (!ended.has(id)) count(after.assigneeId, 1)
  }
  const standsWith = (duty: GivenDuty) => (duty.dueOn > asOf ? ownersAnew(hands.team, duty) : null)?.assigneeId ?? duty.assigneeId
  const changed = changesOf(
    standing.map(({ before, after, ...task }) => ({ ...task, personId: before.assigneeId, personAfter: standsWith(after) })),
    insert.map((duty) => ({ ...duty, personId: duty.assigneeId })),
    ended,
    {
      from: asOf,
      before: { effort: effort.before, together: togetherBy(draft.careBefore, now) },
      after: { effort: effort.after, together: togetherBy(care, facts) },
    },
  )
  return { ...changed, moved: Object.fromEntries(moved) }
}

/** A duty as it stands when its customer has come to another: what a pool shares and what was given to a third stays. */
function handedOver(duty: GivenDuty, change: OwnerChange | undefined): GivenDuty {
  if (change === undefined || duty.assignedAs === 'POOL') return duty
  const isOwners = duty.assigneeId === change.ownerBefore || duty.assignedAs === 'DEPUTY'
  if (!isOwners || (duty.assignedAs === 'DEPUTY' && change.ownerId === change.ownerBefore)) return duty
  return { ...duty, assigneeId: change.ownerId, assignedAs: 'OWNER', insteadOf: null }
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
    let at: Place = context.cursor === undefined ? { after: 0, looked: 0, lost: 0, kept: {}, loads: {} } : place.parse(context.cursor)
    for (;;) {
      const done = await context.chunk(lookAtBook, { draft, after: at.after, loads: at.loads }, (d) => ({
        cursor: advance(at, d),
        done: at.looked + d.looked,
      }))
      at = advance(at, done)
      if (done.last === null) break
    }
    return context.close(close, { draft, place: at })
  },
})

const advance = (at: Place, { looked, lost, kept, loads, last }: Done): Place => ({
  after: last ?? at.after,
  looked: at.looked + looked,
  lost: at.lost + lost,
  kept: addCounts(at.kept, kept),
  loads: addCounts(at.loads, loads),
})
