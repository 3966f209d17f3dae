import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, type FilterOp, faultsOf, filterFields, filterOps, maxConditions, maxDepth } from './filter.ts'
import { daysOfPeriod, isDayPoint, isPeriod, periods } from './filter-days.ts'
import { type Held, matches, resolved } from './filter-match.ts'
import { conditionText, readCondition } from './filter-text.ts'
import { maxWhere, where } from './where.ts'

const fields = filterFields({
  name: { kind: 'text', always: true },
  tier: { kind: 'choice' },
  class: { kind: 'choice', values: ['KEY', 'GENERAL'], always: true },
  tags: { kind: 'tags' },
  amount: { kind: 'money' },
  lastOrderOn: { kind: 'day' },
  owner: { kind: 'person' },
  active: { kind: 'flag' },
})
const asking = { today: '2026-11-22', personId: 7 }

const value = fc.oneof(fc.constantFrom('CORE', 'today-90', 'a,b', '("', '海棠', '\\u0041', ' '), fc.string({ unit: 'grapheme' }))
const leaf: fc.Arbitrary<Condition> = fc.record({
  field: fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,12}$/),
  op: fc.constantFrom<FilterOp>(...filterOps),
  values: fc.array(
    value.filter((v) => v.isWellFormed() && !v.includes('\0')),
    { maxLength: 4 },
  ),
})
const group = (part: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => {
  const parts = fc.array(part, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    parts.map((all) => ({ all })),
    parts.map((any) => ({ any })),
  )
}
const tree = fc.oneof(leaf, group(leaf), group(fc.oneof(leaf, group(fc.oneof(leaf, group(leaf))))))

describe('a condition as text', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(tree, (condition) => {
        expect(readCondition(conditionText(condition))).toEqual({ ok: true, condition })
      }),
    )
  })

  test('whatever is sent is read or refused, and what is read is written the same way again', () => {
    const pieces = fc.array(fc.constantFrom('all(', 'any(', ')', ',', 'tier', '.is', '.empty', '(', '"', '\\', 'x', '海', ' '), {
      maxLength: 14,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((p) => p.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const read = readCondition(text)
          if (read.ok) expect(readCondition(conditionText(read.condition))).toEqual(read)
        },
      ),
    )
  })

  test.each<[string, number]>([
    ['', 1],
    ['tier', 5],
    ['tier.', 5],
    ['tier.near(1)', 5],
    ['tier.is(CORE', 13],
    ['tier.is()', 9],
    ['all()', 5],
    ['tier.is(CORE) or', 14],
    ['tier.is("CORE)', 9],
    ['name.has("\\u0000")', 10],
    ['name.has("\\ud800")', 10],
    ['all(tier.is(A),)', 16],
  ])('%s: not understood from character %i on', (text, at) => {
    expect(readCondition(text)).toEqual({ ok: false, reason: 'filter-syntax', facts: { at } })
  })

  test('a field may be called all or any', () => {
    expect(readCondition('all.is(x)')).toEqual({ ok: true, condition: { field: 'all', op: 'is', values: ['x'] } })
  })
})

describe('what a list refuses', () => {
  const schema = where(fields)
  const issues = (text: string) => schema.safeParse(text).error?.issues.map((i) => [i.path.join('.'), i.message])
  test.each([
    ['a field it has not', 'any(tier.is(A),all(salary.from(1)))', 'any.1.all.0', 'filter-field'],
    ['a name of the language', 'constructor.is(1)', '', 'filter-field'],
    ['a comparison the field does not know', 'tier.from(A)', '', 'filter-op'],
    ['asking whether the name is empty', 'name.empty', '', 'filter-op'],
    ['a value a choice has not', 'class.is(HUGE)', '', 'filter-value'],
    ['no value', 'tier.is', '', 'filter-value'],
    ['two values where one is meant', 'amount.from(1,2)', '', 'filter-value'],
    ['one value where two are meant', 'amount.between(1)', '', 'filter-value'],
    ['an amount that is none', 'amount.from(1e9)', '', 'filter-value'],
    ['an amount beyond counting', 'amount.from(9007199254740993)', '', 'filter-value'],
    ['a day there is not', 'lastOrderOn.before(2026-02-30)', '', 'filter-value'],
    ['a period there is not', 'lastOrderOn.within(this-decade)', '', 'filter-value'],
    ['a person by name', 'owner.is(me,bob)', '', 'filter-value'],
    ['too many values', `tier.is(${Array(51).fill('A').join(',')})`, '', 'too-many'],
    ['too long a value', `name.has(${'x'.repeat(101)})`, '', 'too-long'],
    ['too many groups in each other', `${'all('.repeat(maxDepth + 1)}tier.empty${')'.repeat(maxDepth + 1)}`, '', 'too-deep'],
    [
      'too many conditions',
      `all(${Array(maxConditions + 1)
        .fill('tier.empty')
        .join(',')})`,
      '',
      'too-many',
    ],
  ])('%s', (_, text, path, reason) => {
    expect(issues(text)).toEqual([[path, reason]])
  })

  test('more text than an address holds', () => {
    expect(schema.safeParse('a'.repeat(maxWhere + 1)).success).toBe(false)
  })

  test('every tree it takes is within its bounds', () => {
    fc.assert(
      fc.property(tree, (condition) => {
        const read = schema.safeParse(conditionText(condition))
        if (read.success) expect(faultsOf(fields, read.data)).toEqual([])
      }),
    )
  })
})

