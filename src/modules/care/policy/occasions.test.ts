import { describe, expect, test } from 'vitest'
import { customer, planWith, withDayOff } from '../../../../test/care.ts'
import { dutiesOf } from './duties.ts'
import type { CareFacts, Past } from './facts.ts'
import { reconcile } from './reconcile.ts'

const asOf = '2026-11-22'
const until = '2027-02-20'

/** The standard policy with only these occasions on. */
const planOf = (...rules: string[]) =>
  planWith([], ({ care }) => {
    for (const occasion of care.occasions) occasion.enabled = rules.includes(occasion.rule)
  })
const owedBy = (rule: string, facts: Partial<CareFacts>, past: Past[] = [], on = asOf) =>
  dutiesOf(planOf(rule), customer(facts), past, on, until).owed.filter((duty) => duty.ruleId === rule)

const founding = {
  id: 5,
  kind: 'FOUNDING',
  title: '厂庆',
  calendar: 'SOLAR',
  month: 12,
  day: 18,
  leap: false,
  year: 1998,
  recurring: true,
} as const
const birthday = { ...founding, id: 6, kind: 'BIRTHDAY', title: '金蕙生日' } as const

describe('EVT-01 cooperation anniversaries', () => {
  test('fall on the day of the first order or the contract, whichever was earlier, and are prepared a week ahead on a working day', () => {
    const [duty, ...more] = owedBy('EVT-01', { firstOrderOn: '2024-01-20' })
    expect(duty).toMatchObject({ kind: 'GIFT', dueOn: '2027-01-20', windowFrom: '2027-01-13', windowTo: '2027-01-20', basis: 'EVENT' })
    expect(duty?.facts).toMatchObject({ since: '2024-01-20', years: 3, eventOn: '2027-01-20' })
    expect(more).toEqual([])
    expect(owedBy('EVT-01', { firstOrderOn: '2024-01-20', contractSignedOn: '2023-12-24' })[0]?.dueOn).toBe('2026-12-24')
  })

  test('EVT-04 a day of preparing that is no working day moves to the working day before', () => {
    // 2027-01-10 is a Sunday.
    expect(owedBy('EVT-01', { firstOrderOn: '2024-01-17' })[0]?.windowFrom).toBe('2027-01-08')
  })

  test('a first order on 02-29 is remembered on 02-28', () => {
    expect(
      dutiesOf(planOf('EVT-01'), customer({ firstOrderOn: '2024-02-29' }), [], '2027-01-01', '2027-03-31').owed.map((d) => d.dueOn),
    ).toContain('2027-02-28')
  })
})

describe('EVT-02 days of the company', () => {
  test('each comes round in its own calendar; what was done is not asked again', () => {
    const [duty] = owedBy('EVT-02', { dates: [founding] })
    expect(duty).toMatchObject({ dueOn: '2026-12-18', period: '2026-12-18:5', facts: { title: '厂庆' } })
    const done = {
      ruleId: 'EVT-02',
      kind: 'GIFT',
      period: '2026-12-18:5',
      dueOn: '2026-12-18',
      windowFrom: '2026-12-11',
      windowTo: '2026-12-18',
    }
    expect(owedBy('EVT-02', { dates: [founding] }, [{ ...done, state: 'DONE', doneOn: '2026-12-12' }])).toEqual([])
    const lunar = { ...founding, calendar: 'LUNAR', month: 12, day: 30, year: null } as const
    // 除夕 of that year is the 29th.
    expect(owedBy('EVT-02', { dates: [lunar] }).map((d) => d.dueOn)).toEqual(['2027-02-05'])
  })

  test('a date taken off the customer ends its task', () => {
    const plan = planOf('EVT-02')
    const facts = customer({ dates: [founding] })
    const tasks = dutiesOf(plan, facts, [], asOf, until).owed.filter((d) => d.ruleId === 'EVT-02')
    const stored = tasks.map((d, i) => ({ ...d, id: i + 1, state: 'OPEN' as const, doneOn: null }))
    const without = customer({ dates: [] })
    const { end } = reconcile(plan, without, dutiesOf(plan, without, stored, asOf, until), stored, asOf)
    expect(end).toEqual([{ id: 1, reason: 'RESCHEDULED' }])
  })
})

describe('EVT-04 a work calendar that changed', () => {
  const facts = customer({ dates: [founding] })
  const stored = dutiesOf(planOf('EVT-02'), facts, [], asOf, until)
    .owed.filter((d) => d.ruleId === 'EVT-02')
    .map((d, i) => ({ ...d, id: i + 1, state: 'OPEN' as const, doneOn: null }))
  const reconciled = (dayOff: string, on: string) => {
    const plan = withDayOff(planOf('EVT-02'), dayOff)
    const { insert, end } = reconcile(plan, facts, dutiesOf(plan, facts, stored, on, until), stored, on)
    return { insert: insert.filter((d) => d.ruleId === 'EVT-02').map((d) => [d.period, d.windowFrom, d.dueOn]), end }
  }

  test('moves the day on which preparing begins, as long as it has not begun', () => {
    expect(stored.map((d) => [d.period, d.windowFrom])).toEqual([['2026-12-18:5', '2026-12-11']])
    const moved = { insert: [['2026-12-18:5#2', '2026-12-10', '2026-12-18']], end: [{ id: 1, reason: 'RESCHEDULED' }] }
    expect(reconciled('2026-12-11', asOf)).toEqual(moved)
    expect(reconciled('2026-12-11', '2026-12-10')).toEqual(moved)
    for (const on of ['2026-12-11', '2026-12-15']) expect(reconciled('2026-12-11', on)).toEqual({ insert: [], end: [] })
  })

  test('leaves it alone where the day did not matter', () => {
    expect(reconciled('2026-12-14', asOf)).toEqual({ insert: [], end: [] })
  })
})

describe('CARE-27 greetings', () => {
  test('a birthday is told; a day of the company is none', () => {
    const days = (dates: CareFacts['dates']) =>
      owedBy('CARE-27', { class: 'KEY', dates: dates ?? [] })
        .filter((d) => 'dateId' in d.facts)
        .map((d) => d.dueOn)
    expect(days([birthday])).toEqual(['2026-12-18'])
    expect(days([founding])).toEqual([])
  })

  test('festivals within the horizon are told once each', () => {
    const festivals = owedBy('CARE-27', { class: 'KEY' }).map((d) => `${d.dueOn} ${d.facts['festival']}`)
    expect(festivals).toEqual(['2027-01-01 元旦', '2027-02-06 春节', '2027-02-20 元宵'])
  })
})

test('CARE-12 a first order is followed by a welcome within seven days', () => {
  const fresh = { stage: 'NEW', firstOrderOn: '2026-11-20', validOrders: 1 }
  expect(owedBy('CARE-12', fresh)).toMatchObject([{ dueOn: '2026-11-27', windowFrom: '2026-11-20', kind: 'GIFT' }])
  expect(owedBy('CARE-12', { ...fresh, firstOrderOn: '2026-11-01' })).toEqual([])
})

test('the day to look again is the one on which the next day comes into the horizon', () => {
  const plan = planOf('EVT-01')
  const facts = customer({ firstOrderOn: '2024-03-10', tier: 'POTENTIAL', lastMaintenanceOn: '2026-11-21' })
  const { owed, reviewOn } = dutiesOf(plan, facts, [], asOf, until)
  expect(owed.filter((d) => d.ruleId === 'EVT-01')).toEqual([])
  expect(reviewOn && reviewOn <= '2026-12-10').toBe(true)
})
