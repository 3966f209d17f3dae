import { describe, expect, test } from 'vitest'
import { core, key, owedBy, planWith, standardPlan, tasksOf } from '../../../../test/care.ts'
import { dutiesOf } from './duties.ts'
import type { Past } from './facts.ts'
import { servedVisits } from './together.ts'

describe('C12 a key account of the core tier: one visit of the year serves CARE-02 and CARE-05', () => {
  const both = key({ tier: 'CORE', lastProductVisitOn: '2025-10-15' })
  const plan = planWith(['CARE-02', 'CARE-05'])
  const shown = (past: Past[], asOf: string, until: string) =>
    dutiesOf(plan, both, past, asOf, until)
      .owed.filter(({ ruleId }) => ruleId !== 'MD-13')
      .map(({ ruleId, dueOn, facts }) => [ruleId, dueOn, facts['serves']?.toString() ?? facts['servedByDueOn'] ?? null])

  test('both are owed as soon as the visit is', () => {
    expect(shown([], '2026-01-05', '2026-04-05')).toEqual([
      ['CARE-02', '2026-02-15', 'CARE-05'],
      ['CARE-05', '2026-12-31', '2026-02-15'],
    ])
  })

  test('the first of the year carries it, each year has its own', () => {
    expect(shown([], '2026-01-05', '2027-04-05')).toEqual([
      ['CARE-02', '2026-02-15', 'CARE-05'],
      ['CARE-02', '2026-06-15', null],
      ['CARE-02', '2026-10-15', null],
      ['CARE-02', '2027-02-15', 'CARE-05'],
      ['CARE-05', '2026-12-31', '2026-02-15'],
      ['CARE-05', '2027-12-31', '2027-02-15'],
    ])
  })

  const visit = (state: Past['state'], doneOn?: string) => tasksOf('CARE-02', 'PRODUCT_VISIT', [['2026-02-15', state, doneOn]])
  const yearly = (state: Past['state'], doneOn: string | null = null): Past => ({
    ruleId: 'CARE-05',
    kind: 'ANNUAL_VISIT',
    period: '2026',
    dueOn: '2026-12-31',
    windowFrom: '2026-01-01',
    windowTo: '2026-12-31',
    state,
    doneOn,
  })

  test('visited without the checklist of the year: the next visit carries it', () => {
    expect(shown([...visit('DONE', '2026-02-16'), yearly('OPEN')], '2026-05-05', '2026-08-03')).toEqual([
      ['CARE-02', '2026-06-15', 'CARE-05'],
      ['CARE-05', '2026-12-31', '2026-06-15'],
    ])
  })

  test('done for the year: no visit carries it any more', () => {
    expect(shown([...visit('DONE', '2026-02-16'), yearly('DONE', '2026-02-16')], '2026-05-05', '2026-08-03')).toEqual([
      ['CARE-02', '2026-06-15', null],
    ])
  })

  test('while the visit that carries it is late, no other does', () => {
    expect(shown([...visit('OPEN'), yearly('OPEN')], '2026-05-05', '2026-08-03')).toEqual([
      ['CARE-02', '2026-06-15', null],
      ['CARE-05', '2026-12-31', '2026-02-15'],
    ])
  })

  test('a customer who is core only has a yearly visit of its own', () => {
    const [duty] = owedBy('CARE-05', standardPlan, core(), [], '2026-11-22', '2027-02-20')
    expect(duty?.facts).toEqual({ each: 'YEAR' })
  })

  test('which visit serves a yearly one, asked of the open duties, is what planning says of it', () => {
    for (const [asOf, until] of [
      ['2026-01-05', '2026-04-05'],
      ['2026-01-05', '2027-04-05'],
      ['2026-07-01', '2027-12-31'],
    ] as const) {
      const { owed } = dutiesOf(plan, both, [], asOf, until)
      const served = servedVisits(plan.profileOf(both).together, owed)
      const said = owed.filter(({ ruleId }) => ruleId === 'CARE-05')
      expect(said.length).toBeGreaterThan(0)
      expect(said.map((duty) => served.get(duty)?.dueOn)).toEqual(said.map(({ facts }) => facts['servedByDueOn']))
    }
    expect(servedVisits(null, dutiesOf(plan, both, [], '2026-01-05', '2027-04-05').owed).size).toBe(0)
  })
})