describe('days of a period, seen from Sunday 2026-11-22', () => {
  test.each([
    ['today', '2026-11-22', '2026-11-22'],
    ['yesterday', '2026-11-21', '2026-11-21'],
    ['tomorrow', '2026-11-23', '2026-11-23'],
    ['this-week', '2026-11-16', '2026-11-22'],
    ['last-week', '2026-11-09', '2026-11-15'],
    ['next-week', '2026-11-23', '2026-11-29'],
    ['this-month', '2026-11-01', '2026-11-30'],
    ['last-month', '2026-10-01', '2026-10-31'],
    ['next-month', '2026-12-01', '2026-12-31'],
    ['this-quarter', '2026-10-01', '2026-12-31'],
    ['last-quarter', '2026-07-01', '2026-09-30'],
    ['next-quarter', '2027-01-01', '2027-03-31'],
    ['this-year', '2026-01-01', '2026-12-31'],
    ['last-year', '2025-01-01', '2025-12-31'],
    ['next-year', '2027-01-01', '2027-12-31'],
    ['past-90', '2026-08-24', '2026-11-22'],
    ['next-30', '2026-11-22', '2026-12-22'],
  ])('%s is %s to %s', (period, from, to) => {
    expect([isPeriod(period), daysOfPeriod(period, '2026-11-22')]).toEqual([true, { from, to }])
  })

  test('every calendar period holds or touches its day, and begins where the one before ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
        const today = new Date(n * 86_400_000).toISOString().slice(0, 10)
        for (const span of ['week', 'month', 'quarter', 'year']) {
          const [last, now, next] = ['last', 'this', 'next'].map((which) => daysOfPeriod(`${which}-${span}`, today))
          expect(now && now.from <= today && today <= now.to).toBe(true)
          expect(last && now && next && last.to < now.from && now.to < next.from).toBe(true)
        }
      }),
    )
    expect(periods).toHaveLength(15)
  })

  test.each(['', 'today-0', 'today - 3', 'today-100000', '2026-2-1', '0000-01-01', '2026-11-22T00:00:00Z'])('%j is no day', (text) => {
    expect(isDayPoint(text)).toBe(false)
  })
})

describe('which rows meet a condition', () => {
  const row: Record<string, Held> = {
    name: '海棠 Trading',
    tier: 'CORE',
    tags: ['FREQ_HIGH', 'ACTIVE'],
    amount: 10_000_000,
    lastOrderOn: '2026-08-24',
    owner: 7,
    active: true,
  }
  const bare: Record<string, Held> = { name: '青禾', tier: null, tags: [], amount: null, lastOrderOn: null, owner: null, active: false }
  const meets = (text: string, of: Record<string, Held>) => {
    const read = readCondition(text)
    return read.ok && faultsOf(fields, read.condition).length === 0 && matches(fields, resolved(fields, read.condition, asking), of)
  }
  test.each([
    ['tier.is(CORE,NEW)', true, false],
    ['tier.not(CORE)', false, true],
    ['tier.empty', false, true],
    ['tags.is(DORMANT,ACTIVE)', true, false],
    ['tags.both(DORMANT,ACTIVE)', false, false],
    ['tags.both(FREQ_HIGH,ACTIVE)', true, false],
    ['tags.not(ACTIVE)', false, true],
    ['name.has("tRAding")', true, false],
    ['name.lacks(海棠)', false, true],
    ['amount.from(10000000)', true, false],
    ['amount.under(10000000)', false, false],
    ['amount.between(1,10000000)', true, false],
    ['lastOrderOn.within(past-90)', true, false],
    ['lastOrderOn.before(today-90)', false, false],
    ['lastOrderOn.to(today-90)', true, false],
    ['lastOrderOn.filled', true, false],
    ['owner.is(me)', true, false],
    ['owner.not(me)', false, true],
    ['active.is(false)', false, true],
    ['any(tier.is(NEW),all(amount.from(1),owner.is(me)))', true, false],
    ['all(tier.is(CORE),any(tags.is(DORMANT),lastOrderOn.empty))', false, false],
  ])('%s', (text, ofRow, ofBare) => {
    expect([meets(text, row), meets(text, bare)]).toEqual([ofRow, ofBare])
  })

  test('nobody is me for whom is no person', () => {
    const read = { field: 'owner', op: 'is', values: ['me'] } as const
    expect(matches(fields, resolved(fields, read, { today: '2026-11-22', personId: null }), row)).toBe(false)
  })
})
