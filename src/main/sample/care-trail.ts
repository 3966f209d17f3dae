import type { Day } from '../../core/day.ts'
import type { Facts } from '../../core/decision.ts'
import { toShanghai } from '../../core/instant.ts'
import type { StoredContact } from '../../modules/customers/actions/bulk.ts'
import { type TaskSubject, taskDone, taskPostponed, taskTold, taskWaived } from '../../modules/tasks/contract/events.ts'
import type { RuleAsks } from '../../modules/tasks/contract.ts'
import type { NoticeAsked } from '../../modules/tasks/policy/notice.ts'
import { insertPast, type PastReport, type PastTask } from '../../modules/tasks/store/past.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Told as ToldEvent } from '../../platform/record.ts'
import { contactChance, freeContact, logPast, type PastContact } from './care-contacts.ts'
import { askPast, decidedAt } from './care-releases.ts'
import { toldOf } from './care-told.ts'
import * as words from './care-words.ts'
import type { Looked, Told } from './care-year.ts'
import { present, type Random, randomFrom } from './random.ts'
import { at, tellAll, toldBy, type Who } from './told.ts'
import type { Customer } from './types.ts'

/** Who plays a part in the year, and what is asked of them. */
export type Cast = {
  customers: ReadonlyMap<number, Customer>
  contacts: ReadonlyMap<number, readonly StoredContact[]>
  /** Days of contacts that no task asked for. */
  free: ReadonlyMap<number, readonly Day[]>
  lookedAfter: (customerId: number, on: Day) => Looked
  person: (id: number) => Who
  headOf: (unitId: number | null, askedBy: number) => Who
  approver: string
  asksOf: (ruleId: string) => RuleAsks | null
  noticeAsked: (task: { ruleId: string; kind: string }) => NoticeAsked | null
}

const atOnce = 4_000
const minutesOf = (random: Random): number => random.int(9 * 60, 17 * 60 + 50)

/** Writes the year: contacts, duties with their reports, decisions, and the trail of all of them. */
export async function writeYear(tx: Tx, told: readonly Told[], cast: Cast, today: Day): Promise<void> {
  const events = await writeFreeContacts(tx, cast)
  for (let from = 0; from < told.length; from += atOnce) {
    const some = told.slice(from, from + atOnce)
    const written: { task: PastTask; random: Random; minutes: number }[] = []
    for (const one of some) {
      const random = randomFrom(one.id * 48_271 + 11)
      const minutes = minutesOf(random)
      const report = one.state === 'DONE' && one.doneBy !== null ? await reportOf(tx, one, cast, { random, minutes }, events) : null
      written.push({ task: pastTaskOf(one, report, minutes, today), random, minutes })
    }
    const ids = await insertPast(
      tx,
      written.map(({ task }) => task),
    )
    for (const [i, one] of some.entries()) {
      const { task, minutes } = present(written[i])
      events.push(...(await eventsOf(tx, { told: one, task, taskId: present(ids[i]), minutes }, cast, today)))
    }
  }
  await tellAll(tx, events)
}

async function writeFreeContacts(tx: Tx, cast: Cast): Promise<ToldEvent[]> {
  const events: ToldEvent[] = []
  for (const [customerId, days] of cast.free) {
    const random = contactChance(`${present(cast.customers.get(customerId)).customerNo}7`)
    for (const on of days) {
      const { ownerId } = cast.lookedAfter(customerId, on)
      if (ownerId === null) continue
      const contact = { ...freeContact(random), customerId, contactId: contactAt(cast, customerId, random), on, who: cast.person(ownerId) }
      events.push((await logPast(tx, contact, random)).told)
    }
  }
  return events
}

function contactAt({ contacts }: Cast, customerId: number, random: Random): number | null {
  const there = contacts.get(customerId) ?? []
  return there.length === 0 ? null : random.pick(there).id
}

type Chance = { random: Random; minutes: number }

