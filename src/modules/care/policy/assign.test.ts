import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GivenBefore, givenAnew, type Hands, ownersDuty, poolsDuty, type Team } from './assign.ts'

const days = { windowFrom: '2026-12-01', dueOn: '2026-12-08' }
/** The company (1) has a branch in the east (2) with a shop (3), and one in the west (4). */
const parentOf = new Map([
  [1, null],
  [2, 1],
  [3, 2],
  [4, 1],
])
const span = (personId: number, deputyId: number, fromOn = '2026-11-20', untilOn = '2026-12-31') => ({
  personId,
  deputyId,
  fromOn,
  untilOn,
})

function team(
  members: readonly (readonly [personId: number, unitId: number | null])[],
  away: readonly ReturnType<typeof span>[] = [],
): Team {
  return {
    able: new Set([11, 12, 13, 14, 15, 16]),
    away: Map.groupBy(away, ({ personId }) => personId),
    members: new Map([['CARE_SPECIALIST', members.map(([personId, unitId]) => ({ personId, unitId }))]]),
    parentOf,
  }
}
const hands = (of: Team, loads: Record<number, number> = {}): Hands => ({
  team: of,
  loads: new Map(Object.entries(loads).map(([id, n]) => [Number(id), n])),
})

describe('CARE-26 whose place is taken', () => {
  test.each<[string, ReturnType<typeof span>[], number]>([
    ['nobody is away', [], 11],
    ['away all the time', [span(11, 12)], 12],
    ['away exactly from the first day of the window to the due day', [span(11, 12, '2026-12-01', '2026-12-08')], 12],
    ['there on the first day', [span(11, 12, '2026-12-02')], 11],
    ['back on the due day', [span(11, 12, '2026-11-20', '2026-12-07')], 11],
    ['two halves with two deputies are no whole', [span(11, 12, '2026-11-20', '2026-12-03'), span(11, 13, '2026-12-04')], 11],
    ['of two deputies the lower id', [span(11, 14), span(11, 12)], 12],
    ['a deputy who is away too does not count', [span(11, 12), span(11, 14), span(12, 15)], 14],
    ['two who stand in for each other are both away: it stays', [span(11, 12), span(12, 11)], 11],
    ['a deputy who may not do tasks', [span(11, 99)], 11],
  ])('%s', (_says, away, who) => {
    const given = ownersDuty(hands(team([], away)), 11, days)
    expect(given.assigneeId).toBe(who)
    expect(given).toMatchObject(
      who === 11 ? { assignedAs: 'OWNER', assignedFacts: null } : { assignedAs: 'DEPUTY', assignedFacts: { insteadOf: 11 } },
    )
  })

  test('a customer without owner: nobody', () => {
    expect(ownersDuty(hands(team([])), null, days)).toEqual({ assigneeId: null, assignedAs: 'OWNER', assignedFacts: null })
  })
})

