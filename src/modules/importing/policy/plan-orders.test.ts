import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Checked } from './check.ts'
import { FirstRowsFinder } from './plan-orders.ts'

type Row = { customer: number; day: number; no: number; isBad: boolean }
const rows = fc.array(
  fc.record({
    customer: fc.integer({ min: 1, max: 4 }),
    day: fc.integer({ min: 1, max: 9 }),
    no: fc.integer({ min: 1, max: 12 }),
    isBad: fc.boolean(),
  }),
  { maxLength: 30 },
)

const checked = (row: Row, line: number): Checked => ({
  line,
  cells: [],
  given: {
    customer_no: `X${row.customer}`,
    ordered_at: `2026-01-0${row.day}T00:00:00.000Z`,
    order_no: `D${row.no}`,
    'customer.remark': `line ${line}`,
  },
  faults: row.isBad ? [{ column: 'a', reason: 'not-an-amount' }] : [],
})

/** The rule, said the slow way: all sound rows of a customer, sorted by time and number as text; the earliest line of equals. */
function slowly(all: readonly Checked[]): Map<string, string> {
  const sound = all.filter((r) => r.faults.length === 0)
  const key = (r: Checked) => `${r.given['ordered_at']} ${r.given['order_no']}\u0000`
  const groups = Map.groupBy(sound, (r) => String(r.given['customer_no']))
  return new Map(
    [...groups].map(([customer, its]) => [
      customer,
      String(its.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.line - b.line))[0]?.given['customer.remark']),
    ]),
  )
}

test('a customer is made from its row with the smallest (ordered_at, order_no), however the file is cut', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 10 }), (all, size) => {
      const lines = all.map((r, i) => checked(r, i + 2))
      const finder = new FirstRowsFinder()
      for (let at = 0; at < lines.length; at += size) finder.note(lines.slice(at, at + size))
      const found = new Map([...finder.found()].map(([customer, given]) => [customer, String(given['customer.remark'])]))
      expect(found).toEqual(slowly(lines))
    }),
  )
})
