import { expect, test } from 'vitest'
import { secondsLeft, shareOf } from './jobs.ts'

const start = '2026-11-22T10:00:00+08:00'
const after = (seconds: number) => new Date(start).getTime() + seconds * 1000

test.each([
  [{ done: 0, total: null }, undefined],
  [{ done: 5, total: 20 }, 0.25],
  [{ done: 30, total: 20 }, 1],
])('of %j the share is %s', (job, share) => {
  expect(shareOf(job)).toBe(share)
})

test.each([
  ['a quarter in 10 seconds leaves 30', 25, 10, 30],
  ['nothing is said before a tenth is done', 5, 60, undefined],
  ['nothing is said in the first seconds', 50, 2, undefined],
])('%s', (_, done, passed, left) => {
  expect(secondsLeft({ done, total: 100, startedAt: start, state: 'RUNNING' }, after(passed))).toBe(left)
})

test('a job that has ended has no time left', () => {
  expect(secondsLeft({ done: 50, total: 100, startedAt: start, state: 'CANCELLED' }, after(60))).toBeUndefined()
})
