import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Asking, mayDecide, type Organisation, principalsOf, type Who } from './policy.ts'

/** 公司 1 > 分公司 2 > 部门 3; 分公司 4. */
const parentOf = new Map<number, number | null>([
  [1, null],
  [2, 1],
  [3, 2],
  [4, 1],
])
const [han, lu, shen, gu, bai] = [11, 12, 13, 14, 15]
const organisation: Organisation = {
  parentOf,
  holders: [
    { post: 'UNIT_HEAD', personId: shen, unitId: 3 },
    { post: 'UNIT_HEAD', personId: lu, unitId: 2 },
    { post: 'BRANCH_HEAD', personId: lu, unitId: 2 },
    { post: 'BRANCH_HEAD', personId: han, unitId: 4 },
    { post: 'GENERAL_MANAGER', personId: gu, unitId: null },
  ],
  deputies: [
    { personId: lu, deputyId: bai, fromOn: '2026-11-20', untilOn: '2026-11-22' },
    { personId: han, deputyId: bai, fromOn: '2026-11-23', untilOn: '2026-11-30' },
  ],
  today: '2026-11-22',
}
const post = (key: string, unitId: number | null, askedBy: number | null = null): Asking => ({ askedBy, decider: { post: key, unitId } })

describe('whose decision it is', () => {
  test.each<[string, Asking, number[]]>([
    ['the head of the department', post('UNIT_HEAD', 3), [shen]],
    ['of the branch above where the department has none', post('BRANCH_HEAD', 3), [lu]],
    ['of the whole company where no unit has one', post('GENERAL_MANAGER', 3), [gu]],
    ['one step up when the head asks', post('UNIT_HEAD', 3, shen), [lu]],
    ['nobody when the only one asks', post('GENERAL_MANAGER', 3, gu), []],
    ['another branch has no say', post('BRANCH_HEAD', 4), [han]],
    ['any holder when no unit is named and none is for the company', post('BRANCH_HEAD', null), [lu, han]],
    ['a post nobody holds', post('EVENT_TEAM', 3), []],
    ['a named person', { askedBy: shen, decider: { personId: gu } }, [gu]],
  ])('%s', (_, asking, expected) => expect(principalsOf(asking, organisation)).toEqual(expected))

  test('units in a circle come to an end', () => {
    const circle = { ...organisation, parentOf: new Map([[3, 2] as const, [2, 3] as const]) }
    expect(principalsOf(post('GENERAL_MANAGER', 3), circle)).toEqual([gu])
  })
})

describe('who may decide', () => {
  const who = (personId: number | null, reaches: Who['reaches'] = () => false): Who => ({ personId, reaches })
  const permission: Asking = { askedBy: shen, decider: { permission: 'customers.assign', unitId: 3 } }
  test.each<[string, Asking, Who, string]>([
    ['the holder', post('UNIT_HEAD', 3), who(shen), 'allowed'],
    ['the holder’s deputy of today', post('BRANCH_HEAD', 3), who(bai), 'allowed'],
    ['a deputy whose time has not come', post('BRANCH_HEAD', 4), who(bai), 'not-yours-to-decide'],
    ['a deputy who asked themselves', post('BRANCH_HEAD', 3, bai), who(bai), 'own-asking'],
    ['the holder who asked', post('UNIT_HEAD', 3, shen), who(shen), 'own-asking'],
    ['somebody else', post('UNIT_HEAD', 3), who(gu), 'not-yours-to-decide'],
    ['the command line', post('UNIT_HEAD', 3), who(null, () => true), 'not-yours-to-decide'],
    ['whoever’s permission reaches the unit', permission, who(lu, (p, unit) => p === 'customers.assign' && unit === 3), 'allowed'],
    ['whoever’s permission does not', permission, who(lu), 'not-yours-to-decide'],
    ['the asker with the permission', permission, who(shen, () => true), 'own-asking'],
    ['the deputy of a named person', { askedBy: null, decider: { personId: lu } }, who(bai), 'allowed'],
  ])('%s', (_, asking, person, expected) => {
    const answer = mayDecide(asking, person, organisation)
    expect(answer.ok ? 'allowed' : answer.rule).toBe(expected)
  })

  test('nobody ever decides their own asking, whatever posts, deputies and permissions they have', () => {
    const people = fc.integer({ min: 1, max: 4 })
    const unit = fc.constantFrom(null, 1, 2, 3, 4)
    const holders = fc.array(fc.record({ post: fc.constantFrom('A', 'B'), personId: people, unitId: unit }))
    const deputies = fc.array(
      fc.record({ personId: people, deputyId: people, fromOn: fc.constant('2026-01-01'), untilOn: fc.constant('2026-12-31') }),
    )
    const decider = fc.oneof(
      fc.record({ post: fc.constantFrom('A', 'B'), unitId: unit }),
      fc.record({ permission: fc.constant('a.b'), unitId: unit }),
      fc.record({ personId: people }),
    )
    fc.assert(
      fc.property(holders, deputies, decider, people, (h, d, to, asker) => {
        const house = { ...organisation, holders: h, deputies: d }
        const asking = { askedBy: asker, decider: to }
        return (
          !mayDecide(
            asking,
            who(asker, () => true),
            house,
          ).ok && !principalsOf(asking, house).includes(asker)
        )
      }),
    )
  })
})
