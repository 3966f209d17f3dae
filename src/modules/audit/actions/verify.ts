import { z } from 'zod'
import { change, changeMany } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { jobKind, startJob } from '../../../platform/jobs/job.ts'
import { commitment } from '../../../platform/record.ts'
import type { Verification } from '../contract.ts'
import * as contract from '../contract.ts'
import { followsOn } from '../policy.ts'
import { beforeFirst, eventsBetween, type ReadEvent, type Seal, sealHash, sealsAfter } from '../store.ts'

type Broken = NonNullable<Verification['broken']>
type Counts = { events: number; erased: number; seals: number }

const sealsAtOnce = 100
const tailAtOnce = 2_000

/** The first event whose values are not those it committed to; erased values are counted, not a break. */
function brokenValue(read: readonly ReadEvent[], counts: Counts): { reason: Broken['reason']; eventId: number } | undefined {
  for (const { event, value } of read) {
    counts.events++
    if (value === null && event.valueHash !== null) counts.erased++
    if (value === null) continue
    if (event.valueHash === null) return { reason: 'VALUE_UNEXPECTED', eventId: event.id }
    if (commitment(value.salt, value.text).toString('hex') !== event.valueHash) return { reason: 'VALUE_CONTENT', eventId: event.id }
  }
  return undefined
}

async function checkSeal(db: Db, seal: Seal, previous: Seal | undefined, counts: Counts): Promise<Broken | undefined> {
  const at = { sealId: seal.id, fromId: previous === undefined ? seal.firstEventId : previous.lastEventId + 1, untilId: seal.lastEventId }
  const misplaced = followsOn(seal, previous)
  if (misplaced) return { ...at, reason: misplaced, eventId: null }
  const read = await eventsBetween(db, previous?.lastEventId ?? beforeFirst, seal.lastEventId, seal.events + 1)
  if (read.length !== seal.events) return { ...at, reason: 'EVENT_COUNT', eventId: null }
  const value = brokenValue(read, counts)
  if (value) return { ...at, ...value }
  return sealHash(
    seal,
    read.map((r) => r.event),
  ) === seal.hash
    ? undefined
    : { ...at, reason: 'EVENT_CONTENT', eventId: null }
}

/** Events newer than the last seal: their values are checked, their order is not proven yet. */
async function checkTail(db: Db, after: number, counts: Counts): Promise<Broken | undefined> {
  for (let from = after; ; ) {
    const read = await eventsBetween(db, from, Number.MAX_SAFE_INTEGER, tailAtOnce)
    const value = brokenValue(read, counts)
    if (value) return { sealId: null, fromId: value.eventId, untilId: value.eventId, ...value }
    const last = read.at(-1)
    if (!last) return undefined
    from = last.event.id
  }
}

/** Recomputes every seal and every commitment, from the first event on; stops at the first place that is not as it was. */
export async function checkTrail(db: Db, onEvents: (events: number) => Promise<void> = async () => {}): Promise<Verification> {
  const counts: Counts = { events: 0, erased: 0, seals: 0 }
  let previous: Seal | undefined
  const answer = (broken: Broken | undefined, unsealed: number): Verification => ({
    ...{ whole: broken === undefined, broken: broken ?? null, ...counts, unsealed, head: previous?.hash ?? null },
  })
  for (;;) {
    const seals = await sealsAfter(db, previous?.id ?? 0, sealsAtOnce)
    if (seals.length === 0) break
    for (const seal of seals) {
      const broken = await checkSeal(db, seal, previous, counts)
      if (broken) return answer(broken, 0)
      previous = seal
      counts.seals++
    }
    await onEvents(counts.events)
  }
  const sealed = counts.events
  const broken = await checkTail(db, previous?.lastEventId ?? beforeFirst, counts)
  return answer(broken, counts.events - sealed)
}

const recordVerification = changeMany<{ jobId: number; found: Verification }, Verification>(
  'audit.verify',
  'audit.read',
  async (_, { jobId, found }) => ({
    result: found,
    events: [contract.trailVerified(jobId, found)],
  }),
)

export const verifyJob = jobKind({
  kind: 'audit.verify',
  permission: 'audit.read',
  input: z.strictObject({}),
  async run(context) {
    const found = await checkTrail(context.db, (done) => context.progress({ done }))
    if (!found.whole) context.log.error({ broken: found.broken }, 'the trail of changes is not as it was sealed')
    return context.close(recordVerification, { jobId: context.jobId, found })
  },
})

/** The job's own event says what was found. */
export const verifyTrail = change(contract.verifyTrail, async (context) => ({
  result: { jobId: await startJob(context, verifyJob, {}) },
  nothingChanged: true,
}))
