import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { addDays, dayFrom } from '../../core/day.ts'
import { standings } from '../tasks/contract.ts'
import { outcomes } from './contract.ts'
import * as policy from './policy.ts'

const quarter = { from: '2026-10-01', until: '2026-12-31' }
const today = '2026-11-22'

describe('CARE-26 what is owed in a period, and how it stands', () => {
  test.each([
    ['done in its window', 'ON_TIME', '2026-11-10', 'ON_TIME'],
    ['done after it', 'LATE', '2026-11-10', 'LATE'],
    ['not done, the window ended yesterday', 'OPEN', '2026-11-21', 'OPEN_LATE'],
    ['not done, the window ends today', 'OPEN', '2026-11-22', undefined],
    ['done early, the window ends today: it is owed tomorrow', 'ON_TIME', '2026-11-22', undefined],
    ['waived', 'WAIVED', '2026-10-01', 'WAIVED'],
    ['the tier had changed', 'NOT_APPLICABLE', '2026-11-01', 'NOT_APPLICABLE'],
    ['owed in the quarter before', 'LATE', '2026-09-30', undefined],
    ['owed in the quarter after', 'OPEN', '2027-01-01', undefined],
  ] as const)('%s', (_, standing, windowTo, expected) => expect(policy.outcomeOf({ standing, windowTo }, quarter, today)).toBe(expected))

  test('a period that is over is judged to its last day', () => {
    const past = { from: '2026-07-01', until: '2026-09-30' }
    expect(policy.outcomeOf({ standing: 'OPEN', windowTo: '2026-09-30' }, past, today)).toBe('OPEN_LATE')
  })

  const near = fc.integer({ min: -120, max: 120 }).map((n) => addDays(today, n))
  const duty = fc.record({ standing: fc.constantFrom(...standings), windowTo: near })
  const fieldOf = { ON_TIME: 'onTime', LATE: 'late', OPEN_LATE: 'openLate', WAIVED: 'waived', NOT_APPLICABLE: 'notApplicable' } as const

  test('each owed duty stands one way, the ways add up to what is owed, and the share lies between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(duty, { maxLength: 60 }), near, near, (duties, a, b) => {
        const period = a < b ? { from: a, until: b } : { from: b, until: a }
        const owed = duties.filter((d) => d.windowTo >= period.from && d.windowTo <= period.until && d.windowTo < today)
        const counts = { ...policy.noCounts }
        for (const d of duties) {
          const outcome = policy.outcomeOf(d, period, today)
          if (outcome) counts[fieldOf[outcome]]++
        }
        const figures = policy.figuresOf(counts)
        expect(figures.owed).toBe(owed.length)
        expect(outcomes.reduce((sum, o) => sum + figures[fieldOf[o]], 0)).toBe(figures.owed)
        const asked = figures.owed - figures.waived - figures.notApplicable
        if (asked === 0) expect(figures.share).toBeNull()
        else expect(figures.share).toBe(figures.onTime / asked)
      }),
    )
  })

  test('the same periods side by side owe what they owe together', () => {
    fc.assert(
      fc.property(fc.array(duty), near, (duties, cut) => {
        const whole = { from: addDays(today, -120), until: addDays(today, 120) }
        const count = (period: policy.Period) => duties.filter((d) => policy.outcomeOf(d, period, today)).length
        const halves = count({ from: whole.from, until: cut }) + count({ from: addDays(cut, 1), until: whole.until })
        expect(halves).toBe(count(whole))
      }),
    )
  })
})

test.each([
  ['95 of 100 reach 95 %', 95, 5, false],
  ['9,499 of 10,000 do not', 9499, 501, true],
  ['nothing owed is not below', 0, 0, false],
] as const)('CARE-26 the target: %s', (_, onTime, late, below) =>
  expect(policy.isBelowTarget({ ...policy.noCounts, onTime, late, waived: 3 }, 95)).toBe(below),
)

