import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { defaultWorkingTime, workCalendar } from '../src/core/calendar/work-calendar.ts'
import { addDays } from '../src/core/day.ts'
import { noticedDays, noticedYears, statutoryHolidays } from '../src/core/holidays.ts'
import { type CarePlan, compileCare } from '../src/modules/care/policy/compile.ts'
import { dutiesOf } from '../src/modules/care/policy/duties.ts'
import type { CareFacts, Duty, Past } from '../src/modules/care/policy/facts.ts'
import { type CareDocument, careDocument } from '../src/modules/care/policy/section.ts'

/** The three shipped policies as planning reads them. */
export const packs = (['rfm-lifecycle', 'spend-tenure', 'key-ordinary'] as const).map((name) => ({
  name,
  document: withoutOccasions(careDocument.parse(parse(readFileSync(new URL(`../policies/${name}.zh.yaml`, import.meta.url), 'utf8')))),
}))

/** Days that matter come on top of what recurs; tests of them switch on their own. */
function withoutOccasions(document: CareDocument): CareDocument {
  for (const occasion of document.care.occasions) occasion.enabled = false
  return document
}
export const standard: CareDocument = packs[0]!.document

export const calendar = workCalendar({
  workingTime: defaultWorkingTime,
  days: [...noticedDays(), ...[2027, 2028, 2029, 2030].flatMap(statutoryHolidays)],
  noticedYears,
})

export const liveOn = '2026-01-01'
export const standardPlan: CarePlan = compileCare(standard, calendar, liveOn)

/** The standard policy with only these obligations on; verification stays. */
export function planWith(rules: readonly string[], change: (document: CareDocument) => void = () => {}): CarePlan {
  const document = structuredClone(standard)
  for (const section of [document.care, document.visits]) {
    for (const obligation of section.obligations) obligation.enabled = rules.includes(obligation.rule)
  }
  change(document)
  return compileCare(document, calendar, liveOn)
}

/** The same plan by a calendar on which this day is none for work. */
export const withDayOff = ({ document }: CarePlan, day: string): CarePlan =>
  compileCare(
    document,
    workCalendar({
      workingTime: defaultWorkingTime,
      days: [
        ...noticedDays().filter((noticed) => noticed.day !== day),
        ...[2027, 2028, 2029, 2030].flatMap(statutoryHolidays),
        { day, working: false, name: '', source: 'NOTICE' },
      ],
      noticedYears,
    }),
    liveOn,
  )

/** An ordinary customer of the general tier who first ordered before the system went live. */
export const customer = (change: Partial<CareFacts> = {}): CareFacts => ({
  customerId: 1,
  customerNo: 'C0001',
  class: 'GENERAL',
  tier: 'GENERAL',
  stage: 'MATURE',
  segment: 'B',
  tags: [],
  firstOrderOn: '2024-03-05',
  lastOrderOn: '2026-10-01',
  validOrders: 9,
  lastMaintenanceOn: null,
  lastVisitOn: null,
  lastProductVisitOn: null,
  verifiedOn: null,
  ownerId: 7,
  unitId: 3,
  ...change,
})

/** A duty as the task it became. */
export const asPast = ({ ruleId, kind, period, dueOn, windowFrom, windowTo }: Duty, change: Partial<Past> = {}): Past => ({
  ruleId,
  kind,
  period,
  dueOn,
  windowFrom,
  windowTo,
  state: 'OPEN',
  doneOn: null,
  ...change,
})

/** What one rule owes. */
export const owedBy = (ruleId: string, plan: CarePlan, facts: CareFacts, past: readonly Past[], asOf: string, until: string): Duty[] =>
  dutiesOf(plan, facts, past, asOf, until).owed.filter((duty) => duty.ruleId === ruleId)

export const key = (change: Partial<CareFacts> = {}): CareFacts => customer({ class: 'KEY', ...change })
export const core = (change: Partial<CareFacts> = {}): CareFacts => customer({ tier: 'CORE', ...change })
export const potential: CareFacts = customer({ tier: 'POTENTIAL' })

/** A row of a table of tasks: due day, state, day done. */
export type TaskRow = [dueOn: string, state: Past['state'], doneOn?: string | undefined]

/** Tasks of a rule with a week on both sides of the due day. */
export const tasksOf = (ruleId: string, kind: string, rows: TaskRow[]): Past[] =>
  rows.map(([dueOn, state, doneOn = null]) => ({
    ruleId,
    kind,
    period: dueOn,
    dueOn,
    windowFrom: addDays(dueOn, -7),
    windowTo: addDays(dueOn, 7),
    state,
    doneOn,
  }))
export const maintained = (...rows: TaskRow[]): Past[] => tasksOf('CARE-01', 'MAINTENANCE', rows)

/** The days on which one rule of the standard policy falls due. */
export const dueDays = (ruleId: string, facts: CareFacts, past: Past[], asOf: string, until: string): string[] =>
  owedBy(ruleId, standardPlan, facts, past, asOf, until).map(({ dueOn }) => dueOn)
