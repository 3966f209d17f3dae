import { z } from 'zod'
import { audience, calendarPeriod, clockTime, code, words } from '../../policies/policy/parts.ts'
import { isPlain } from '../../policies/policy/paths.ts'
import { type Place, valueIn } from './policy-text.ts'

/** How one parameter is entered. */
export type Control =
  | { readonly kind: 'number' | 'switch' | 'words' | 'word-list' | 'codes' | 'audiences' | 'time' | 'times' | 'numbers' | 'weekdays' }
  | { readonly kind: 'tier' | 'length' | 'fixed' | 'text-only' | 'long-words' | 'code' }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly string[] }
  /** `free`: by months or days too, not only so many times in a period. */
  | { readonly kind: 'cadence'; readonly periods: readonly string[]; readonly free: boolean }

export type FieldNode = {
  readonly type: 'field'
  readonly place: Place
  readonly control: Control
  readonly value: unknown
  readonly optional: boolean
  /** The keys of the record it stands in, in their order: where a new one is written. */
  readonly order: readonly string[]
}
export type GroupNode = { readonly type: 'group'; readonly place: Place; readonly children: readonly FormNode[] }
/** A list of records; `flat` ones fit a table. */
export type RowsNode = {
  readonly type: 'rows'
  readonly place: Place
  readonly rows: readonly (readonly FormNode[])[]
  readonly columns: readonly string[]
  readonly flat: boolean
}
/** Something the policy may say and does not; `fill` is what counts as long as it does not. */
export type AbsentNode = { readonly type: 'absent'; readonly place: Place; readonly order: readonly string[]; readonly fill: unknown }
export type FormNode = FieldNode | GroupNode | RowsNode | AbsentNode

/** The parameter of a record by its name. */
export function fieldIn(record: readonly FormNode[], name: string): FieldNode | undefined {
  const found = record.find((node) => node.place.at(-1) === name)
  return found?.type === 'field' ? found : undefined
}

/** The parameter at a place, however deep. */
export function fieldAt(nodes: readonly FormNode[], place: Place): FieldNode | undefined {
  const path = place.join('.')
  for (const node of nodes) {
    const own = node.place.join('.')
    if (own === path && node.type === 'field') return node
    if (!path.startsWith(`${own}.`)) continue
    const inner = node.type === 'group' ? node.children : node.type === 'rows' ? node.rows.flat() : []
    const found = fieldAt(inner, place)
    if (found) return found
  }
  return undefined
}

type Spot = { readonly place: Place; readonly value: unknown; readonly order: readonly string[] }

/** The form of a record: what its schema asks for, then whatever else stands there. Lists of rules have their own place and are left out. */
export function formOf(schema: z.ZodType | undefined, value: unknown, place: Place): readonly FormNode[] {
  const { inner } = peel(schema)
  const shape: Readonly<Record<string, z.core.$ZodType>> = inner instanceof z.ZodObject ? inner.shape : {}
  const written = isPlain(value) ? value : {}
  const order = [...Object.keys(shape), ...Object.keys(written).filter((name) => !(name in shape))].filter((name) => name !== 'rules')
  return order.map((name) => nodeOf(shape[name], { place: [...place, name], value: written[name], order }))
}

type Peeled = { readonly inner: z.core.$ZodType | undefined; readonly optional: boolean; readonly fill: unknown }

function peel(schema: z.core.$ZodType | undefined): Peeled {
  let inner = schema
  let optional = false
  let fill: unknown
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) {
    optional = true
    if (inner instanceof z.ZodDefault) fill = inner.def.defaultValue
    inner = inner.def.innerType
  }
  return { inner, optional, fill }
}

function nodeOf(schema: z.core.$ZodType | undefined, spot: Spot): FormNode {
  const { inner, optional, fill } = peel(schema)
  const { place, value, order } = spot
  const control = (inner && controlOf(inner, place)) ?? (isComposite(inner, value) ? undefined : guessed(value))
  if (control) return { type: 'field', place, control, value, optional, order }
  if (value === undefined) return { type: 'absent', place, order, fill }
  const branch = inner instanceof z.ZodUnion ? branchFor(inner, value) : inner
  if (Array.isArray(value)) return rowsOf(branch instanceof z.ZodArray ? branch.element : undefined, value, place)
  if (branch instanceof z.ZodRecord) return { type: 'group', place, children: recordOf(branch, spot) }
  if (isPlain(value)) return { type: 'group', place, children: formOf(branch as z.ZodType | undefined, value, place) }
  return { type: 'field', place, control: { kind: 'text-only' }, value, optional, order }
}

const isComposite = (schema: z.core.$ZodType | undefined, value: unknown): boolean =>
  schema instanceof z.ZodObject ||
  schema instanceof z.ZodRecord ||
  (schema instanceof z.ZodUnion && isPlain(value)) ||
  isPlain(value) ||
  (Array.isArray(value) && value.some(isPlain)) ||
  (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject)

