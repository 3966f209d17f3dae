import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultWorkingTime, type WorkCalendar, workCalendar } from '../../../core/calendar/work-calendar.ts'
import { addDays, type Day, dayFrom, dayNumber, daysBetween } from '../../../core/day.ts'
import { kindOf, looksAhead, type OpenDuty, stepDue, stepsOf, type TellingDuty, tellingDue, tellsAheadTo, tellsOn } from './reminders.ts'
import type { CareReminders } from './section.ts'

const standard: CareReminders = {
  before: [7, 1],
  ladder: [
    { afterDays: 0, post: 'ASSIGNEE' },
    { afterDays: 3, post: 'UNIT_HEAD' },
    { afterDays: 7, post: 'GENERAL_MANAGER' },
  ],
  digestAbove: 10,
}
const weekdays = workCalendar({ workingTime: defaultWorkingTime, days: [], noticedYears: [] })
/** Due on a Wednesday, in time until the Wednesday after. */
const duty: OpenDuty = { dueOn: '2026-11-18', windowTo: '2026-11-25', counted: true, isAssigned: true }

type Case = [on: Day, told: string[], step: string | null, why: string]
const cases: Case[] = [
  ['2026-11-10', [], null, 'eight days before it is too early'],
  ['2026-11-11', [], 'BEFORE_7', 'a week before'],
  ['2026-11-12', ['BEFORE_7'], null, 'it was told'],
  ['2026-11-13', [], 'BEFORE_7', 'the day was missed'],
  ['2026-11-17', ['BEFORE_7'], 'BEFORE_1', 'the day before'],
  ['2026-11-20', ['BEFORE_7'], 'BEFORE_1', 'missed, and its window is not over'],
  ['2026-11-25', ['BEFORE_7', 'BEFORE_1'], 'AFTER_0', 'the last day in time'],
  ['2026-11-28', ['AFTER_0'], null, 'a Saturday'],
  ['2026-11-29', ['AFTER_0'], null, 'a Sunday'],
  ['2026-11-30', ['AFTER_0'], 'AFTER_3', 'what fell on Saturday, on Monday'],
  ['2026-12-02', [], 'AFTER_7', 'the machine was off all the time: the highest alone'],
  ['2026-12-03', ['AFTER_7'], null, 'there is nothing above it, and what lies below is not told late'],
  ['2027-06-01', [], 'AFTER_7', 'an old one is told once'],
]

describe('CARE-26 who is told of a duty when', () => {
  test.each(cases)('%s after %j: %s (%s)', (on, told, step) => {
    expect(stepDue(standard, duty, told, weekdays, dayNumber(on))?.step ?? null).toBe(step)
  })

  test('CARE-31 what is only a reminder itself does not climb', () => {
    const uncounted = { ...duty, counted: false }
    expect(stepDue(standard, uncounted, ['AFTER_0'], weekdays, dayNumber('2026-12-02'))).toBeNull()
    expect(stepDue(standard, uncounted, [], weekdays, dayNumber('2026-12-02'))?.step).toBe('AFTER_0')
  })

  test('what nobody has is told at once, and then as if somebody had it', () => {
    const nobodys = { ...duty, isAssigned: false }
    expect(stepDue(standard, nobodys, [], weekdays, dayNumber('2026-09-01'))?.step).toBe('UNASSIGNED')
    expect(stepDue(standard, nobodys, ['UNASSIGNED'], weekdays, dayNumber('2026-09-02'))).toBeNull()
    expect(stepDue(standard, nobodys, ['UNASSIGNED'], weekdays, dayNumber('2026-11-11'))?.step).toBe('BEFORE_7')
    expect(stepDue(standard, duty, ['UNASSIGNED'], weekdays, dayNumber('2026-11-11'))?.step).toBe('BEFORE_7')
  })

  test('another ladder since then goes on upwards', () => {
    const slower = { ...standard, ladder: [{ afterDays: 5, post: 'UNIT_HEAD' }] }
    expect(stepDue(slower, duty, ['AFTER_3'], weekdays, dayNumber('2026-11-30'))?.step).toBe('AFTER_5')
    expect(stepDue(slower, duty, ['AFTER_7'], weekdays, dayNumber('2026-12-02'))).toBeNull()
  })

  test('a step of another name is a fault', () => {
    expect(() => stepDue(standard, duty, ['LATER'], weekdays, dayNumber('2026-11-11'))).toThrow('LATER')
  })

  test.each([
    ['BEFORE_7', true, 'DUTY_SOON'],
    ['AFTER_0', true, 'DUTY_LATE'],
    ['AFTER_3', true, 'DUTY_RAISED'],
    ['AFTER_3', false, 'DUTY_RAISED'],
    ['UNASSIGNED', false, 'DUTY_UNASSIGNED'],
    ['AFTER_0', false, 'DUTY_UNASSIGNED'],
  ])('%s of a duty somebody has (%s) says %s', (name, isAssigned, kind) => {
    const step = stepsOf(standard, { ...duty, isAssigned }).find((s) => s.step === name)
    expect(step && kindOf(step, isAssigned)).toBe(kind)
  })

  test('duties are looked at from the first step on', () => {
    expect(looksAhead(standard)).toBe(7)
    expect(looksAhead({ ...standard, before: [] })).toBe(0)
  })
})

