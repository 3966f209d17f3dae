import type { FilterFields } from '../../core/filter.ts'
import { leafOf, whereOf } from './filter-words.ts'
import type { ListQuery } from './query.ts'

/** How a condition (`tier.is`) is asked by an input of its own; undefined where its values take more than that. */
export type SimpleFilters<Input> = Readonly<Record<string, (values: readonly string[]) => Input | undefined>>

/** Chips as the simple inputs a list has, each asked once; the others, and the joined conditions of the address, as `where`. */
export function chipInputs<Input extends object>(
  { filters, where }: Pick<ListQuery, 'filters' | 'where'>,
  fields: FilterFields,
  simple: SimpleFilters<Input>,
): Partial<Input> & { where?: string } {
  const declared = Object.entries(fields).map(([key, { kind }]) => ({ key, kind }))
  const asked: Partial<Input> = {}
  const others = filters.filter((chip) => {
    const field = declared.find(({ key }) => key === chip.field)
    const { op, values } = leafOf(chip, field)
    const input = simple[`${chip.field}.${op}`]?.(values)
    if (!input || Object.keys(input).some((key) => Object.hasOwn(asked, key))) return field !== undefined
    Object.assign(asked, input)
    return false
  })
  const rest = whereOf(others, where, declared)
  return rest === undefined ? asked : { ...asked, where: rest }
}

/** The one id among the values; undefined for `me` and for several. */
export const oneId = ([text, ...more]: readonly string[]): number | undefined =>
  more.length === 0 && /^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : undefined

/** The one value, where it is one of those known. */
export const oneOf = <T extends string>(known: readonly T[], [code, ...more]: readonly string[]): T | undefined =>
  more.length === 0 ? known.find((k) => k === code) : undefined

/** One input of a list, where it has a value. */
export const given = <Input, K extends keyof Input>(key: K, value: Input[K] | undefined): Pick<Input, K> | undefined =>
  value === undefined ? undefined : ({ [key]: value } as Pick<Input, K>)
