import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '../../../core/day.ts'
import { buildLedger } from '../../purchases/policy.ts'
import { churnOf, churnRisk, leastGain } from './churn.ts'
import { countAlike, historyOf } from './history.ts'
import { aliveChance, logLikelihood, type MbgNbd, mbgNbdCost, nbdCost } from './mbg-nbd.ts'

const published: MbgNbd = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 }

describe('SEG-14 what a history says', () => {
  const on = (day: string, net: number) => ({ on: dayNumber(day), net })
  const asOf = dayNumber('2026-03-02')

  test.each([
    ['nothing was ever ordered', [], undefined],
    ['credits only', [on('2026-01-05', -500)], undefined],
    ['an order that lies ahead', [on('2026-03-03', 500)], undefined],
    ['one order today', [on('2026-03-02', 500)], { repeats: 0, lastWeek: 0, weeks: 0 }],
    ['two orders of one day are one', [on('2026-02-02', 100), on('2026-02-02', 200)], { repeats: 0, lastWeek: 0, weeks: 4 }],
    [
      'from the first to the last order, not since the last',
      [on('2026-01-05', 100), on('2026-01-12', 100), on('2026-02-02', 100), on('2026-02-09', -100)],
      { repeats: 2, lastWeek: 4, weeks: 8 },
    ],
  ])('%s', (_, rows, expected) => {
    expect(historyOf(buildLedger(rows), asOf)).toEqual(expected)
  })

  test('alike ones are counted together', () => {
    const one = { repeats: 0, lastWeek: 0, weeks: 3 }
    const other = { repeats: 1, lastWeek: 2, weeks: 3 }
    expect(countAlike([one, other, { ...one }])).toEqual([
      { ...one, customers: 2 },
      { ...other, customers: 1 },
    ])
  })
})

describe('SEG-14 MBG/NBD', () => {
  test.each([
    [0, 0, -0.41792826],
    [200, 38, 100.7869],
  ])('log-likelihood of %i repeats, the last after %i of 40 weeks: %f', (repeats, lastWeek, expected) => {
    expect(logLikelihood(published, { repeats, lastWeek, weeks: 40 })).toBeCloseTo(expected, Math.abs(expected) > 1 ? 4 : 8)
  })

  const parameter = fc.double({ min: Math.log(1e-4), max: Math.log(1e4), noNaN: true })
  const models = fc.tuple(parameter, parameter, parameter, parameter)
  const histories = fc
    .record({ repeats: fc.nat(60), days: fc.integer({ min: 0, max: 2000 }), silent: fc.integer({ min: 0, max: 2000 }) })
    .map(({ repeats, days, silent }) => {
      const last = repeats === 0 ? 0 : Math.max(repeats, days)
      return { repeats, lastWeek: last / 7, weeks: (last + silent) / 7 }
    })
  const modelOf = ([r, alpha, a, b]: [number, number, number, number]): MbgNbd => ({
    r: Math.exp(r),
    alpha: Math.exp(alpha),
    a: Math.exp(a),
    b: Math.exp(b),
  })

  test('the chance of being there still is one, and falls with silence', () => {
    fc.assert(
      fc.property(models, histories, fc.integer({ min: 1, max: 400 }), (logs, history, more) => {
        const model = modelOf(logs)
        const now = aliveChance(model, history)
        const later = aliveChance(model, { ...history, weeks: history.weeks + more / 7 })
        expect(now).toBeGreaterThanOrEqual(0)
        expect(now).toBeLessThanOrEqual(1)
        expect(later).toBeLessThanOrEqual(now)
      }),
    )
    const silent = [0, 4, 13, 26, 52].map((weeks) => aliveChance(published, { repeats: 5, lastWeek: 20, weeks: 20 + weeks }))
    expect(silent.every((chance, i) => i === 0 || chance < silent[i - 1]!)).toBe(true)
  })

  test('slopes are those of the cost', () => {
    const crowd = fc.array(histories, { minLength: 1, maxLength: 5 }).map(countAlike)
    const moderate = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(crowd, fc.tuple(moderate, moderate, moderate, moderate), (crowd, logs) => {
        for (const [cost, size] of [[nbdCost(crowd), 2] as const, [mbgNbdCost(crowd), 4] as const]) {
          const at = logs.slice(0, size)
          const slope = at.map(() => 0)
          cost(at, slope)
          for (const i of at.keys()) {
            const moved = (by: number) => cost(at.with(i, at[i]! + by), [0, 0, 0, 0])
            const measured = (moved(1e-5) - moved(-1e-5)) / 2e-5
            expect(Math.abs(slope[i]! - measured)).toBeLessThan(1e-4 * (1 + Math.abs(measured)))
          }
        }
      }),
    )
  })

  test('with nobody ever leaving it is NBD, however large b is', () => {
    const crowd = [{ repeats: 7, lastWeek: 30, weeks: 33, customers: 1 }]
    const without = nbdCost(crowd)([0.1, 2], [0, 0])
    for (const b of [1e4, 1e8, 1e14]) {
      const withLeaving = mbgNbdCost(crowd)([0.1, 2, Math.log(1e-4), Math.log(b)], [0, 0, 0, 0])
      expect(Math.abs(withLeaving - without)).toBeLessThan(1e-6)
    }
  })
})

/** Equal seeds give equal books. */
function drawing(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
}

/** Customers who order at rates of their own for up to two years, and after each order leave with chances of their own, up to `most`. */
function book(size: number, most: number) {
  const draw = drawing(20261122)
  return countAlike(
    Array.from({ length: size }, () => {
      const days = 364 + Math.floor(draw() * 364)
      const gap = 7 + draw() * 80
      const leaving = draw() * most
      let at = 0
      let repeats = 0
      while (draw() >= leaving) {
        const next = at + Math.max(1, Math.round(-Math.log(draw()) * gap))
        if (next > days) break
        at = next
        repeats++
      }
      return { repeats, lastWeek: at / 7, weeks: days / 7 }
    }),
  )
}

describe('SEG-14 §0.1.14 whether a book shows who has left', () => {
  test('a book whose customers leave shows it; one whose customers stay does not', () => {
    const leaves = churnOf(book(1500, 0.5))
    expect(leaves.known).toBe(true)
    expect(churnOf(book(1500, 0))).toMatchObject({ known: false })
    if (!leaves.known) return
    const buysWeekly = { repeats: 50, lastWeek: 50, weeks: 52 }
    const stoppedLongAgo = { repeats: 20, lastWeek: 20, weeks: 80 }
    expect(churnRisk(leaves.model, buysWeekly)).toBeLessThan(0.3)
    expect(churnRisk(leaves.model, stoppedLongAgo)).toBeGreaterThan(0.95)
  })

  test.each([
    ['nobody is in it', []],
    ['nobody ordered twice', [{ repeats: 0, lastWeek: 0, weeks: 30, customers: 400 }]],
  ])('where %s it does not', (_, crowd) => {
    expect(churnOf(crowd)).toEqual({ known: false, because: 'NO_REPEATS' })
  })

  test('from a handful no parameter is believed that has run off', () => {
    const few = fc.array(fc.record({ repeats: fc.integer({ min: 0, max: 9 }), silent: fc.nat(300) }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(few, (rows) => {
        const crowd = countAlike(rows.map(({ repeats, silent }) => ({ repeats, lastWeek: repeats * 3, weeks: repeats * 3 + silent / 7 })))
        const churn = churnOf(crowd)
        const values = churn.known ? Object.values(churn.model) : []
        expect(values.every((v) => v > 1.01e-4 && v < 0.99e4)).toBe(true)
        expect(churn.known ? churn.gain >= leastGain : true).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
