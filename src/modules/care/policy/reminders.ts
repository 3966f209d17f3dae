import { addWorkdays, rollBack, type WorkCalendar, workdayFrom } from '../../../core/calendar/work-calendar.ts'
import { addDays, type Day, dayFrom, dayNumber } from '../../../core/day.ts'
import type { CareReminders } from './section.ts'

/** An open duty, as reminding looks at it. */
export type OpenDuty = { dueOn: Day; windowTo: Day; counted: boolean; isAssigned: boolean }

/** One step of telling people of a duty. `on` is its day before it is moved to a workday; `days` lie before the due day or after the window. */
export type Step = { step: string; on: number; days: number; post: string }

/** What a step says: it comes, it was not done, somebody else's was not done, or nobody has it. */
export const stepKinds = ['DUTY_SOON', 'DUTY_LATE', 'DUTY_RAISED', 'DUTY_UNASSIGNED'] as const
export type StepKind = (typeof stepKinds)[number]

const nobodyHasIt = 'UNASSIGNED'
/** Before everything else there is to say of a duty. */
const atOnce = Number.NEGATIVE_INFINITY

/** The day a step stands for: known from its name alone, so that a ladder changed since still goes upwards only. */
function dayOf(step: string, { dueOn, windowTo }: OpenDuty): number {
  if (step === nobodyHasIt) return atOnce
  const [, side, days] = /^(BEFORE|AFTER)_(\d+)$/.exec(step) ?? []
  if (days === undefined) throw new Error(`no step of reminding is called ${step}`)
  return side === 'BEFORE' ? dayNumber(dueOn) - Number(days) : dayNumber(windowTo) + Number(days)
}

/** All steps of a duty in their order. What is no more than a reminder itself (CARE-31) stays with whoever does it. */
export function stepsOf({ before, ladder }: CareReminders, duty: OpenDuty): Step[] {
  const step = (name: string, days: number, post: string): Step => ({ step: name, on: dayOf(name, duty), days, post })
  const steps = [
    ...(duty.isAssigned ? [] : [step(nobodyHasIt, 0, 'ASSIGNEE')]),
    ...before.map((days) => step(`BEFORE_${days}`, days, 'ASSIGNEE')),
    ...ladder.map(({ afterDays, post }) => step(`AFTER_${afterDays}`, afterDays, post)),
  ]
  return steps.filter(({ post }) => duty.counted || post === 'ASSIGNEE')
}

/**
 * The step of which people are to be told on a day: the highest that has come, if neither it nor one above it was told. Days without
 * work tell nothing; what falls on them is told on the next workday, and of days that were missed the last step alone.
 */
export function stepDue(rules: CareReminders, duty: OpenDuty, told: readonly string[], calendar: WorkCalendar, today: number): Step | null {
  if (!calendar.worksOn(today)) return null
  // On a workday a step moved to the next workday has come if and only if its own day has.
  const highest = stepsOf(rules, duty).findLast(({ on }) => on <= today)
  if (highest === undefined) return null
  return told.some((step) => dayOf(step, duty) >= highest.on) ? null : highest
}

/** The workday on which a step is told when no day is missed. */
export const tellsOn = (calendar: WorkCalendar, { on }: Step): number => workdayFrom(calendar, on, 1)

export function kindOf({ step, post }: Step, isAssigned: boolean): StepKind {
  if (post !== 'ASSIGNEE') return 'DUTY_RAISED'
  if (!isAssigned) return 'DUTY_UNASSIGNED'
  return step.startsWith('BEFORE') ? 'DUTY_SOON' : 'DUTY_LATE'
}

/** How many days ahead of its due day a duty is first looked at. */
export const looksAhead = ({ before }: CareReminders): number => Math.max(0, ...before)

/** A duty whose customer is to be told so many days before (CARE-15); it is meant for its appointment, else for its due day. */
export type TellingDuty = { plannedOn: Day | null; dueOn: Day; windowTo: Day; toldOn: Day | null; daysBefore: number }

export const meantFor = ({ plannedOn, dueOn }: Pick<TellingDuty, 'plannedOn' | 'dueOn'>): Day => plannedOn ?? dueOn

/** The workday on which whoever does it is reminded to tell the customer; there is always one in between for whoever asks for a day. */
const tellsCustomerOn = (calendar: WorkCalendar, day: Day, daysBefore: number): Day =>
  daysBefore === 0 ? rollBack(calendar, day) : addWorkdays(calendar, day, -daysBefore)

/**
 * The step of reminding somebody to tell the customer, named after the day it is meant for: another appointment reminds anew. Null while
 * it is too early, on days without work, once the customer knows, and when both that day and the window are over.
 */
export function tellingDue(duty: TellingDuty, calendar: WorkCalendar, today: number): string | null {
  const day = meantFor(duty)
  const on = dayFrom(today)
  if (duty.toldOn !== null || !calendar.worksOn(today) || (on > day && on > duty.windowTo)) return null
  return on < tellsCustomerOn(calendar, day, duty.daysBefore) ? null : `TELL_${day}`
}

/** The last day of which people are reminded on a workday to tell the customer. */
export const tellsAheadTo = (calendar: WorkCalendar, today: Day, daysBefore: number): Day =>
  addDays(addWorkdays(calendar, today, daysBefore + 1), -1)
