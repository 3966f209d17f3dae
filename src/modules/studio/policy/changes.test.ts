import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../core/day.ts'
import { addCounts, changesOf, type Load, type OpenDuty } from './changes.ts'
import { effortBy } from './effort.ts'

const duty = (ruleId: string, dueOn: string, personId: number | null, kind = 'MAINTENANCE'): OpenDuty => ({
  customerId: 1,
  ruleId,
  period: dueOn,
  kind,
  dueOn,
  personId,
})

const apart = () => null
const from = '2026-11-22'
const before = { effort: effortBy({ MAINTENANCE: 1 }), together: apart }
const after = { effort: effortBy({ MAINTENANCE: 1.5, PRODUCT_VISIT: 3 }), together: apart }

describe('what becomes of open duties', () => {
  const open = [
    { id: 1, ...duty('CARE-01', '2026-12-01', 7), personAfter: 7 },
    { id: 2, ...duty('CARE-01', '2026-12-20', null), personAfter: null },
    { id: 3, ...duty('CARE-03', '2026-11-01', 7), personAfter: 7 },
  ]
  const changes = changesOf(open, [duty('CARE-02', '2027-01-05', 7, 'PRODUCT_VISIT')], new Set([2]), { from, before, after })

  test('each stays, ends or is new', () => {
    expect(changes.kept).toEqual({ 'CARE-01': 1, 'CARE-03': 1 })
    expect(changes.duties.map((d) => [d.change, d.ruleId, d.dueOn])).toEqual([
      ['ADDED', 'CARE-02', '2027-01-05'],
      ['ENDED', 'CARE-01', '2026-12-20'],
    ])
  })

  test('a month of a person counts tasks and effort by the texts before and after; what was due earlier is nobody’s load', () => {
    const none = { sharedBefore: 0, sharedAfter: 0 }
    expect(changes.load).toEqual([
      { personId: 7, month: '2026-12', tasksBefore: 1, tasksAfter: 1, effortBefore: 100, effortAfter: 150, ...none },
      { personId: 0, month: '2026-12', tasksBefore: 1, tasksAfter: 0, effortBefore: 100, effortAfter: 0, ...none },
      { personId: 7, month: '2027-01', tasksBefore: 0, tasksAfter: 1, effortBefore: 0, effortAfter: 300, ...none },
    ])
  })
})

test('a duty that is handed over with its customer is the load of one person before and of another after', () => {
  const open = [{ id: 1, ...duty('CARE-01', '2026-12-01', 7), personAfter: 8 }]
  const { load } = changesOf(open, [], new Set(), { from, before, after })
  expect(load.map((l) => [l.personId, l.tasksBefore, l.tasksAfter])).toEqual([
    [7, 1, 0],
    [8, 0, 1],
  ])
})

describe('C12 hours of one visit that serves two duties', () => {
  const pair = { visit: { ruleId: 'CARE-02' }, yearly: { ruleId: 'CARE-05' } }
  const side = { effort: effortBy({ PRODUCT_VISIT: 3, ANNUAL_VISIT: 4 }), together: () => pair }
  const visit = (dueOn: string, personId = 7) => duty('CARE-02', dueOn, personId, 'PRODUCT_VISIT')
  const yearly = (dueOn: string, personId = 7) => duty('CARE-05', dueOn, personId, 'ANNUAL_VISIT')
  const loads = (duties: OpenDuty[]) =>
    changesOf([], duties, new Set(), { from, before: side, after: side }).load.map((l) => [
      l.personId,
      l.month,
      l.tasksAfter,
      l.effortAfter,
      l.sharedAfter,
    ])

  test.each<[string, OpenDuty[], ReturnType<typeof loads>]>([
    ['once, as the longest takes, in the month of the visit', [visit('2027-02-15'), yearly('2027-12-31')], [[7, '2027-02', 1, 400, 0], [7, '2027-12', 1, 0, 1]]],
    ['the first visit of the year is the one', [visit('2027-06-15'), visit('2027-02-15'), yearly('2027-12-31')], [[7, '2027-06', 1, 300, 0], [7, '2027-02', 1, 400, 0], [7, '2027-12', 1, 0, 1]]],
    ['a visit of another year is none', [visit('2026-12-15'), yearly('2027-12-31')], [[7, '2026-12', 1, 300, 0], [7, '2027-12', 1, 400, 0]]],
    ['a visit that is overdue is nobody’s load: the yearly one is', [visit('2026-11-15'), yearly('2026-12-31')], [[7, '2026-12', 1, 400, 0]]],
    ['of two people, the one who makes the visit', [visit('2027-02-15', 8), yearly('2027-12-31')], [[8, '2027-02', 1, 400, 0], [7, '2027-12', 1, 0, 1]]],
    ['another customer’s visit serves nobody else', [{ ...visit('2027-02-15'), customerId: 2 }, yearly('2027-12-31')], [[7, '2027-02', 1, 300, 0], [7, '2027-12', 1, 400, 0]]],
  ])('%s', (_, duties, expected) => expect(loads(duties)).toEqual(expected)) // biome-ignore format: one a line

  const anyDuty = fc
    .tuple(
      fc.constantFrom(visit, yearly),
      fc.integer({ min: -40, max: 800 }),
      fc.integer({ min: 7, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([of, ahead, personId, customerId]) => ({ ...of(addDays(from, ahead), personId), customerId }))

  test('never more than each for itself, less by what is served; without such visits the same', () => {
    const total = (l: readonly Load[]) => l.reduce((sum, { effortAfter }) => sum + effortAfter, 0)
    const tasks = (l: readonly Load[]) => l.map((one) => `${one.personId} ${one.month} ${one.tasksAfter}`).sort()
    let saved = 0
    fc.assert(
      fc.property(fc.array(anyDuty, { maxLength: 12 }), (duties) => {
        const by = (together: typeof side.together | typeof apart) =>
          changesOf([], duties, new Set(), { from, before: side, after: { ...side, together } }).load
        const [merged, plain] = [by(side.together), by(apart)]
        const sum = duties.filter(({ dueOn }) => dueOn >= from).reduce((all, { kind }) => all + side.effort(kind), 0)
        const shared = merged.reduce((n, { sharedAfter }) => n + sharedAfter, 0)
        expect(total(plain)).toBe(sum)
        expect(plain.every(({ sharedAfter }) => sharedAfter === 0)).toBe(true)
        expect(total(merged)).toBeLessThanOrEqual(sum)
        expect(total(merged) === sum).toBe(shared === 0)
        expect(tasks(merged)).toEqual(tasks(plain))
        if (shared > 0) saved++
      }),
    )
    expect(saved).toBeGreaterThan(5)
  })
})

test('an action without an effort takes half an hour; hundredths of an hour stay exact', () => {
  expect([effortBy({})('GIFT'), effortBy({ GIFT: 0.29 })('GIFT'), effortBy({ GIFT: 0 })('GIFT')]).toEqual([50, 29, 0])
})

test('counts add up by name', () => {
  expect(addCounts({ a: 1, b: 2 }, { b: 3, c: 4 })).toEqual({ a: 1, b: 5, c: 4 })
})
