import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../core/day.ts'
import { type Keepable, mayShare, mergeDaysOf, serveEachOther } from './together.ts'

const today = '2026-11-22'
const merging = { mergeDays: 7, today }
const anyWay = ['PHONE', 'VISIT', 'VIDEO', 'IM']

const duty = (ruleId: string, kind: string, dueOn: string, change: Partial<Keepable> = {}): Keepable => ({
  ...{ customerId: 1, ruleId, kind, basis: 'LAST_DONE', facts: null, dueOn, plannedOn: null, channels: anyWay },
  ...{ windowFrom: addDays(dueOn, -7), windowTo: addDays(dueOn, 7) },
  ...change,
})
const maintenance = (dueOn: string, change: Partial<Keepable> = {}) => duty('CARE-01', 'MAINTENANCE', dueOn, change)
const visit = (dueOn: string, change: Partial<Keepable> = {}) => duty('CARE-02', 'PRODUCT_VISIT', dueOn, { channels: ['VISIT'], ...change })
const followUp = (dueOn: string, change: Partial<Keepable> = {}) => duty('VIS-06', 'FOLLOW_UP_VISIT', dueOn, change)
const yearly = (change: Partial<Keepable> = {}) =>
  duty('CARE-05', 'ANNUAL_VISIT', '2026-12-31', {
    ...{ basis: 'CALENDAR', channels: ['VISIT'], windowFrom: '2026-01-01', windowTo: '2026-12-31' },
    ...change,
  })
const online = duty('CARE-08', 'ONLINE_REVIEW', '2026-12-31', {
  ...{ basis: 'CALENDAR', channels: ['PHONE', 'VIDEO', 'IM'], windowFrom: '2026-10-01', windowTo: '2026-12-31' },
})

describe('C12, VIS-06 one appointment serves two duties of a customer', () => {
  test.each<[string, Keepable, Keepable, boolean]>([
    ['due on one day', maintenance('2026-11-25'), followUp('2026-11-25'), true],
    ['due seven days apart', maintenance('2026-11-25'), followUp('2026-12-02'), true],
    ['due eight days apart: no', maintenance('2026-11-25'), followUp('2026-12-03'), false],
    ['one long overdue, the other due in a week: both can be done now', maintenance('2026-09-01'), followUp('2026-11-29'), true],
    ['one long overdue, the other due later: no', maintenance('2026-09-01'), followUp('2026-11-30'), false],
    ['both overdue', maintenance('2026-09-01'), followUp('2026-10-20'), true],
    ['of two customers: no', maintenance('2026-11-25'), followUp('2026-11-25', { customerId: 2 }), false],
    ['of no customer: no', maintenance('2026-11-25', { customerId: null }), followUp('2026-11-25', { customerId: null }), false],
    ['one put off by agreement: no', maintenance('2026-11-25', { plannedOn: '2026-12-20' }), followUp('2026-11-25'), false],
    ['both put off to the same week', maintenance('2026-11-25', { plannedOn: '2026-12-20' }), followUp('2026-12-15'), true],
    ['a visit and a duty of the year, any day of its window', visit('2026-06-15'), yearly(), true],
    ['a visit after the year, beyond seven days: no', visit('2027-01-08'), yearly(), false],
    ['a visit just after the year', visit('2027-01-07'), yearly(), true],
    ['no channel fits both: no', visit('2026-11-25'), online, false],
    ['any channel fits where a rule names none', visit('2026-11-25'), duty('MD-13', 'VERIFY', '2026-11-25', { channels: [] }), true],
    [
      'the manager is appointed inside the company: no',
      visit('2026-11-25'),
      duty('KA-09', 'ASSIGN_MANAGER', '2026-11-25', { channels: [] }),
      false,
    ],
  ])('%s', (_, a, b, expected) => {
    expect(mayShare(a, b, merging)).toBe(expected)
    expect(mayShare(b, a, merging)).toBe(expected)
  })

  test('CARE-02, CARE-05 planning has put together, whatever lies between them', () => {
    const carrier = visit('2026-02-15', { facts: { months: 4, serves: ['CARE-05'], servesDueOn: '2026-12-31' }, plannedOn: '2027-03-01' })
    const carried = yearly({ facts: { each: 'YEAR', servedBy: 'CARE-02', servedByDueOn: '2026-02-15' } })
    const later = visit('2026-06-15', { plannedOn: '2027-03-01' })
    expect([serveEachOther(carrier, yearly()), serveEachOther(visit('2026-02-15'), carried), serveEachOther(later, carried)]).toEqual([
      true,
      true,
      false,
    ])
    expect(mayShare(carrier, carried, merging)).toBe(true)
    expect(mayShare(later, carried, merging)).toBe(false)
  })

  test('the policy says within how many days', () => {
    expect(mergeDaysOf({ care: { mergeDays: 3 } })).toBe(3)
    const three = { mergeDays: 3, today }
    expect([
      mayShare(maintenance('2026-11-25'), followUp('2026-11-28'), three),
      mayShare(maintenance('2026-11-25'), followUp('2026-11-29'), three),
    ]).toEqual([true, false])
    expect(mayShare(maintenance('2026-11-25'), followUp('2026-11-25'), { mergeDays: 0, today })).toBe(true)
  })
})

test('C12 it does not matter from which of the two one looks, and more days never part what fewer put together', () => {
  const days = fc.integer({ min: -60, max: 60 }).map((n) => addDays(today, n))
  const some = fc
    .tuple(days, fc.option(days), fc.boolean(), fc.subarray(anyWay), fc.constantFrom('MAINTENANCE', 'FOLLOW_UP_VISIT', 'STRATEGY_REVIEW'))
    .map(([dueOn, plannedOn, isCalendar, channels, kind]) =>
      duty('CARE-01', kind, dueOn, { plannedOn, channels, ...(isCalendar ? { basis: 'CALENDAR' as const } : {}) }),
    )
  fc.assert(
    fc.property(some, some, fc.nat(20), fc.nat(20), (a, b, few, more) => {
      const near = mayShare(a, b, { mergeDays: few, today })
      expect(mayShare(b, a, { mergeDays: few, today })).toBe(near)
      if (near) expect(mayShare(a, b, { mergeDays: few + more, today })).toBe(true)
    }),
  )
})
