import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '../../../core/instant.ts'
import { afterFailure, type Curve, curves, failuresLeft, type Guard, mayTry, networkOf } from './lockout.ts'

const start = new Date('2026-11-22T02:00:00Z')
const later = (minutes: number) => new Date(start.getTime() + minutes * MINUTE)

/** The guard after so many failures, all within a moment. */
function failing(times: number, curve: Curve): Guard {
  let guard: Guard | undefined
  for (let i = 0; i < times; i++) guard = afterFailure(guard, curve, start)
  if (!guard) throw new Error('at least one failure')
  return guard
}
const minutesShut = (guard: Guard) => (guard.lockedUntil ? (guard.lockedUntil.getTime() - guard.lastFailureAt.getTime()) / MINUTE : 0)

describe('A16 wrong passwords slow down account and source', () => {
  test.each([
    ['pair', 1, 0],
    ['pair', 4, 0],
    ['pair', 5, 1],
    ['pair', 6, 2],
    ['pair', 7, 4],
    ['pair', 10, 32],
    ['pair', 12, 60],
    ['account', 19, 0],
    ['account', 20, 1],
    ['account', 24, 15],
    ['source', 49, 0],
    ['source', 50, 1],
    ['source', 53, 8],
  ] as const)('%s guard, failure %i: shut for %i minutes', (kind, failures, minutes) => {
    expect(minutesShut(failing(failures, curves[kind]))).toBe(minutes)
  })

  test('failures fade by half in each half-life', () => {
    const guard = { failures: 40, lastFailureAt: start, lockedUntil: null }
    expect(failuresLeft(guard, curves.source, start)).toBe(40)
    expect(failuresLeft(guard, curves.source, later(60))).toBe(20)
    expect(failuresLeft(guard, curves.source, later(120))).toBe(10)
    expect(failuresLeft(guard, curves.source, later(600))).toBe(0)
  })

  const shut = (minutes: number): Guard => ({ failures: 99, lastFailureAt: start, lockedUntil: later(minutes) })
  test.each([
    ['nothing shut', {}, false, undefined],
    ['the pair is shut', { pair: shut(2) }, true, 120],
    ['the account is shut, from a strange network', { account: shut(3) }, false, 180],
    ['the account is shut, from where its owner signs in', { account: shut(3) }, true, undefined],
    ['the source is shut', { source: shut(1) }, true, 60],
    ['the longest counts', { pair: shut(2), account: shut(1), source: shut(5) }, false, 300],
    ['over already', { pair: shut(0) }, false, undefined],
    ['a clock set back by a year', { pair: shut(525_600) }, false, 3_600],
  ])('%s', (_, some, known, seconds) => {
    const answer = mayTry({ pair: undefined, account: undefined, source: undefined, ...some }, known, start)
    expect(answer.ok ? undefined : answer.facts['retryAfterSeconds']).toBe(seconds)
  })

  test('1,000 tries at one account from one source within a day: fewer than 40 are looked at', () => {
    let guard: Guard | undefined
    let looked = 0
    for (let i = 0; i < 1000; i++) {
      const now = later((i * 24 * 60) / 1000)
      if (!mayTry({ pair: guard, account: undefined, source: undefined }, false, now).ok) continue
      guard = afterFailure(guard, curves.pair, now)
      looked++
    }
    expect(looked).toBeGreaterThan(4)
    expect(looked).toBeLessThan(40)
  })

  test('no wait is ever longer than the longest of its curve', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(curves)), fc.nat(100_000), (curve, failures) => {
        const guard = afterFailure({ failures, lastFailureAt: start, lockedUntil: null }, curve, start)
        return minutesShut(guard) <= curve.mostMinutes
      }),
    )
  })
})

test.each([
  [undefined, 'local'],
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('the network of %s is %s', (address, network) => expect(networkOf(address)).toBe(network))
