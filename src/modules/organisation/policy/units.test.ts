import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deputiesOn, mayDeputise } from './deputies.ts'
import { lifetimes, sessionLives, worthNoting } from './sessions.ts'
import { mayDeleteUnit, mayMoveBelow, unitSubtree } from './units.ts'

const [company, guangzhou, sales, service, wuhan] = [1, 2, 3, 4, 5]
const units = [
  { id: company, parentId: null },
  { id: guangzhou, parentId: company },
  { id: sales, parentId: guangzhou },
  { id: service, parentId: guangzhou },
  { id: wuhan, parentId: company },
]

test.each([
  ['the company', company, [1, 2, 3, 4, 5]],
  ['a branch', guangzhou, [2, 3, 4]],
  ['a department', sales, [3]],
  ['a unit that is gone', 99, [99]],
])('below %s', (_, root, expected) => expect(unitSubtree(units, root).sort()).toEqual(expected))

test('a broken tree ends', () => {
  const circle = [
    { id: 1, parentId: 2 },
    { id: 2, parentId: 1 },
  ]
  expect(unitSubtree(circle, 1)).toEqual([1, 2])
})

test.each([
  ['a department to another branch', sales, wuhan, true],
  ['a branch to the top', guangzhou, null, true],
  ['a branch below its own department', guangzhou, sales, false],
  ['a unit below itself', sales, sales, false],
])('moving %s', (_, unit, parent, ok) => expect(mayMoveBelow(units, unit, parent).ok).toBe(ok))

test('allowed moves never make a circle', () => {
  const move = fc.record({ unit: fc.constantFrom(1, 2, 3, 4, 5), parent: fc.constantFrom(null, 1, 2, 3, 4, 5) })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      let tree: { id: number; parentId: number | null }[] = units
      for (const { unit, parent } of moves) {
        if (mayMoveBelow(tree, unit, parent).ok) tree = tree.map((u) => (u.id === unit ? { ...u, parentId: parent } : u))
      }
      const tops = tree.filter((u) => u.parentId === null).map((u) => u.id)
      return new Set(tops.flatMap((top) => unitSubtree(tree, top))).size === tree.length
    }),
  )
})

test.each([
  ['an empty one', { units: 0, people: 0, posts: 0 }, true],
  ['one with people', { units: 0, people: 2, posts: 0 }, false],
  ['one with units', { units: 1, people: 0, posts: 0 }, false],
  ['one with a post', { units: 0, people: 0, posts: 1 }, false],
])('deleting %s', (_, use, ok) => expect(mayDeleteUnit(use).ok).toBe(ok))

const leave = { personId: 1, deputyId: 2, fromOn: '2026-10-01', untilOn: '2026-10-08' }
test.each([
  ['the day before', '2026-09-30', []],
  ['the first day', '2026-10-01', [2]],
  ['the last day', '2026-10-08', [2]],
  ['the day after', '2026-10-09', []],
])('a deputy on %s', (_, day, expected) => expect(deputiesOn([leave, leave], 1, day)).toEqual(expected))

test.each([
  ['somebody else for a week', leave, 'allowed'],
  ['for one day', { ...leave, untilOn: leave.fromOn }, 'allowed'],
  ['oneself', { ...leave, deputyId: 1 }, 'deputy-is-oneself'],
  ['an end before the beginning', { ...leave, untilOn: '2026-09-30' }, 'ends-before-it-begins'],
])('naming as deputy %s', (_, deputy, expected) => {
  const answer = mayDeputise(deputy)
  expect(answer.ok ? 'allowed' : answer.rule).toBe(expected)
})

const now = new Date('2026-11-22T02:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
test.each([
  ['just used', ago(0), ago(-1), true],
  ['used 12 hours ago', ago(lifetimes.sessionIdle), ago(-1), false],
  ['used a moment less than 12 hours ago', ago(lifetimes.sessionIdle - 1), ago(-1), true],
  ['30 days old, in use all the time', ago(0), ago(0), false],
])('ASVS 7.3 a session %s', (_, seenAt, expiresAt, lives) => expect(sessionLives({ seenAt, expiresAt }, now)).toBe(lives))

test.each([
  [null, true],
  [ago(59_999), false],
  [ago(60_000), true],
])('use at %s is written down: %s', (seenAt, worth) => expect(worthNoting(seenAt, now)).toBe(worth))