const someDay = dayNumber('2026-09-01')
const span = 160

/** Days on which nobody works, at random, beside weekends; always followed by work again. */
const calendars = fc.array(fc.boolean(), { minLength: span, maxLength: span }).map((working) =>
  workCalendar({
    workingTime: defaultWorkingTime,
    days: working.flatMap((w, i) => (w ? [] : [{ day: dayFrom(someDay + i), working: false, name: '', source: 'NOTICE' as const }])),
    noticedYears: [2026],
  }),
)
const increasing = (least: number, most: number, minLength: number) =>
  fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength, maxLength: 5 }).map((days) => days.toSorted((a, b) => a - b))
const ladders = increasing(0, 40, 1).chain((days) =>
  fc
    .array(fc.constantFrom('ASSIGNEE', 'UNIT_HEAD', 'GENERAL_MANAGER'), { minLength: days.length, maxLength: days.length })
    .map((posts) => days.map((afterDays, i) => ({ afterDays, post: posts[i] ?? 'ASSIGNEE' }))),
)
const rules: fc.Arbitrary<CareReminders> = fc.record({
  before: increasing(1, 30, 0).map((days) => days.reverse()),
  ladder: ladders,
  digestAbove: fc.constant(10),
})

type Life = { due: number; window: number; counted: boolean; assignedFrom: number; doneAt: number; off: boolean[]; calendar: WorkCalendar }
const lives: fc.Arbitrary<Life> = fc.record({
  due: fc.integer({ min: 35, max: 70 }),
  window: fc.integer({ min: 0, max: 30 }),
  counted: fc.boolean(),
  assignedFrom: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: span }), fc.constant(span + 1)),
  doneAt: fc.oneof(fc.constant(span + 1), fc.integer({ min: 0, max: span })),
  off: fc.array(fc.boolean(), { minLength: span, maxLength: span }),
  calendar: calendars,
})

type Telling = { at: number; step: string; on: number }

const dutyAt = ({ due, window, counted, assignedFrom }: Life, at: number): OpenDuty => ({
  dueOn: dayFrom(someDay + due),
  windowTo: dayFrom(someDay + due + window),
  counted,
  isAssigned: at >= assignedFrom,
})

/** What is told of a duty over its life, one look on each day the machine is on, twice on some. */
function lived(by: CareReminders, life: Life): Telling[] {
  const told: Telling[] = []
  for (let at = 0; at < Math.min(span, life.doneAt); at++) {
    for (let look = 0; look < (life.off[at] ? 0 : 2); look++) {
      const step = stepDue(
        by,
        dutyAt(life, at),
        told.map((t) => t.step),
        life.calendar,
        someDay + at,
      )
      if (step) told.push({ at, step: step.step, on: step.on })
    }
  }
  return told
}