describe('CARE-26 who of a pool', () => {
  const everywhere = [
    [11, 3],
    [12, 2],
    [13, 4],
    [14, null],
  ] as const
  test.each<[string, Team, number | null, Record<number, number>, number | null]>([
    ['in the unit itself, however busy', team(everywhere), 3, { 11: 90 }, 11],
    ['the unit and what lies below it', team(everywhere), 2, { 11: 5, 12: 6 }, 11],
    ['the fewest open duties', team(everywhere), 1, { 11: 5, 12: 4, 13: 6 }, 12],
    ['of equals the lowest id', team(everywhere), 1, { 11: 4, 12: 4, 13: 4 }, 11],
    [
      'nobody in the unit: the one above',
      team([
        [12, 2],
        [13, 4],
      ]),
      3,
      { 12: 9 },
      12,
    ],
    [
      'nobody in the branch: the whole company',
      team([
        [13, 4],
        [14, null],
      ]),
      3,
      { 13: 1 },
      13,
    ],
    ['only who works for the whole company', team([[14, null]]), 3, {}, 14],
    ['a customer of no unit: everybody', team(everywhere), null, { 11: 1, 12: 1, 13: 1 }, 14],
    ['who is away is passed over, even into the unit above', team(everywhere, [span(11, 12)]), 3, {}, 12],
    ['who is away but for a day is not away', team(everywhere, [span(11, 12, '2026-12-02')]), 3, {}, 11],
    [
      'who may not do tasks is passed over',
      team([
        [99, 3],
        [12, 2],
      ]),
      3,
      {},
      12,
    ],
    ['all away: nobody', team([[11, 3]], [span(11, 12)]), 3, {}, null],
    ['nobody holds the post', team([]), 3, {}, null],
  ])('%s', (_says, of, unitId, loads, who) => {
    expect(poolsDuty(hands(of, loads), 'CARE_SPECIALIST', unitId, days).assigneeId).toBe(who)
  })

  test('it says of how many, and how much whoever was chosen had', () => {
    expect(poolsDuty(hands(team(everywhere), { 11: 5, 12: 4 }), 'CARE_SPECIALIST', 2, days)).toEqual({
      assigneeId: 12,
      assignedAs: 'POOL',
      assignedFacts: { post: 'CARE_SPECIALIST', people: 2, open: 4 },
    })
  })

  const duties = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 80 })
  const people = fc.uniqueArray(fc.constantFrom(11, 12, 13, 14, 15, 16), { minLength: 1 })

  test('equals stay equal but for one, nothing is lost, and the order of the customers does not matter', () => {
    fc.assert(
      fc.property(people, duties, fc.nat(20), (ids, customers, start) => {
        const spread = (order: readonly number[]) => {
          const at = hands(team(ids.map((id) => [id, 2])), Object.fromEntries(ids.map((id) => [id, start])))
          for (const _ of order) poolsDuty(at, 'CARE_SPECIALIST', 3, days)
          return ids.map((id) => at.loads.get(id) ?? 0)
        }
        const loads = spread(customers)
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
        expect(loads.reduce((sum, n) => sum + n, 0)).toBe(ids.length * start + customers.length)
        expect(spread(customers.toReversed())).toEqual(loads)
      }),
    )
  })

  test('whoever had more gets nothing before the others have caught up', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 2, maxLength: 6 }), fc.nat(100), (starts, many) => {
        const ids = starts.map((_, i) => 11 + i)
        const at = hands(team(ids.map((id) => [id, 2])), Object.fromEntries(ids.map((id, i) => [id, starts[i] ?? 0])))
        for (let i = 0; i < many; i++) poolsDuty(at, 'CARE_SPECIALIST', 2, days)
        const after = ids.map((id, i) => ({ got: (at.loads.get(id) ?? 0) - (starts[i] ?? 0), has: at.loads.get(id) ?? 0 }))
        const least = Math.min(...after.map(({ has }) => has))
        for (const { got, has } of after) expect(got === 0 || has <= least + 1).toBe(true)
        expect(after.reduce((sum, { got }) => sum + got, 0)).toBe(many)
      }),
    )
  })
})

describe('what is given anew', () => {
  const pools = new Map([['VIS-06', 'CARE_SPECIALIST']])
  const duty = (change: Partial<GivenBefore>): GivenBefore => ({
    ...{ ruleId: 'CARE-01', unitId: 3, ...days, assigneeId: 11, assignedAs: 'OWNER', insteadOf: null },
    ...change,
  })
  const deputised: Partial<GivenBefore> = { assigneeId: 12, assignedAs: 'DEPUTY', insteadOf: 11 }
  test.each<[string, Partial<GivenBefore>, ReturnType<typeof span>[], number | null | undefined]>([
    ['an owner who is there keeps it', {}, [], undefined],
    ['an owner who is away', {}, [span(11, 12)], 12],
    ['the deputy keeps it', deputised, [span(11, 12)], undefined],
    ['the deputyship ended: back to the owner', deputised, [], 11],
    ['another deputy', deputised, [span(11, 13)], 13],
    ['given by hand stays', { assignedAs: 'HAND' }, [span(11, 12)], undefined],
    ['somebody of a pool keeps it, away or not', { ruleId: 'VIS-06', assignedAs: 'POOL' }, [span(11, 12)], undefined],
    ['a pool that had nobody has somebody now', { ruleId: 'VIS-06', assignedAs: 'POOL', assigneeId: null }, [], 14],
    ['and still nobody', { ruleId: 'VIS-06', assignedAs: 'POOL', assigneeId: null }, [span(14, 12)], undefined],
    ['its rule shares no more', { assignedAs: 'POOL', assigneeId: null }, [], undefined],
  ])('%s', (_says, change, away, who) => {
    const given = givenAnew(hands(team([[14, 3]], away)), pools, duty(change))
    expect(given?.assigneeId).toBe(who)
  })
})
