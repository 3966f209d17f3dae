import { describe, expect, test } from 'vitest'
import { type Grant, maySee, whoMay } from './policy.ts'

const [company, east, team, west] = [1, 2, 3, 4]
const parentOf = new Map([
  [company, null],
  [east, company],
  [team, east],
  [west, company],
])
const grant = (personId: number, unitId: number | null, scope: string, ...permissions: string[]): Grant => ({
  personId,
  unitId,
  scope,
  permissions,
})
const admin = grant(9, company, 'ALL', '*')
const manager = grant(5, null, 'ALL', 'tasks.assign')
const eastHead = grant(6, east, 'UNIT', 'tasks.assign', 'tasks.do')
const westHead = grant(7, west, 'UNIT', 'tasks.assign')
const seller = grant(8, team, 'OWN', 'tasks.do')

describe('who may do something about a matter of a unit', () => {
  const of = (unitId: number | null, ...grants: Grant[]) => whoMay('tasks.assign', unitId, grants, parentOf)

  test('whoever the permission is given to, as far as it reaches', () => {
    expect(of(team, manager, eastHead, westHead, seller, admin)).toEqual([5, 6])
    expect(of(west, manager, eastHead, westHead)).toEqual([5, 7])
  })

  test('of the whole company only those who see all of it', () => {
    expect(of(null, manager, eastHead)).toEqual([5])
    expect(of(null, eastHead)).toEqual([])
  })

  test('those who may do everything only where nobody else may', () => {
    expect(of(team, seller, admin)).toEqual([9])
    expect(of(team, seller)).toEqual([])
  })

  test('each once, and a ring of units ends', () => {
    expect(of(team, eastHead, { ...eastHead, permissions: ['tasks.assign'] })).toEqual([6])
    const ring = new Map([
      [company, east],
      [east, company],
    ])
    expect(whoMay('tasks.assign', east, [westHead], ring)).toEqual([])
  })
})

describe('whether somebody sees a customer', () => {
  const reads = (scope: string, unitId: number | null = team) => grant(8, unitId, scope, 'customers.read')
  const others = { ownerId: 5, unitId: team }
  const own = { ownerId: 8, unitId: west }

  test.each([
    ['their own', own, reads('OWN'), true],
    ['somebody else’s of their unit, with their own in sight', others, reads('OWN'), false],
    ['of a unit below theirs', others, reads('UNIT', east), true],
    ['of a unit beside theirs', { ownerId: 5, unitId: west }, reads('UNIT', east), false],
    ['their own in another unit', own, reads('UNIT', east), true],
    ['anybody’s', others, reads('ALL'), true],
    ['only what is assigned to them', own, reads('ASSIGNED'), false],
    ['with another right', others, grant(8, team, 'ALL', 'tasks.read'), false],
    ['with every right', others, grant(8, team, 'ALL', '*'), true],
    ['of no unit', { ownerId: null, unitId: null }, reads('UNIT', east), false],
  ])('%s', (_, customer, given, seen) => {
    expect(maySee(8, customer, [given], parentOf)).toBe(seen)
    expect(maySee(7, customer, [given], parentOf)).toBe(false)
  })
})
