import type { ImportKind, ImportMap, Reason } from '../contract.ts'
import { type Unit, unitOfHeader } from './amounts.ts'
import { isDateFormat } from './dates.ts'
import { type Field, fieldsOf } from './fields.ts'
import { simplifiedWords } from './traditional.ts'

/** A file's column and what it brings; `index` counts from 0. */
export type Column = { index: number; header: string; field: Field; unit: Unit }

/** How names of columns compare: no case, width, spaces, signs; nothing in brackets, no star for "required". */
export const headerForm = (header: string): string => {
  const plain = simplifiedWords(header.normalize('NFKC').toLowerCase())
  const bare = plain.replace(/[(（[【].*?[)）\]】]/g, '').replace(/[\s_\-*:：.#/]/g, '')
  return bare === '' ? plain.replace(/\s/g, '') : bare
}

/** By what a header as a whole is remembered. */
export const headerKey = (header: readonly string[]): string => header.map(headerForm).join('\u001f').slice(0, 20_000)

const place = (index: number): string => `#${index + 1}`

/** The name by which a map points at a column: its header, or its place where the header is empty or stands twice. */
const nameOf = (header: readonly string[], index: number): string => {
  const name = (header[index] ?? '').trim()
  return name === '' || header.filter((h) => h.trim() === name).length > 1 || /^#\d+$/.test(name) ? place(index) : name
}

const synonyms = new Map<ImportKind, readonly { field: Field; words: readonly string[] }[]>()

function synonymsOf(kind: ImportKind) {
  const known = synonyms.get(kind)
  if (known) return known
  const made = fieldsOf[kind].map((field) => ({ field, words: [field.name, ...field.zh, ...field.en].map(headerForm) }))
  synonyms.set(kind, made)
  return made
}

/** Columns guessed by synonyms: the best word first (a field's own name, then its first names), each column and field once. */
export function guessColumns(kind: ImportKind, header: readonly string[]): Record<string, string> {
  const forms = header.map(headerForm)
  const pairs = synonymsOf(kind).flatMap(({ field, words }) =>
    forms.flatMap((form, index) => {
      const rank = form === '' ? -1 : words.indexOf(form)
      return rank < 0 ? [] : [{ field: field.name, index, rank }]
    }),
  )
  const guessed = new Map<string, number>()
  for (const { field, index } of pairs.toSorted((a, b) => a.rank - b.rank)) {
    if (!guessed.has(field) && ![...guessed.values()].includes(index)) guessed.set(field, index)
  }
  return Object.fromEntries([...guessed].sort((a, b) => a[1] - b[1]).map(([field, index]) => [field, nameOf(header, index)]))
}

const keysOf: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: ['customer_no', 'credit_code', 'name'],
  contacts: ['customer_no', 'customer_name', 'customer_credit_code'],
  orders: ['customer_no', 'customer_name', 'customer_credit_code'],
}

/** What is wrong with a map, whatever the file: fields that do not exist, formats nobody can read. `column` is the field or part of the map. */
export function mapFaults(kind: ImportKind, map: ImportMap): Reason[] {
  const known = new Set(fieldsOf[kind].map((f) => f.name))
  const strange = (part: 'columns' | 'defaults'): Reason[] =>
    Object.keys(map[part] ?? {}).flatMap((name) => (known.has(name) ? [] : [{ column: `map.${part}.${name}`, reason: 'unknown-field' }]))
  const format: Reason[] =
    map.dateFormat !== undefined && !isDateFormat(map.dateFormat) ? [{ column: 'map.dateFormat', reason: 'bad-date-format' }] : []
  return [...strange('columns'), ...strange('defaults'), ...format]
}

/** The columns a map means in a header, and what is missing or said twice. */
export function resolveColumns(kind: ImportKind, map: ImportMap, header: readonly string[]): { columns: Column[]; faults: Reason[] } {
  const faults: Reason[] = []
  const columns: Column[] = []
  for (const field of fieldsOf[kind]) {
    const source = map.columns && Object.hasOwn(map.columns, field.name) ? map.columns[field.name] : undefined
    if (source === undefined) continue
    const found = placesOf(source, header)
    const [index] = found
    if (index === undefined) faults.push({ column: source, reason: 'no-such-column', facts: { field: field.name } })
    else if (found.length > 1) faults.push({ column: source, reason: 'column-twice', facts: { field: field.name } })
    else
      columns.push({
        index,
        header: (header[index] ?? '').trim() || place(index),
        field,
        unit: map.unit ?? unitOfHeader(header[index] ?? '') ?? 'yuan',
      })
  }
  const has = (name: string) =>
    columns.some((c) => c.field.name === name) || (map.defaults !== undefined && Object.hasOwn(map.defaults, name))
  if (!keysOf[kind].some(has)) faults.push({ column: '', reason: 'no-key-column', facts: { fields: keysOf[kind].join(' / ') } })
  const needed = kind === 'orders' ? ['order_no'] : kind === 'contacts' ? ['name'] : []
  for (const name of needed) if (!has(name)) faults.push({ column: '', reason: 'column-needed', facts: { field: name } })
  return { columns, faults }
}

function placesOf(source: string, header: readonly string[]): number[] {
  const exact = header.flatMap((h, i) => (h.trim() === source.trim() ? [i] : []))
  if (exact.length > 0) return exact
  const numbered = /^#(\d+)$/.exec(source.trim())
  if (numbered) return Number(numbered[1]) >= 1 && Number(numbered[1]) <= 500 ? [Number(numbered[1]) - 1] : []
  return header.flatMap((h, i) => (headerForm(h) === headerForm(source) && h.trim() !== '' ? [i] : []))
}