test.each([
  ['QUARTER', '2026-11-22', '2026-10-01', '2026-12-31'],
  ['QUARTER', '2026-03-31', '2026-01-01', '2026-03-31'],
  ['HALF_YEAR', '2026-07-01', '2026-07-01', '2026-12-31'],
  ['MONTH', '2028-02-10', '2028-02-01', '2028-02-29'],
  ['YEAR', '2026-11-22', '2026-01-01', '2026-12-31'],
  ['WEEK', '2026-11-22', '2026-11-16', '2026-11-22'],
] as const)('the %s around %s', (span, on, from, until) => expect(policy.spanAround(on, span)).toEqual({ from, until }))

test.each([
  [{ onTime: 98, late: 1, openLate: 1 }, 95, 'full'],
  [{ onTime: 979, late: 21, openLate: 0 }, 95, 'good'],
  [{ onTime: 95, late: 5, openLate: 0 }, 95, 'good'],
  [{ onTime: 9499, late: 500, openLate: 1 }, 95, 'below'],
  [{ onTime: 1, late: 1, openLate: 0 }, null, 'good'],
  [{ onTime: 0, late: 0, openLate: 0 }, 95, 'empty'],
] as const)('CARE-26 a month of %j at a target of %s looks %s', (counts, target, look) => {
  expect(policy.monthLook(policy.figuresOf({ ...policy.noCounts, ...counts }), target)).toBe(look)
})

test('the days of a month that lie in a period', () => {
  const period = { from: '2026-02-10', until: '2026-04-05' }
  expect(policy.monthWithin('2026-02', period)).toEqual({ from: '2026-02-10', until: '2026-02-28' })
  expect(policy.monthWithin('2026-03', period)).toEqual({ from: '2026-03-01', until: '2026-03-31' })
  expect(policy.monthWithin('2026-04', period)).toEqual({ from: '2026-04-01', until: '2026-04-05' })
})

test('the months of a period, over the turn of the year', () => {
  expect(policy.monthsOf({ from: '2026-11-15', until: '2027-01-01' })).toEqual(['2026-11', '2026-12', '2027-01'])
})

test('the months of a period end, also where the calendar does', () => {
  expect(policy.monthsOf({ from: '9999-11-30', until: '9999-12-31' })).toEqual(['9999-11', '9999-12'])
  expect(policy.monthsOf({ from: '2026-02-01', until: '2026-01-31' })).toEqual([])
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), fc.integer({ min: 0, max: 4_000 }), (start, length) => {
      const [from, until] = [dayFrom(start), dayFrom(Math.min(start + length, 2_932_896))]
      const months = policy.monthsOf({ from, until })
      expect([months[0], months.at(-1)]).toEqual([from.slice(0, 7), until.slice(0, 7)])
      expect(new Set(months).size).toBe(months.length)
      expect([...months].sort()).toEqual(months)
      expect(months.length).toBeLessThanOrEqual(length / 28 + 2)
    }),
  )
})

describe.each(['rfm-lifecycle', 'spend-tenure', 'key-ordinary'])('the rules of %s', (pack) => {
  const document: object = parse(readFileSync(new URL(`../../../policies/${pack}.zh.yaml`, import.meta.url), 'utf8'))
  const rules = policy.policyRules(document)
  const rule = (id: string) => rules.find((r) => r.ruleId === id)

  test('CARE-31 reminds and is not counted; CARE-01 is', () => {
    expect(rule('CARE-31')).toMatchObject({ counted: false })
    expect(rule('CARE-01')).toMatchObject({ counted: true })
  })
  test('each has its clause and stands once, with those that events set off', () => {
    expect(new Set(rules.map((r) => r.ruleId)).size).toBe(rules.length)
    expect(rules.filter((r) => r.clause === null)).toEqual([])
    expect(rules.map((r) => r.ruleId)).toEqual(expect.arrayContaining(['CARE-28', 'KA-08', 'KA-09', 'MD-13', 'VIS-05', 'VIS-06', 'EVT-01']))
  })
  test('CARE-26 VIS-13 the targets', () => {
    expect(policy.onTimeTarget(document)).toBe(95)
    expect(policy.coverageRule(document)).toEqual({ tiers: ['CORE'], percent: 90, period: 'YEAR', leastDaysInTier: 30 })
  })
})
