import { expect, test } from 'vitest'
import type { Db } from './db/db.ts'
import { lately } from './lately.ts'

/** Counts how often it was counted; figures above 100 are costly. */
function book() {
  const db = {} as Db
  let counted = 0
  const ask = (second: number, answer: number, key = 'all') =>
    lately(
      { db, now: new Date(Date.UTC(2026, 0, 1, 0, 0, second)) },
      {
        key,
        isCostly: (n: number) => n > 100,
        count: async () => {
          counted++
          return answer
        },
      },
    )
  return { ask, counted: () => counted }
}

test('a cheap answer is counted anew each time', async () => {
  const { ask, counted } = book()
  expect((await ask(0, 5)).answer).toBe(5)
  expect((await ask(1, 6)).answer).toBe(6)
  expect(counted()).toBe(2)
})

test('a costly one is a minute old at most, and says when it was counted', async () => {
  const { ask } = book()
  await ask(0, 500)
  const kept = await ask(59, 600)
  expect(kept.answer).toBe(500)
  expect(kept.countedAt.toISOString()).toBe('2026-01-01T00:00:00.000Z')
  expect((await ask(60, 600)).answer).toBe(600)
})

test('who asks something else gets something else', async () => {
  const { ask } = book()
  await ask(0, 500)
  expect((await ask(1, 700, 'unit 3')).answer).toBe(700)
  expect((await ask(2, 1)).answer).toBe(500)
})

test('who asks meanwhile waits for the same count', async () => {
  const { ask, counted } = book()
  const both = await Promise.all([ask(0, 500), ask(0, 500)])
  expect(both.map(({ answer }) => answer)).toEqual([500, 500])
  expect(counted()).toBe(1)
})

test('what failed is not kept', async () => {
  const db = {} as Db
  const now = new Date(0)
  const isCostly = () => true
  const failing = lately({ db, now }, { key: 'x', isCostly, count: () => Promise.reject(new Error('gone')) })
  await expect(failing).rejects.toThrow('gone')
  expect((await lately({ db, now }, { key: 'x', isCostly, count: async () => 3 })).answer).toBe(3)
})
