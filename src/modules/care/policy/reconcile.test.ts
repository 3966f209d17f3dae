import { describe, expect, test } from 'vitest'
import { asPast, customer, planWith, standardPlan } from '../../../../test/care.ts'
import type { CarePlan } from './compile.ts'
import { dutiesOf } from './duties.ts'
import type { CareFacts } from './facts.ts'
import { reconcile, type StandingTask } from './reconcile.ts'

const [asOf, until] = ['2026-11-22', '2027-02-20']
const planned = (plan: CarePlan, facts: CareFacts): StandingTask[] =>
  dutiesOf(plan, facts, [], asOf, until).owed.map((duty, i) => ({ ...asPast(duty), id: i + 1, class: facts.class, tier: facts.tier }))
const reconciled = (plan: CarePlan, facts: CareFacts, tasks: StandingTask[], on = asOf) =>
  reconcile(plan, facts, dutiesOf(plan, facts, tasks, on, until), tasks, on)
/** Rule and reason of each task ended. */
const ended = (tasks: StandingTask[], { end }: ReturnType<typeof reconcile>) => [
  ...new Set(end.map(({ id, reason }) => `${tasks.find((task) => task.id === id)?.ruleId} ${reason}`)),
]

const before = customer({
  class: 'KEY',
  tier: 'CORE',
  lastMaintenanceOn: '2026-09-10',
  lastProductVisitOn: '2026-09-10',
  lastVisitOn: '2026-09-10',
  verifiedOn: '2026-10-01',
})

test('what stands already is neither inserted nor ended', () => {
  expect(reconciled(standardPlan, before, planned(standardPlan, before))).toEqual({ insert: [], end: [], met: [] })
})

test('what is not planned yet is inserted', () => {
  const tasks = planned(standardPlan, before)
  const [missing, ...others] = tasks
  expect(reconciled(standardPlan, before, others).insert.map(({ ruleId, period }) => [ruleId, period])).toEqual([
    [missing?.ruleId, missing?.period],
  ])
})

