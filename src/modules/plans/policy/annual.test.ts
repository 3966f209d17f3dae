import { describe, expect, test } from 'vitest'
import type { People } from '../../care/policy/reminders-people.ts'
import {
  type AnnualStanding,
  annualDueOn,
  annualOwed,
  annualStep,
  isPlanned,
  mayChange,
  missingToAsk,
  yearDueBy,
  yearsAbout,
} from './annual.ts'
import { plannersOf } from './annual-people.ts'

describe('CARE-25 when the plan of a year is due', () => {
  test.each([
    [2027, '12-31', '2026-12-31'],
    [2027, '11-30', '2026-11-30'],
    [2027, '02-29', '2026-02-28'],
    [2025, '02-29', '2024-02-29'],
  ])('of %i by %s: %s', (year, due, on) => expect(annualDueOn(year, due)).toBe(on))

  test.each([
    ['2026-11-22', '12-31', 2026, '2025-12-31'],
    ['2026-12-31', '12-31', 2027, '2026-12-31'],
    ['2027-01-01', '12-31', 2027, '2026-12-31'],
    ['2026-11-30', '11-30', 2027, '2026-11-30'],
  ])('the last due by %s (%s) is that of %i, %s', (on, due, year, dueOn) => expect(yearDueBy(on, due)).toEqual({ year, dueOn }))

  test.each([
    ['2026-11-30', null],
    ['2026-12-01', 'BEFORE_30'],
    ['2026-12-23', 'BEFORE_30'],
    ['2026-12-24', 'BEFORE_7'],
    ['2026-12-31', 'BEFORE_7'],
    ['2027-01-01', 'LATE'],
    ['2027-03-31', 'LATE'],
    ['2027-04-01', null],
  ])('on %s is told: %s', (today, step) => expect(annualStep('2026-12-31', today)).toBe(step))

  test('the running year and the next are looked at', () => {
    expect(yearsAbout('2026-11-22', '12-31')).toEqual([
      { year: 2026, dueOn: '2025-12-31' },
      { year: 2027, dueOn: '2026-12-31' },
    ])
  })
})

// Branch 1 holds teams 2 and 3; 9 stands apart.
const parentOf = new Map([
  [1, null],
  [2, 1],
  [3, 1],
  [9, null],
])
const plan = (year: number, unitId: number | null, approvedOn: string | null = null): AnnualStanding => ({ year, unitId, approvedOn })
const on = '2026-12-10'

describe('CARE-25 whose plan is still owed', () => {
  test.each<[string, AnnualStanding[], (number | null)[], (number | null)[]]>([
    ['nobody planned', [], [2, 3], [null]],
    ['there are no customers', [], [], []],
    ['the company’s is approved', [plan(2027, null, '2026-12-01')], [2, 3, null], []],
    ['the company’s is a draft', [plan(2027, null)], [2, 3], [null]],
    ['the branch planned for its teams', [plan(2027, 1, '2026-12-01')], [2, 3], []],
    ['one team planned, the other did not', [plan(2027, 2, '2026-12-01')], [2, 3], [null]],
    ['a team that planned last year has not', [plan(2026, 2, '2025-12-01'), plan(2027, 3, '2026-12-01')], [2, 3], [null, 2]],
    ['a team writes its own', [plan(2027, 2)], [2, 3], [null, 2]],
    [
      'customers without a unit are planned for by the company only',
      [plan(2027, 1, '2026-12-01'), plan(2027, 9, '2026-12-01')],
      [2, null],
      [null],
    ],
    ['an approval of tomorrow is none today', [plan(2027, null, '2026-12-11')], [2], [null]],
  ])('%s', (_, plans, served, owed) => {
    expect(annualOwed(2027, on, plans, { served, parentOf })).toEqual(owed)
  })

  test('a plan approved after its day came too late for it', () => {
    const late = [plan(2026, null, '2026-01-05')]
    expect(isPlanned(2, 2026, '2025-12-31', late, parentOf)).toBe(false)
    expect(isPlanned(2, 2026, '2026-01-05', late, parentOf)).toBe(true)
  })
})

test.each([
  ['DRAFT', 'may'],
  ['ASKED', 'annual-plan-asked'],
  ['APPROVED', 'annual-plan-approved'],
] as const)('CARE-25 a plan that is %s: %s be changed', (state, answer) => {
  const may = mayChange(state)
  expect(may.ok ? 'may' : may.rule).toBe(answer)
})

test('CARE-25 nobody is asked to approve a plan without goals or actions', () => {
  expect(missingToAsk({ goals: [], actions: [] })).toEqual(['goals', 'actions'])
  expect(missingToAsk({ goals: ['续约率 95%'], actions: [{}] })).toEqual([])
})

describe('CARE-25 who is told', () => {
  const grant = (personId: number, unitId: number, permissions: string[], scope: string) => ({ personId, unitId, permissions, scope })
  const people = (holders: People['organisation']['holders'], deputies: People['organisation']['deputies'] = []): People => ({
    organisation: { holders, parentOf, deputies, today: on },
    grants: [grant(7, 1, ['plans.annual'], 'UNIT'), grant(8, 9, ['*'], 'ALL')],
    names: new Map([4, 5, 6, 7, 8].map((id) => [id, `p${id}`])),
  })
  const lead = { post: 'PROGRAMME_LEAD', personId: 4, unitId: null }
  const head = { post: 'UNIT_HEAD', personId: 5, unitId: 2 }
  const deputy = { personId: 4, deputyId: 6, fromOn: '2026-12-01', untilOn: '2026-12-20' }

  test.each<[string, number | null, People, number[]]>([
    ['of the company: the lead of the programme', null, people([lead, head]), [4]],
    ['of a unit: its head', 2, people([lead, head]), [5]],
    ['whoever stands in hears of it too', null, people([lead], [deputy]), [4, 6]],
    ['a unit without a head: whoever may plan for it', 3, people([lead, head]), [7]],
    ['nobody leads the programme: whoever may do everything', null, people([head]), [8]],
    ['who is not here any more is told nothing', null, people([{ ...lead, personId: 99 }]), []],
  ])('%s', (_, unitId, who, told) => {
    expect(plannersOf(unitId, who)).toEqual(told)
  })
})