function recordOf(schema: z.ZodRecord, { place, value }: Spot): FormNode[] {
  const order = isPlain(value) ? Object.keys(value) : []
  return order.map((name) => nodeOf(schema.valueType, { place: [...place, name], value: valueIn(value, [name]), order }))
}

function rowsOf(element: z.core.$ZodType | undefined, list: readonly unknown[], place: Place): RowsNode {
  const rows = list.map((item, i) => formOf(branched(element, item), item, [...place, i]))
  const columns = [...new Set(rows.flat().map((node) => String(node.place.at(-1))))]
  const flat = columns.length <= 5 && rows.flat().every((node) => node.type === 'field')
  return { type: 'rows', place, rows, columns, flat }
}

const branched = (schema: z.core.$ZodType | undefined, value: unknown): z.ZodType | undefined =>
  (schema instanceof z.ZodUnion ? branchFor(schema, value) : schema) as z.ZodType | undefined

/** Of the records a value may be, the one that shares most keys with it. */
function branchFor(union: z.ZodUnion, value: unknown): z.core.$ZodType | undefined {
  const shared = (option: z.core.$ZodType) =>
    option instanceof z.ZodObject && isPlain(value) ? Object.keys(value).filter((key) => key in option.shape).length : -1
  return union.options.toSorted((a, b) => shared(b) - shared(a))[0]
}

function controlOf(schema: z.core.$ZodType, place: Place): Control | undefined {
  if (isTier(place)) return { kind: 'tier' }
  if (schema instanceof z.ZodUnion) return cadenceOf(schema)
  if (schema instanceof z.ZodObject) return isLength(schema) ? { kind: 'length' } : oftenOf(schema)
  if (schema instanceof z.ZodTuple) return { kind: 'numbers' }
  if (schema instanceof z.ZodArray) return listControl(schema.element, place)
  if (schema instanceof z.ZodLiteral) return { kind: 'fixed' }
  if (schema instanceof z.ZodEnum) return { kind: 'choice', options: schema.options.map(String) }
  if (schema instanceof z.ZodBoolean) return { kind: 'switch' }
  if (schema instanceof z.ZodNumber) return { kind: 'number' }
  if (schema === clockTime) return { kind: 'time' }
  if (schema === code) return { kind: 'code' }
  return schema instanceof z.ZodString ? { kind: 'words' } : undefined
}

function listControl(element: z.core.$ZodType, place: Place): Control | undefined {
  if (element === audience) return { kind: 'audiences' }
  if (element === clockTime) return { kind: 'times' }
  if (element === code) return { kind: 'codes' }
  if (element === words) return { kind: 'word-list' }
  if (element instanceof z.ZodEnum) return { kind: 'choices', options: element.options.map(String) }
  if (element instanceof z.ZodNumber) return { kind: place.at(-1) === 'workdays' ? 'weekdays' : 'numbers' }
  return element instanceof z.ZodString ? { kind: 'word-list' } : undefined
}

const isLength = (schema: z.ZodObject): boolean => {
  const keys = Object.keys(schema.shape).sort().join(' ')
  return keys === 'clock hours' || keys === 'clock days'
}

function cadenceOf(union: z.ZodUnion): Control | undefined {
  const shapes = union.options.flatMap((option) => (option instanceof z.ZodObject ? [option.shape] : []))
  if (!shapes.some((shape) => 'months' in shape) || !shapes.some((shape) => 'each' in shape)) return undefined
  const each = shapes.map((shape) => shape.each).find((period) => period instanceof z.ZodEnum)
  return { kind: 'cadence', periods: each instanceof z.ZodEnum ? each.options.map(String) : calendarPeriod.options, free: true }
}

function oftenOf({ shape }: z.ZodObject): Control | undefined {
  const { each } = shape
  const isOften = Object.keys(shape).sort().join(' ') === 'each times' && each instanceof z.ZodEnum
  return isOften ? { kind: 'cadence', periods: each.options.map(String), free: false } : undefined
}

const isTier = (place: Place): boolean => {
  const [name, outer] = [place.at(-1), place.at(-2)]
  return name === 'tier' || name === 'orTier' || name === 'goal' || (outer === 'tiers' && place.includes('spendTenure'))
}

/** What a value looks like, where no schema tells. */
function guessed(value: unknown): Control | undefined {
  if (typeof value === 'boolean') return { kind: 'switch' }
  if (typeof value === 'number') return { kind: 'number' }
  if (typeof value === 'string') return { kind: 'words' }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return { kind: 'word-list' }
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return { kind: 'numbers' }
  return value === null ? { kind: 'text-only' } : undefined
}
