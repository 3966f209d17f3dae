import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '../../core/day.ts'
import {
  buildLedger,
  daysUntil,
  isValidOrder,
  ledgerUntil,
  ledgerWith,
  newLedgerBuffer,
  packLedger,
  pastYear,
  unpackLedger,
} from './policy.ts'

const rows = fc.array(
  fc.record({ on: fc.integer({ min: -50000, max: 60000 }), net: fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }) }),
  { maxLength: 40 },
)
const plain = (ledger: { length: number; days: ArrayLike<number>; net: ArrayLike<number>; orders: ArrayLike<number> }) =>
  Array.from({ length: ledger.length }, (_, i) => [ledger.days[i], ledger.orders[i], ledger.net[i]])

describe('SEG-02 what counts as an order', () => {
  test.each([
    ['one fen', 1, true],
    ['nothing', 0, false],
    ['a credit', -1, false],
  ])('%s', (_, net, expected) => expect(isValidOrder(net)).toBe(expected))
})

test('SEG-02 a day holds its orders one by one, its credits in the amount only, and zero amounts not at all', () => {
  const ledger = buildLedger([
    { on: 20, net: 300 },
    { on: 10, net: 100 },
    { on: 20, net: 200 },
    { on: 20, net: -50 },
    { on: 30, net: -70 },
    { on: 40, net: 0 },
  ])
  expect(plain(ledger)).toEqual([
    [10, 1, 100],
    [20, 2, 450],
    [30, 0, -70],
  ])
})

test('an order and its full credit on one day remain an order of that day', () => {
  expect(plain(buildLedger([5, -5].map((net) => ({ on: 1, net }))))).toEqual([[1, 1, 0]])
})

test('the packed form is what int4send(day) || int4send(orders) || int8send(net) writes', () => {
  const bytes = packLedger({ length: 2, days: [1, 20000], orders: [2, 0], net: [256, -1] })
  expect(Buffer.from(bytes).toString('hex')).toBe(
    ['00000001', '00000002', '0000000000000100', '00004e20', '00000000', 'ffffffffffffffff'].join(''),
  )
})

test('packing and unpacking give the same ledger, into a used buffer too, and from inside a larger array', () => {
  const used = newLedgerBuffer(1)
  fc.assert(
    fc.property(rows, (all) => {
      const ledger = buildLedger(all)
      const bytes = Buffer.concat([Buffer.from([9, 9, 9]), packLedger(ledger)]).subarray(3)
      expect(plain(unpackLedger(bytes, used))).toEqual(plain(ledger))
      expect(plain(unpackLedger(bytes))).toEqual(plain(ledger))
    }),
  )
})

test('amounts at the ends of the safe integers survive packing', () => {
  const net = [Number.MIN_SAFE_INTEGER, -4294967296, -4294967297, 4294967295, Number.MAX_SAFE_INTEGER]
  const ledger = { length: net.length, days: [1, 2, 3, 4, 5], orders: [0, 0, 0, 1, 1], net }
  expect(plain(unpackLedger(packLedger(ledger)))).toEqual(plain(ledger))
})

test('a cut-off packed ledger is refused', () => {
  expect(() => unpackLedger(new Uint8Array(17))).toThrow(RangeError)
})

test('cutting at a day equals building from the rows up to that day', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: -50000, max: 60000 }), (all, day) => {
      const cut = ledgerUntil(buildLedger(all), day)
      expect(plain(cut)).toEqual(plain(buildLedger(all.filter(({ on }) => on <= day))))
      expect(daysUntil(cut, day)).toBe(cut.length)
    }),
  )
})

test('adding one order equals building with one more row, also on a day that is already there', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.integer({ min: 1, max: 1000 }), (all, pick, net) => {
      const on = all.length > 0 && pick % 2 ? all[pick % all.length]!.on : pick % 60000
      expect(plain(ledgerWith(buildLedger(all), on, net))).toEqual(plain(buildLedger([...all, { on, net }])))
    }),
  )
})

describe('the past year against the one before', () => {
  const on = (day: string) => dayNumber(day)
  test.each([
    [
      'more than before',
      [
        ['2025-03-01', 100],
        ['2026-03-01', 130],
      ],
      { netAmount: 130, orders: 1, growth: 30 },
    ],
    [
      'the day a year ago is outside',
      [
        ['2025-11-22', 100],
        ['2025-11-23', 50],
      ],
      { netAmount: 50, orders: 1, growth: -50 },
    ],
    ['nothing before', [['2026-01-05', 80]], { netAmount: 80, orders: 1, growth: null }],
    [
      'only a credit before',
      [
        ['2025-02-01', -80],
        ['2026-02-01', 80],
      ],
      { netAmount: 80, orders: 1, growth: null },
    ],
    ['what is ordered after today does not count', [['2026-11-23', 80]], { netAmount: 0, orders: 0, growth: null }],
  ] as const)('%s', (_, orders, expected) => {
    const ledger = buildLedger(orders.map(([day, net]) => ({ on: on(day), net })))
    expect(pastYear(ledger, on('2026-11-22'))).toEqual(expected)
  })
})
