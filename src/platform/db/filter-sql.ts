import { type Expression, type SqlBool, sql } from 'kysely'
import { type Condition, type FilterFields, type FilterKind, isLeaf, type Leaf, partsOf } from '../../core/filter.ts'
import { asked } from './connect.ts'

/**
 * Where a field of a list stands in the database: an expression with its value, or, where it holds many or is found elsewhere, the
 * condition that it holds any of some values and that it holds nothing.
 */
export type FilterColumn = Expression<unknown> | FilterMembers
export type FilterMembers = { readonly any: (values: readonly string[]) => Expression<SqlBool>; readonly none: Expression<SqlBool> }
export type FilterColumns<F extends FilterFields> = Readonly<Record<keyof F, FilterColumn>>

/** A settled condition over these columns, for the `where` of a query. Values travel as parameters, names never come from outside. */
export function filterSql<F extends FilterFields>(fields: F, columns: FilterColumns<F>, condition: Condition): Expression<SqlBool> {
  return sql<SqlBool>`(${asked} ${tree(fields, columns, condition)})`
}

function tree<F extends FilterFields>(fields: F, columns: FilterColumns<F>, condition: Condition): Expression<SqlBool> {
  if (!isLeaf(condition)) {
    const parts = partsOf(condition).map((part) => tree(fields, columns, part))
    return sql<SqlBool>`(${sql.join(parts, 'all' in condition ? sql` and ` : sql` or `)})`
  }
  const declared = Object.hasOwn(fields, condition.field) ? fields[condition.field] : undefined
  const column = Object.hasOwn(columns, condition.field) ? columns[condition.field] : undefined
  if (!declared || !column) throw new Error(`no field ${condition.field} in this list`)
  return 'any' in column ? membersMeet(column, condition) : valueMeets(column, declared.kind, condition)
}

function membersMeet({ any, none }: FilterMembers, { op, values }: Leaf): Expression<SqlBool> {
  if (op === 'is') return any(values)
  if (op === 'not') return sql<SqlBool>`(${any(values)}) is not true`
  if (op === 'both')
    return sql<SqlBool>`(${sql.join(
      values.map((value) => any([value])),
      sql` and `,
    )})`
  return op === 'empty' ? none : sql<SqlBool>`not ${none}`
}

const types: Readonly<Record<FilterKind, string>> = {
  choice: 'text',
  tags: 'text',
  text: 'text',
  number: 'bigint',
  money: 'bigint',
  percent: 'bigint',
  day: 'date',
  flag: 'boolean',
  person: 'bigint',
  unit: 'bigint',
  customer: 'bigint',
}

/** Folds the letters of ASCII only, whatever the database's locale: as `matches` does. */
const folded = (value: Expression<unknown>) => sql<string>`lower((${value}) collate "C")`

/** Unknown counts as no, as groups never negate; only where an empty value meets a condition is that said. */
function valueMeets(column: Expression<unknown>, kind: FilterKind, { op, values }: Leaf): Expression<SqlBool> {
  const type = sql.raw(types[kind])
  const value = (i: number) => sql`${values[i] ?? null}::${type}`
  const text = folded(sql`${values[0] ?? ''}::text`)
  const anyOf = sql<SqlBool>`${column} = any(${sql.val([...values])}::${type}[])`
  switch (op) {
    case 'is':
      return kind === 'text' ? sql<SqlBool>`${folded(column)} = ${text}` : anyOf
    case 'not':
      return sql<SqlBool>`(${anyOf}) is not true`
    case 'has':
      return sql<SqlBool>`strpos(${folded(column)}, ${text}) > 0`
    case 'lacks':
      return sql<SqlBool>`(strpos(${folded(column)}, ${text}) > 0) is not true`
    case 'from':
      return sql<SqlBool>`${column} >= ${value(0)}`
    case 'to':
      return sql<SqlBool>`${column} <= ${value(0)}`
    case 'under':
    case 'before':
      return sql<SqlBool>`${column} < ${value(0)}`
    case 'after':
      return sql<SqlBool>`${column} > ${value(0)}`
    case 'between':
      return sql<SqlBool>`${column} between ${value(0)} and ${value(1)}`
    case 'empty':
    case 'filled':
      return emptiness(column, kind, op === 'empty')
    case 'both':
    case 'within':
      throw new Error(`${op} does not compare one value`)
  }
}

function emptiness(column: Expression<unknown>, kind: FilterKind, isEmpty: boolean): Expression<SqlBool> {
  if (kind === 'text') return sql<SqlBool>`coalesce(${column}, '') ${sql.raw(isEmpty ? '=' : '<>')} ''`
  return sql<SqlBool>`(${column}) ${sql.raw(isEmpty ? 'is null' : 'is not null')}`
}
