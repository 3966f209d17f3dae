import { z } from 'zod'
import type { WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import { addDays, type Day, dayNumber, daysBetween } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, changeMany } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { type JobContext, jobKind, startJob } from '../../../platform/jobs/job.ts'
import { type NewNotice, notify } from '../../notifications/actions/telling.ts'
import { stepsTold } from '../../notifications/queries.ts'
import { workingTimeBy } from '../../policies/actions/working-time.ts'
import { companyCalendar } from '../../policies/policy/calendar.ts'
import { documentOf, listedCalendar, versionInForce } from '../../policies/queries.ts'
import { noticesAsked, rulesOf } from '../../tasks/actions/holding.ts'
import { announcingRule } from '../../tasks/contract/announcing.ts'
import { announcedBefore } from '../../tasks/policy/notice.ts'
import * as contract from '../contract/reminders.ts'
import { kindOf, looksAhead, meantFor, stepDue, stepKinds, tellingDue, tellsAheadTo } from '../policy/reminders.ts'
import { addressees, doneBy, type People } from '../policy/reminders-people.ts'
import { type CareReminders, remindersDocument } from '../policy/section.ts'
import { type DutyPlace, peopleOn, type RemindableDuty, remindable } from '../queries/reminders.ts'
import { lockCare } from '../store.ts'

const rule = 'CARE-26'
const dayAt = (now: Date): Day => inZone(now, 'Asia/Shanghai').day

/** The policy of a day, as far as it says who is told when; `daysBefore`: how long before customers are told, if they are. */
type Rules = { reminders: CareReminders; daysBefore: number | null; version: number; calendar: WorkCalendar; today: Day }

async function policyOn(db: Db, company: Company, today: Day): Promise<Rules> {
  const version = await versionInForce(db, today)
  if (version === undefined) throw new Problem('refused', 'no-policy-yet')
  const document = await documentOf(db, company, version)
  const calendar = companyCalendar(await listedCalendar(db), Number(today.slice(0, 4)), workingTimeBy(document))
  const { reminders } = remindersDocument.parse(document).care
  return { reminders, daysBefore: announcedBefore(document), version, calendar, today }
}

export const startReminders = change(contract.startReminders, async (context) => {
  if ((await versionInForce(context.tx, dayAt(context.now))) === undefined) throw new Problem('refused', 'no-policy-yet')
  return { result: { jobId: await startJob(context, remindJob, {}) }, nothingChanged: true }
})

type Chunk = { after: DutyPlace; limit: number }
type Done = { looked: number; told: number; next: DutyPlace | null }

const atOnce = 5_000
const nothing: Done = { looked: 0, told: 0, next: null }

/**
 * Tells people of some duties. What was told is read after the lock and written with the job's place: run twice, at once or killed,
 * it comes to the same. It goes by the day it runs on, so that a job left lying says what is true then.
 */
const remindSome = changeMany<Chunk, Done>('care.remind-some', 'care.plan', async (context, { after, limit }) => {
  const { tx, company, now } = context
  await lockCare(tx)
  const rules = await policyOn(tx, company, dayAt(now))
  if (!rules.calendar.worksOn(dayNumber(rules.today))) return { result: nothing, events: [] }
  const duties = await remindable(tx, spanOf(rules), after, limit)
  const told = await notify(context, await noticesOf(context, rules, duties), { digestAbove: rules.reminders.digestAbove })
  const last = duties.length === limit ? duties.at(-1) : undefined
  return { result: { looked: duties.length, told, next: last ? { dueOn: last.dueOn, id: last.id } : null }, events: [] }
})

/** How far ahead duties are looked at: by due day, and by appointment where a customer is to be told. */
function spanOf({ reminders, daysBefore, calendar, today }: Rules): { near: Day; tellUntil: Day } {
  const ahead = addDays(today, looksAhead(reminders))
  const tellUntil = daysBefore === null ? today : tellsAheadTo(calendar, today, daysBefore)
  return { near: daysBetween(ahead, tellUntil) > 0 ? tellUntil : ahead, tellUntil }
}

