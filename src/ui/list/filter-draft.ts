import type { FilterOp } from '../../core/filter.ts'
import { type Condition, fits, isLeaf, type Leaf, partsOf } from '../../core/filter.ts'
import { parseFen } from '../../core/money.ts'
import { type FilterField, opsOf } from './filter-field.ts'
import { simplified } from './filter-words.ts'

/** A condition while it is put together: what was typed, complete or not. Ids keep the rows apart on the screen. */
export type DraftLeaf = {
  readonly id: number
  readonly field: string | undefined
  readonly op: FilterOp
  readonly typed: readonly string[]
}
export type DraftGroup = { readonly id: number; readonly word: 'all' | 'any'; readonly parts: readonly Draft[] }
export type Draft = DraftLeaf | DraftGroup

export const isDraftGroup = (draft: Draft): draft is DraftGroup => 'parts' in draft

let last = 0
const nextId = (): number => (last += 1)

export const emptyLeaf = (): DraftLeaf => ({ id: nextId(), field: undefined, op: 'is', typed: [] })
export const groupOf = (word: 'all' | 'any', parts: readonly Draft[]): DraftGroup => ({ id: nextId(), word, parts })

/** What the screen shows for a stored value: money in 万元, shares in percent. */
const scaleOf: Partial<Record<FilterField['kind'], number>> = { money: 1_000_000, percent: 100 }
export const shownValues = ({ kind }: Pick<FilterField, 'kind'>, values: readonly string[]): string[] => {
  const scale = scaleOf[kind]
  return values.map((v) => (scale ? String(Number(v) / scale) : v))
}

/** What is asked for what was typed; undefined while it is not complete. */
export function storedValues(field: FilterField, op: FilterOp, typed: readonly string[]): string[] | undefined {
  const scale = scaleOf[field.kind]
  const values = typed.map((text) => {
    const plain = text.trim()
    return scale ? (parseFen(plain, scale)?.toString() ?? '') : field.kind === 'number' ? plain.replace(/,/g, '') : plain
  })
  return fits(field, op, values) ? values : undefined
}

/** A row for a field, compared the usual way, nothing typed yet. */
export function leafFor(field: FilterField, id: number = nextId()): DraftLeaf {
  const op = opsOf(field)[0] ?? 'is'
  return { id, field: field.key, op, typed: freshValues(field, op) }
}

/** What stands in the value before anybody types. */
export const freshValues = (field: Pick<FilterField, 'kind' | 'relative'>, op: FilterOp): string[] => {
  if (op === 'empty' || op === 'filled') return []
  if (op === 'between') return ['', '']
  if (field.kind === 'flag') return ['true']
  if (op === 'within') return field.relative ? ['this-month'] : ['']
  return ['choice', 'tags', 'person', 'unit', 'customer'].includes(field.kind) ? [] : ['']
}

/** A condition as a draft; one that is no group stands in one. */
export function draftOf(condition: Condition | undefined, fields: readonly FilterField[]): DraftGroup {
  if (!condition) return groupOf('all', [emptyLeaf()])
  const whole = toDraft(condition, fields)
  return isDraftGroup(whole) ? whole : groupOf('all', [whole])
}

function toDraft(condition: Condition, fields: readonly FilterField[]): Draft {
  if (!isLeaf(condition))
    return groupOf(
      'all' in condition ? 'all' : 'any',
      partsOf(condition).map((part) => toDraft(part, fields)),
    )
  const field = fields.find(({ key }) => key === condition.field)
  return { id: nextId(), field: field?.key, op: condition.op, typed: field ? shownValues(field, condition.values) : [] }
}

/** The condition a draft stands for, empty groups left out; `open` counts the rows that are not complete. */
export function conditionOf(draft: Draft, fields: readonly FilterField[]): { condition: Condition | undefined; open: number } {
  const leaves = (d: Draft): (Leaf | undefined)[] => (isDraftGroup(d) ? d.parts.flatMap(leaves) : [leafOfDraft(d, fields)])
  const open = leaves(draft).filter((leaf) => leaf === undefined).length
  const build = (d: Draft): Condition | undefined => {
    if (!isDraftGroup(d)) return leafOfDraft(d, fields)
    const parts = d.parts.flatMap((part) => build(part) ?? [])
    return d.word === 'all' ? { all: parts } : { any: parts }
  }
  const built = build(draft)
  return { condition: built && simplified(built), open }
}

function leafOfDraft({ field: key, op, typed }: DraftLeaf, fields: readonly FilterField[]): Leaf | undefined {
  const field = fields.find((f) => f.key === key)
  const values = field && storedValues(field, op, typed)
  return field && values && { field: field.key, op, values }
}

/** The draft with one of its parts changed, or taken out where `change` answers nothing. */
export const withPart = (group: DraftGroup, id: number, change: (part: Draft) => Draft | undefined): DraftGroup => ({
  ...group,
  parts: group.parts.flatMap((part): readonly Draft[] => {
    if (part.id === id) return [change(part) ?? []].flat()
    return [isDraftGroup(part) ? withPart(part, id, change) : part]
  }),
})

/** How many rows a draft has. */
export const rowsIn = (draft: Draft): number => (isDraftGroup(draft) ? draft.parts.reduce((sum, part) => sum + rowsIn(part), 0) : 1)