describe('§0.1.5 what is no longer owed ends before it is due, with the reason', () => {
  test.each<[string, Partial<CareFacts>, string[]]>([
    ['the tier', { tier: 'POTENTIAL' }, ['CARE-05 TIER_CHANGED']],
    ['the class', { class: 'GENERAL' }, ['CARE-01 CLASS_CHANGED', 'CARE-02 CLASS_CHANGED', 'VIS-06 CLASS_CHANGED']],
    [
      'class and tier',
      { class: 'GENERAL', tier: 'POTENTIAL' },
      [
        'CARE-01 CLASS_CHANGED',
        'CARE-02 CLASS_CHANGED',
        'CARE-31 CLASS_CHANGED',
        'VIS-06 CLASS_CHANGED',
        'MD-13 RESCHEDULED',
        'CARE-05 TIER_CHANGED',
      ],
    ],
    [
      'the stage, to lost',
      { stage: 'LOST' },
      [
        'CARE-01 STAGE_CHANGED',
        'CARE-02 STAGE_CHANGED',
        'CARE-31 STAGE_CHANGED',
        'VIS-06 STAGE_CHANGED',
        'MD-13 STAGE_CHANGED',
        'CARE-05 STAGE_CHANGED',
      ],
    ],
    ['the last time it was done', { lastMaintenanceOn: '2026-11-21' }, ['CARE-01 RESCHEDULED', 'CARE-31 RESCHEDULED']],
  ])('%s', (_, change, expected) => {
    const tasks = planned(standardPlan, before)
    expect(ended(tasks, reconciled(standardPlan, { ...before, ...change }, tasks))).toEqual(expected)
  })

  test('the policy: a rule switched off, or gone from the document', () => {
    const tasks = planned(standardPlan, before)
    const off = planWith(['CARE-01', 'CARE-02', 'CARE-05', 'VIS-06'])
    expect(ended(tasks, reconciled(off, before, tasks))).toEqual(['CARE-31 POLICY_CHANGED'])
    const gone = planWith(['CARE-01', 'CARE-02', 'CARE-05', 'VIS-06'], (document) => {
      document.care.obligations = document.care.obligations.filter(({ rule }) => rule !== 'CARE-31')
    })
    expect(ended(tasks, reconciled(gone, before, tasks))).toEqual(['CARE-31 POLICY_CHANGED'])
  })

  test('the policy: another cadence moves the days', () => {
    const tasks = planned(standardPlan, before)
    const tighter = planWith(['CARE-01', 'CARE-02', 'CARE-05', 'CARE-31', 'VIS-06'], (document) => {
      for (const obligation of document.care.obligations) if (obligation.rule === 'CARE-01') obligation.every = { months: 4 }
    })
    const { insert, ...rest } = reconciled(tighter, before, tasks)
    expect(ended(tasks, { insert, ...rest })).toEqual(['CARE-01 RESCHEDULED'])
    expect(insert.map(({ ruleId, dueOn }) => [ruleId, dueOn])).toEqual([['CARE-01', '2027-01-10']])
  })

  test('a new customer who is new no more: by the tier where the driving model has NEW, else by the stage', () => {
    const fresh = customer({ stage: 'NEW', tier: 'NEW', firstOrderOn: '2026-11-01', validOrders: 1 })
    const tasks = planned(planWith(['CARE-11']), fresh)
    const grown = { ...fresh, stage: 'GROWTH', tier: 'POTENTIAL' }
    expect(ended(tasks, reconciled(planWith(['CARE-11']), grown, tasks))).toEqual(['CARE-11 STAGE_CHANGED'])
    const byTier = planWith(['CARE-11'], (document) => {
      document.tiering.drives = 'SPEND_TENURE'
    })
    expect(ended(tasks, reconciled(byTier, grown, tasks))).toEqual(['CARE-11 TIER_CHANGED'])
  })

  test.each<[string, Partial<CareFacts>, string[]]>([
    ['another tier', { tier: 'GENERAL' }, ['CARE-27 TIER_CHANGED']],
    ['the stage, to lost', { stage: 'LOST' }, ['EVT-01 STAGE_CHANGED', 'CARE-27 STAGE_CHANGED']],
    ['an order entered since, older than the first', { firstOrderOn: '2024-12-28' }, ['EVT-01 RESCHEDULED']],
  ])('EVT-01 CARE-27 occasions: %s', (_, change, reasons) => {
    const festive = planWith([], (document) => {
      for (const occasion of document.care.occasions) occasion.enabled = ['EVT-01', 'CARE-27'].includes(occasion.rule)
    })
    const core = customer({ tier: 'CORE', firstOrderOn: '2024-12-30', verifiedOn: asOf })
    const tasks = planned(festive, core).filter(({ ruleId }) => ['EVT-01', 'CARE-27'].includes(ruleId))
    expect(ended(tasks, reconciled(festive, { ...core, ...change }, tasks))).toEqual(reasons)
  })

  test('all its orders are gone', () => {
    const tasks = planned(planWith(['CARE-03']), customer({ verifiedOn: '2026-07-01', lastMaintenanceOn: '2026-01-10' }))
    const gone = customer({ verifiedOn: '2026-07-01', validOrders: 0, firstOrderOn: null })
    expect(ended(tasks, reconciled(planWith(['CARE-03']), gone, tasks))).toEqual(['CARE-03 STAGE_CHANGED', 'MD-13 STAGE_CHANGED'])
  })
})

describe('what is left alone', () => {
  const tasks = planned(standardPlan, before)
  const lost = { ...before, stage: 'LOST' }
  test('what is due today or was due before', () => {
    const [first] = tasks
    for (const on of [first!.dueOn, '2027-02-20']) expect(reconciled(standardPlan, lost, [first!], on).end).toEqual([])
  })
  test('what is done, waived or ended', () => {
    for (const state of ['DONE', 'WAIVED', 'ENDED'] as const) {
      const settled = tasks.map((task) => ({ ...task, state, doneOn: state === 'DONE' ? asOf : null }))
      expect(reconciled(standardPlan, lost, settled).end).toEqual([])
    }
  })
  test('strategy reviews, visits of other rooms', () => {
    const foreign = (ruleId: string, kind: string, id: number): StandingTask => ({ ...tasks[0]!, ruleId, kind, id, dueOn: '2026-12-24' })
    const others = [foreign('CARE-28', 'STRATEGY_REVIEW', 92), foreign('VIS-07', 'FOLLOW_UP_VISIT', 93)]
    expect(reconciled(standardPlan, lost, others).end).toEqual([])
  })
})

describe('KA-08, KA-09 the task to assign a manager', () => {
  const alone = customer({ tier: 'CORE', ownerId: null })
  const tasks = planned(planWith([]), alone).filter(({ kind }) => kind === 'ASSIGN_MANAGER')
  test('is met, not ended, when there is one', () => {
    expect(reconciled(planWith([]), { ...alone, ownerId: 7 }, tasks)).toMatchObject({ end: [], met: [tasks[0]!.id] })
  })
  test('ends when none is needed any more', () => {
    expect(ended(tasks, reconciled(planWith([]), { ...alone, tier: 'GENERAL' }, tasks))).toEqual(['KA-08 TIER_CHANGED'])
  })
})