async function noticesOf({ tx, company }: ChangeContext, rules: Rules, duties: readonly RemindableDuty[]): Promise<NewNotice[]> {
  const ids = duties.map(({ id }) => id)
  const told = await stepsTold(tx, 'TASK', stepKinds, ids)
  const people = await peopleOn(tx, rules.today)
  const ruleOf = await rulesOf(tx, company, duties)
  const notices: NewNotice[] = await tellingOf({ tx, company }, rules, duties, people)
  for (const duty of duties) {
    const doer = doneBy(duty, people)
    const open = { ...duty, isAssigned: doer !== null }
    const step = stepDue(rules.reminders, open, told.get(duty.id) ?? [], rules.calendar, dayNumber(rules.today))
    if (step === null) continue
    const facts = {
      duty: ruleOf(duty)?.title ?? duty.ruleId,
      dutyRule: duty.ruleId,
      dueOn: duty.dueOn,
      windowTo: duty.windowTo,
      // The step as the ladder has it, and how many days after its window the duty was by then.
      days: step.days,
      late: Math.max(0, daysBetween(duty.windowTo, rules.today)),
      post: step.post,
      assignee: doer === null ? null : (people.names.get(doer) ?? null),
    }
    const about = { kind: kindOf(step, open.isAssigned), subject: { kind: 'TASK' as const, id: duty.id }, step: step.step }
    const cause = { rule, policyVersion: rules.version }
    const whose = { ...duty, customer: { ownerId: duty.ownerId, unitId: duty.customerUnitId } }
    for (const personId of addressees(step, whose, people)) notices.push({ personId, ...about, customerId: duty.customerId, cause, facts })
  }
  return notices
}

/** Reminds whoever does a task to tell its customer before (CARE-15), as the policy that made the task has it. What nobody has waits. */
async function tellingOf(
  { tx, company }: Pick<ChangeContext, 'tx' | 'company'>,
  { calendar, today }: Rules,
  duties: readonly RemindableDuty[],
  people: People,
): Promise<NewNotice[]> {
  const noticeFor = await noticesAsked(tx, company, duties)
  const ruleOf = await rulesOf(tx, company, duties)
  const due = duties.flatMap((duty) => {
    const asked = noticeFor(duty)
    const step = asked === null || asked.onlyOnSite ? null : tellingDue({ ...duty, ...asked }, calendar, dayNumber(today))
    return step === null || asked === null || doneBy(duty, people) === null ? [] : [{ duty, step, days: asked.daysBefore }]
  })
  const told = await stepsTold(
    tx,
    'TASK',
    ['NOTICE_DUE'],
    due.map(({ duty }) => duty.id),
  )
  const fresh = due.filter(({ duty, step }) => !told.get(duty.id)?.includes(step))
  return fresh.flatMap(({ duty, step, days }) => {
    const { id, customerId, ruleId, policyVersion, dueOn, windowTo, plannedOn } = duty
    const about = { kind: 'NOTICE_DUE' as const, subject: { kind: 'TASK' as const, id }, step, customerId }
    const facts = { duty: ruleOf(duty)?.title ?? ruleId, dutyRule: ruleId, dueOn, windowTo, plannedOn, meantFor: meantFor(duty), days }
    const whose = { ...duty, customer: { ownerId: duty.ownerId, unitId: duty.customerUnitId } }
    const whom = addressees({ post: 'ASSIGNEE' }, whose, people)
    return whom.map((personId) => ({ personId, ...about, cause: { rule: announcingRule, policyVersion }, facts }))
  })
}

const endReminders = changeMany<{ looked: number; told: number }, { looked: number; told: number }>(
  'care.end-reminders',
  'care.plan',
  async (_, end) => ({ result: end, events: end.told > 0 ? [contract.reminded(end.looked, end.told)] : [] }),
)

const place = z.object({
  after: z.object({ dueOn: z.string(), id: z.number() }),
  looked: z.number(),
  told: z.number(),
  /** Nothing is left but to say how much it was. */
  over: z.boolean(),
})
type Place = z.output<typeof place>

const start: Place = { after: { dueOn: '0001-01-01', id: 0 }, looked: 0, told: 0, over: false }

export const remindJob = jobKind({
  kind: 'care.remind',
  permission: 'care.plan',
  input: z.strictObject({ chunk: z.int().min(1).max(atOnce).default(atOnce) }),
  async run(context, { chunk }) {
    const { looked, told } = await inChunks(context, context.cursor === undefined ? start : place.parse(context.cursor), chunk)
    return context.close(endReminders, { looked, told })
  },
})

/** Tells people at once of all that is due on the day of the context, in its transaction; answers how much was new. */
export async function remindAll(context: ChangeContext): Promise<number> {
  let told = 0
  for (let after: DutyPlace | null = start.after; after !== null; ) {
    const { result }: { result: Done } = await remindSome.run(context, { after, limit: atOnce })
    told += result.told
    after = result.next
  }
  return told
}

async function inChunks(context: JobContext, from: Place, limit: number): Promise<Place> {
  let at = from
  while (!at.over) {
    const { after, looked, told } = at
    const advance = (d: Done): Place => ({
      after: d.next ?? after,
      looked: looked + d.looked,
      told: told + d.told,
      over: d.next === null,
    })
    const done = await context.chunk(remindSome, { after, limit }, (d) => ({ cursor: advance(d), done: advance(d).looked }))
    at = advance(done)
  }
  return at
}
