import { isDayPoint, isPeriod } from './filter-days.ts'

/**
 * A condition on the rows of a list: leaves joined by `all` (and) or `any` (or). A leaf names a field of the list, how it is compared
 * and with what; values are texts here, of the kind the list declares for the field.
 */
export type Condition = AllOf | AnyOf | Leaf
export type AllOf = { readonly all: readonly Condition[] }
export type AnyOf = { readonly any: readonly Condition[] }
export type Leaf = { readonly field: string; readonly op: FilterOp; readonly values: readonly string[] }

export const filterOps = [
  'is',
  'not',
  'both',
  'has',
  'lacks',
  'from',
  'to',
  'under',
  'before',
  'after',
  'between',
  'within',
  'empty',
  'filled',
] as const
export type FilterOp = (typeof filterOps)[number]

/** What a field holds. `tags` are many at once; `person` is an id, or `me` in a condition; `percent` counts in 1/10000, money in fen. */
export type FilterKind = 'choice' | 'tags' | 'text' | 'number' | 'money' | 'percent' | 'day' | 'flag' | 'person' | 'unit' | 'customer'

/** A field a list can be narrowed by. */
export type FilterDeclaration = {
  readonly kind: FilterKind
  /** All values a choice knows, where a policy or people cannot add any. */
  readonly values?: readonly string[]
  /** Every row has one: nobody asks whether it is empty. */
  readonly always?: boolean
  /** Whoever sees it masked cannot filter by it. */
  readonly masked?: boolean
  /** What one needs besides the list's own permission. */
  readonly permission?: string
}
export type FilterFields = Readonly<Record<string, FilterDeclaration>>

/** Declares what a list can be narrowed by: server, OpenAPI and the filter builder read it. */
export const filterFields = <const F extends FilterFields>(fields: F): F => fields

export const maxDepth = 3
export const maxConditions = 30
const maxValues = 50
const maxValue = 100

const opsOfKind: Readonly<Record<FilterKind, readonly FilterOp[]>> = {
  choice: ['is', 'not'],
  tags: ['is', 'both', 'not'],
  text: ['has', 'lacks', 'is'],
  number: ['from', 'to', 'under', 'between', 'is'],
  money: ['from', 'to', 'under', 'between'],
  percent: ['from', 'to', 'under', 'between'],
  day: ['within', 'from', 'to', 'before', 'after', 'between'],
  flag: ['is'],
  person: ['is', 'not'],
  unit: ['is', 'not'],
  customer: ['is', 'not'],
}

/** How a field can be compared, the usual way first. */
export const opsOf = ({ kind, always }: Pick<FilterDeclaration, 'kind' | 'always'>): readonly FilterOp[] =>
  always || kind === 'flag' ? opsOfKind[kind] : [...opsOfKind[kind], 'empty', 'filled']

export type FilterFault = { readonly path: readonly string[]; readonly reason: string; readonly facts: Readonly<Record<string, unknown>> }

export const isLeaf = (condition: Condition): condition is Leaf => 'field' in condition
export const partsOf = (group: AllOf | AnyOf): readonly Condition[] => ('all' in group ? group.all : group.any)

/** Every leaf with its place in the tree: `['any', '1']`. */
export function leavesOf(condition: Condition, path: readonly string[] = []): { leaf: Leaf; path: readonly string[] }[] {
  if (isLeaf(condition)) return [{ leaf: condition, path }]
  const word = 'all' in condition ? 'all' : 'any'
  return partsOf(condition).flatMap((part, i) => leavesOf(part, [...path, word, String(i)]))
}

const depthOf = (condition: Condition): number => (isLeaf(condition) ? 0 : 1 + Math.max(0, ...partsOf(condition).map(depthOf)))

/** What is wrong with a condition on a list of these fields; nothing when it can be asked. */
export function faultsOf(fields: FilterFields, condition: Condition): FilterFault[] {
  const whole = (reason: string, max: number): FilterFault[] => [{ path: [], reason, facts: { max } }]
  if (depthOf(condition) > maxDepth) return whole('too-deep', maxDepth)
  const leaves = leavesOf(condition)
  if (leaves.length > maxConditions) return whole('too-many', maxConditions)
  return leaves.flatMap(({ leaf, path }) => faultOf(fields, leaf).map((fault) => ({ ...fault, path })))
}

function faultOf(fields: FilterFields, { field, op, values }: Leaf): Omit<FilterFault, 'path'>[] {
  const declared = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (!declared) return [{ reason: 'filter-field', facts: { field } }]
  if (!opsOf(declared).includes(op)) return [{ reason: 'filter-op', facts: { field, op } }]
  if (values.length > maxValues) return [{ reason: 'too-many', facts: { max: maxValues } }]
  if (values.some((v) => v.length > maxValue)) return [{ reason: 'too-long', facts: { max: maxValue } }]
  return fits(declared, op, values) ? [] : [{ reason: 'filter-value', facts: { field, op, values } }]
}

const many: readonly FilterKind[] = ['choice', 'tags', 'person', 'unit', 'customer']

/** Whether a field can be compared so with these values: how many there must be, and what each must look like. */
export function fits(declared: Pick<FilterDeclaration, 'kind' | 'values'>, op: FilterOp, values: readonly string[]): boolean {
  if (op === 'empty' || op === 'filled') return values.length === 0
  const count = op === 'between' ? values.length === 2 : many.includes(declared.kind) ? values.length > 0 : values.length === 1
  return count && values.every((value) => fitsOne(declared, op, value))
}

const isWhole = (text: string): boolean => /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))
const isId = (text: string): boolean => /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text))

function fitsOne({ kind, values: known }: Pick<FilterDeclaration, 'kind' | 'values'>, op: FilterOp, value: string): boolean {
  switch (kind) {
    case 'choice':
    case 'tags':
      return known ? known.includes(value) : value !== ''
    case 'text':
      return value !== ''
    case 'number':
    case 'money':
    case 'percent':
      return isWhole(value)
    case 'day':
      return op === 'within' ? isPeriod(value) : isDayPoint(value)
    case 'flag':
      return value === 'true' || value === 'false'
    case 'person':
      return value === 'me' || isId(value)
    case 'unit':
    case 'customer':
      return isId(value)
  }
}