describe('CARE-26 over any life of a duty', () => {
  test('each step is told once at most, in order, on workdays with the machine on, and never once it is done', () => {
    fc.assert(
      fc.property(rules, lives, (by, life) => {
        const told = lived(by, life)
        expect(new Set(told.map((t) => t.step)).size).toBe(told.length)
        told.forEach((t, i) => {
          const before = told[i - 1]
          if (before) expect(t.at > before.at && t.on > before.on).toBe(true)
          expect(life.calendar.worksOn(someDay + t.at) && !life.off[t.at] && t.at < life.doneAt).toBe(true)
          expect(t.on <= someDay + t.at).toBe(true)
        })
      }),
    )
  })

  test('after a look on a workday nothing that has come is left untold but what lies below', () => {
    fc.assert(
      fc.property(rules, lives, (by, life) => {
        const told = lived(by, life)
        for (let at = 0; at < Math.min(span, life.doneAt); at++) {
          if (life.off[at] || !life.calendar.worksOn(someDay + at)) continue
          const highest = Math.max(...told.filter((t) => t.at <= at).map((t) => t.on))
          const come = stepsOf(by, dutyAt(life, at)).filter((s) => s.on <= someDay + at)
          for (const step of come) expect(highest >= step.on).toBe(true)
        }
      }),
    )
  })

  test('with no day missed each step comes on its day or the next workday, unless a higher one comes then too', () => {
    fc.assert(
      fc.property(rules, lives, (by, life) => {
        const steady = { ...life, assignedFrom: 0, doneAt: span + 1, off: life.off.map(() => false) }
        const steps = stepsOf(by, dutyAt(steady, 0)).filter((s) => tellsOn(steady.calendar, s) < someDay + span)
        const expected = steps
          .filter((s, i) => !steps.slice(i + 1).some((higher) => tellsOn(steady.calendar, higher) <= tellsOn(steady.calendar, s)))
          .map((s) => [s.step, tellsOn(steady.calendar, s) - someDay])
        expect(lived(by, steady).map((t) => [t.step, t.at])).toEqual(expected)
      }),
    )
  })
})

describe('CARE-15 who does a visit, gift or training is reminded to tell the customer', () => {
  /** Due on a Wednesday, in time until the Wednesday after; the customer is to be told a day before. */
  const visit: TellingDuty = { plannedOn: null, dueOn: '2026-11-18', windowTo: '2026-11-25', toldOn: null, daysBefore: 1 }
  test.each<[string, Partial<TellingDuty>, Day, string | null]>([
    ['two days before it is too early', {}, '2026-11-16', null],
    ['a day before', {}, '2026-11-17', 'TELL_2026-11-18'],
    ['the day was missed, and it is not over', {}, '2026-11-20', 'TELL_2026-11-18'],
    ['it is over', {}, '2026-11-26', null],
    ['the customer knows', { toldOn: '2026-11-12' }, '2026-11-17', null],
    ['agreed for a Monday: on the Friday', { plannedOn: '2026-11-23' }, '2026-11-20', 'TELL_2026-11-23'],
    ['agreed for a Monday: not on the Thursday', { plannedOn: '2026-11-23' }, '2026-11-19', null],
    ['agreed for after the window', { plannedOn: '2026-12-02' }, '2026-12-01', 'TELL_2026-12-02'],
    ['a Saturday, for a Sunday', { plannedOn: '2026-11-22' }, '2026-11-21', null],
    ['three days before', { daysBefore: 3 }, '2026-11-13', 'TELL_2026-11-18'],
    ['on the day itself, where the policy asks for no day between', { daysBefore: 0 }, '2026-11-18', 'TELL_2026-11-18'],
    ['no day between, due on a Sunday: on the Friday', { daysBefore: 0, dueOn: '2026-11-22' }, '2026-11-20', 'TELL_2026-11-22'],
  ])('%s', (_, change, on, step) => {
    expect(tellingDue({ ...visit, ...change }, weekdays, dayNumber(on))).toBe(step)
  })

  const days = fc.integer({ min: 20, max: span - 30 })
  test('on a workday that leaves the days the policy asks for, and of no duty beyond those looked at', () => {
    fc.assert(
      fc.property(calendars, days, fc.nat(5), (calendar, due, daysBefore) => {
        const dueOn = dayFrom(someDay + due)
        const duty = { ...visit, dueOn, windowTo: dueOn, daysBefore }
        const told = Array.from({ length: due + 1 }, (_, i) => someDay + i).filter((at) => tellingDue(duty, calendar, at) !== null)
        for (const at of told) expect(calendar.worksOn(at) && dueOn <= tellsAheadTo(calendar, dayFrom(at), daysBefore)).toBe(true)
        const [first] = told
        if (first === undefined) return
        expect(daysBetween(dayFrom(first), dueOn)).toBeGreaterThanOrEqual(daysBefore)
        expect(
          tellingDue(
            { ...duty, dueOn: addDays(tellsAheadTo(calendar, dayFrom(first), daysBefore), 1), windowTo: '2027-12-31' },
            calendar,
            first,
          ),
        ).toBeNull()
      }),
    )
  })
})