/** What its person wrote when a duty was done; the contact goes on record where it was logged. */
async function reportOf(tx: Tx, one: Told, cast: Cast, { random, minutes }: Chance, events: ToldEvent[]): Promise<PastReport> {
  const asks = cast.asksOf(one.ruleId)
  const channel = asks && asks.channels.length > 0 ? (random.chance(0.5) ? (asks.channels[0] ?? null) : random.pick(asks.channels)) : null
  const on = present(one.doneOn ?? undefined)
  const who = cast.person(present(one.doneBy ?? undefined))
  const outcome = asks ? random.pick(words.outcomesOf[one.kind] ?? words.outcomes) : null
  const contact = one.fate.logged ? contactOf(one, { channel, outcome, on, minutes, who }, cast, random) : null
  const logged = contact ? await logPast(tx, contact, random) : null
  if (logged) events.push(logged.told)
  const evidence = (asks?.evidence ?? [])
    .filter((kind) => kind !== 'INTERACTION')
    .map((kind) => ({ kind, note: words.notes[kind] ?? '已登记' }))
  return {
    ...{ doneOn: on, doneBy: who.id, channel, checked: asks?.checklist ?? [], outcome, evidence },
    nextStep: asks ? random.pick(words.nextSteps) : null,
    interactionId: logged?.id ?? null,
    ...toldOf(one.id, cast.noticeAsked(one), { doneOn: on, channel }),
  }
}

type Said = { channel: string | null; outcome: string | null; on: Day; minutes: number; who: Who }

function contactOf(one: Told, { channel, outcome, on, minutes, who }: Said, cast: Cast, random: Random): PastContact | null {
  const known = (['PHONE', 'EMAIL', 'VISIT', 'IM', 'VIDEO', 'SMS'] as const).find((c) => c === channel)
  if (known === undefined || outcome === null) return null
  const { customerId, ruleId, dueOn } = one
  const place = present(cast.customers.get(customerId)).address ?? '客户处'
  const visit = known === 'VISIT' ? { plan: `${ruleId} ${dueOn}`, place } : null
  return {
    customerId,
    contactId: contactAt(cast, customerId, random),
    on,
    minutes,
    channel: known,
    direction: 'OUT',
    who,
    text: outcome,
    visit,
  }
}

const text = (day: Day, minutes: number): string => toShanghai(at(day, minutes))
/** The nightly run plans at twenty past midnight. */
const planned = 20

/** Whether an appointment was made: before the duty was settled otherwise, and before today. */
const wasPostponed = ({ fate, settledOn }: Told, today: Day): boolean =>
  fate.postponed !== null && fate.postponed.at < today && (settledOn === null || fate.postponed.at < settledOn)

function pastTaskOf(one: Told, report: PastReport | null, minutes: number, today: Day): PastTask {
  const { id: _, fate, createdOn, settledOn, doneBy: __, ...duty } = one
  const put = wasPostponed(one, today) ? fate.postponed : null
  const changed = settledOn === null ? (put?.at ?? null) : settledOn
  const version = 1 + (put ? 1 : 0) + (report && notedBefore(one, report, put?.at ?? createdOn) ? 1 : 0) + (settledOn === null ? 0 : 1)
  const ended = one.state === 'ENDED' || (one.state === 'DONE' && report === null)
  return {
    ...duty,
    report: report ?? (one.state === 'DONE' && one.doneOn !== null ? metOn(one.doneOn) : null),
    ...{ plannedOn: put?.to ?? null, plannedReason: put?.reason ?? null, version },
    createdAt: text(createdOn, planned),
    changedAt: changed === null ? text(createdOn, planned) : text(changed, ended ? planned : minutes),
  }
}

/** Whether it was noted on its own day that the customer was told: of a task that was there, before it was done. Else the report says it. */
const notedBefore = ({ createdOn }: Told, { toldOn, doneOn }: PastReport, lastChanged: Day): boolean =>
  toldOn !== null && toldOn < doneOn && toldOn > createdOn && toldOn > lastChanged

/** A manager came: nobody reported it. */
const metOn = (doneOn: Day): PastReport => ({
  ...{ doneOn, doneBy: null, channel: null, checked: [], outcome: null, nextStep: null, evidence: [], interactionId: null },
  ...{ tellBy: null, toldOn: null, toldChannel: null },
})

type Written = { told: Told; task: PastTask; taskId: number; minutes: number }

