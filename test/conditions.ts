import fc from 'fast-check'
import { type Condition, type FilterDeclaration, type FilterFields, opsOf } from '../src/core/filter.ts'
import type { Held } from '../src/core/filter-match.ts'

type Row = Readonly<Record<string, Held>>

const periods = fc.constantFrom(
  'today',
  'this-week',
  'last-month',
  'this-quarter',
  'this-year',
  'last-year',
  'past-90',
  'past-365',
  'next-30',
)
const texts = ['trading', '%', '_', "'", '海', "O'NEIL, 100%_3", '\\']
const figures = ['0', '1', '10000000', '-5000', '9007199254740991']

/** Values that some of these rows hold in a field and some do not, and some that none holds. */
function valuesIn(rows: readonly Row[], field: string, { kind, values }: FilterDeclaration): fc.Arbitrary<string> {
  const held = rows.flatMap((row): readonly Held[] => (Array.isArray(row[field]) ? row[field] : [row[field] ?? null]))
  const found = [...new Set(held.filter((v) => v !== null && v !== '').map(String))]
  const own = found.length > 0 ? [fc.constantFrom(...found)] : []
  switch (kind) {
    case 'day':
      return fc.oneof(...own, fc.constantFrom('2026-01-01', 'today', 'today-90', 'today+20', 'today-365'))
    case 'text':
      return fc.oneof(...own.map((some) => some.map((v) => v.slice(0, 4))), fc.constantFrom(...texts))
    case 'flag':
      return fc.constantFrom('true', 'false')
    case 'person':
      return fc.oneof(...own, fc.constantFrom('me', '99'))
    case 'unit':
    case 'customer':
      return fc.oneof(...own, fc.constant('99'))
    case 'number':
    case 'money':
    case 'percent':
      return fc.oneof(...own, fc.constantFrom(...figures))
    case 'choice':
    case 'tags':
      return values ? fc.constantFrom(...values) : fc.oneof(...own, fc.constant('NOWHERE'))
  }
}

function leafOver(fields: FilterFields, rows: readonly Row[]): fc.Arbitrary<Condition> {
  const ways = Object.entries(fields).flatMap(([field, declared]) => opsOf(declared).map((op) => ({ field, op, declared })))
  return fc.constantFrom(...ways).chain(({ field, op, declared }): fc.Arbitrary<Condition> => {
    if (op === 'empty' || op === 'filled') return fc.constant({ field, op, values: [] })
    const isMany = ['choice', 'tags', 'person', 'unit', 'customer'].includes(declared.kind)
    const size = op === 'between' ? { minLength: 2, maxLength: 2 } : { minLength: 1, maxLength: isMany ? 3 : 1 }
    return fc.array(op === 'within' ? periods : valuesIn(rows, field, declared), size).map((values) => ({ field, op, values }))
  })
}

const group = (part: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => {
  const parts = fc.array(part, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    parts.map((all) => ({ all })),
    parts.map((any) => ({ any })),
  )
}

/** Conditions a list of these fields takes: every field, every comparison, values near those of its rows. */
export function conditionsOver(fields: FilterFields, rows: readonly Row[]): fc.Arbitrary<Condition> {
  const leaf = leafOver(fields, rows)
  return fc.oneof(leaf, group(leaf), group(fc.oneof(leaf, group(leaf))))
}
