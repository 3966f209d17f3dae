import type { Day } from './day.ts'
import { type Condition, type FilterFields, isLeaf, type Leaf, partsOf } from './filter.ts'
import { dayOfPoint, daysOfPeriod } from './filter-days.ts'

/** On what day a condition is asked, and by whom: what `today-90` and `me` mean. */
export type Asking = { readonly today: Day; readonly personId: number | null }

/** Stands for a person nobody is. */
const nobody = '0'

/** The same condition with days of the calendar and ids of persons in place of `today-90`, `this-month` and `me`. */
export function resolved(fields: FilterFields, condition: Condition, asking: Asking): Condition {
  if (isLeaf(condition)) return resolvedLeaf(fields, condition, asking)
  const parts = partsOf(condition).map((part) => resolved(fields, part, asking))
  return 'all' in condition ? { all: parts } : { any: parts }
}

function resolvedLeaf(fields: FilterFields, leaf: Leaf, { today, personId }: Asking): Leaf {
  const kind = fields[leaf.field]?.kind
  if (kind === 'person') return { ...leaf, values: leaf.values.map((v) => (v === 'me' ? String(personId ?? nobody) : v)) }
  if (kind !== 'day') return leaf
  if (leaf.op !== 'within') return { ...leaf, values: leaf.values.map((v) => dayOfPoint(v, today)) }
  const { from, to } = daysOfPeriod(leaf.values[0] ?? '', today)
  return { ...leaf, op: 'between', values: [from, to] }
}

/** What a row holds in a field: nothing, one value, or many. */
export type Held = string | number | boolean | null | readonly string[]

/** Upper case is lower case for the letters of ASCII, as in the database. */
const folded = (text: string): string => text.replace(/[A-Z]/g, (c) => c.toLowerCase())

/**
 * Whether a row meets a resolved condition: what the database must answer too. A row that holds nothing in a field meets `empty`,
 * `not` and `lacks`, and nothing else.
 */
export function matches(fields: FilterFields, condition: Condition, row: Readonly<Record<string, Held>>): boolean {
  if (!isLeaf(condition)) {
    const parts = partsOf(condition)
    return 'all' in condition ? parts.every((part) => matches(fields, part, row)) : parts.some((part) => matches(fields, part, row))
  }
  const held = row[condition.field] ?? null
  const all = (Array.isArray(held) ? held : held === null || held === '' ? [] : [held]).map(String)
  return meets(fields, condition, all)
}

function meets(fields: FilterFields, { field, op, values }: Leaf, held: readonly string[]): boolean {
  const [one] = held
  const [first = '', second = ''] = values
  const isCounted = ['number', 'money', 'percent'].includes(fields[field]?.kind ?? '')
  const order = (a: string, b: string): number => (isCounted ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0)
  const some = (test: (value: string) => boolean): boolean => one !== undefined && test(one)
  switch (op) {
    case 'is':
      return fields[field]?.kind === 'text' ? some((v) => folded(v) === folded(first)) : values.some((v) => held.includes(v))
    case 'not':
      return !values.some((v) => held.includes(v))
    case 'both':
      return values.every((v) => held.includes(v))
    case 'has':
      return some((v) => folded(v).includes(folded(first)))
    case 'lacks':
      return !some((v) => folded(v).includes(folded(first)))
    case 'from':
      return some((v) => order(v, first) >= 0)
    case 'to':
      return some((v) => order(v, first) <= 0)
    case 'under':
    case 'before':
      return some((v) => order(v, first) < 0)
    case 'after':
      return some((v) => order(v, first) > 0)
    case 'between':
      return some((v) => order(v, first) >= 0 && order(v, second) <= 0)
    case 'empty':
      return held.length === 0
    case 'filled':
      return held.length > 0
    case 'within':
      throw new Error('a period is resolved before it is compared')
  }
}