const subjectOf = ({ told, taskId }: Written, version: number): TaskSubject => ({
  id: taskId,
  version,
  customerId: told.customerId,
  cause: {
    rule: told.ruleId,
    policyVersion: told.policyVersion,
    facts: { ...(told.facts as Facts), dueOn: told.dueOn, windowTo: told.windowTo },
  },
})

/** What the trail tells of a duty: postponed, asked about, done or released from, each by its person on its day. */
async function eventsOf(tx: Tx, written: Written, cast: Cast, today: Day): Promise<ToldEvent[]> {
  const { told: one, task, minutes } = written
  const called = { kind: one.kind, title: null, due_on: one.dueOn }
  const events: ToldEvent[] = []
  const doer = (on: Day): Who | null => {
    const { ownerId } = cast.lookedAfter(one.customerId, on)
    return ownerId === null ? null : cast.person(ownerId)
  }
  const put = task.plannedOn === null ? null : one.fate.postponed
  const by = put ? doer(put.at) : null
  if (put && by) {
    const after = { ...called, planned_on: put.to, planned_reason: put.reason }
    events.push(toldBy(by, at(put.at, minutes), taskPostponed(subjectOf(written, 2), { planned_on: null, planned_reason: null }, after)))
  }
  const released = await releaseOf(tx, written, cast, today, doer)
  events.push(...released.told)
  if (one.state === 'WAIVED' && one.settledOn !== null && one.doneBy !== null) {
    const who = released.head ?? cast.person(one.doneBy)
    const more = released.id === null ? { ground: one.fate.ground } : { approval_id: released.id }
    const when = released.id === null ? at(one.settledOn, minutes) : decidedAt(one.settledOn)
    events.push(toldBy(who, when, taskWaived(subjectOf(written, task.version), { ...called, reason: one.endedReason, ...more })))
  }
  const { report } = task
  const teller = report?.toldOn && notedBefore(one, report, put?.at ?? one.createdOn) ? doer(report.toldOn) : null
  if (report?.toldOn && teller) {
    const after = { ...called, told_on: report.toldOn, told_channel: report.toldChannel, told_for: null }
    const subject = subjectOf(written, put ? 3 : 2)
    events.push(toldBy(teller, at(report.toldOn, minutes), taskTold(subject, { told_on: null, told_channel: null, told_for: null }, after)))
  }
  if (one.state === 'DONE' && report?.doneBy != null)
    events.push(toldBy(cast.person(report.doneBy), at(report.doneOn, minutes), doneEvent(written, report)))
  return events
}

function doneEvent(written: Written, report: PastReport) {
  const { told: one, task } = written
  return taskDone(subjectOf(written, task.version), {
    ...{ kind: one.kind, title: null, due_on: one.dueOn, done_on: report.doneOn, channel: report.channel, checked: report.checked },
    ...{ unchecked_reason: null, outcome: report.outcome, next_step: report.nextStep, interaction_id: report.interactionId },
    ...{ evidence: report.evidence, standing: report.doneOn <= one.windowTo ? 'ON_TIME' : 'LATE' },
    ...(report.tellBy === null ? {} : { told_on: report.toldOn, tell_by: report.tellBy }),
  })
}

type Released = { id: number | null; head: Who | null; told: ToldEvent[] }

/** The asking for a release, if it came to one before the duty was settled otherwise, and before today. */
async function releaseOf(tx: Tx, { told: one, taskId }: Written, cast: Cast, today: Day, doer: (on: Day) => Who | null): Promise<Released> {
  const { asked } = one.fate
  const none: Released = { id: null, head: null, told: [] }
  if (!asked || asked.at >= today || one.unitId === null) return none
  const decided = asked.decidedOn < today
  const isOver = one.settledOn !== null && (decided ? one.settledOn < asked.decidedOn : true)
  const by = doer(asked.at)
  if (isOver || by === null) return none
  const head = cast.headOf(one.unitId, by.id)
  const title = cast.asksOf(one.ruleId)?.title ?? one.kind
  const { id, told } = await askPast(tx, { task: one, taskId, title, by, head, post: cast.approver, decided })
  return { id, head, told }
}
