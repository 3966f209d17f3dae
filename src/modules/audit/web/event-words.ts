import { industry } from '../../../core/industries.ts'
import { yuanText } from '../../../core/money.ts'
import { region } from '../../../core/regions.ts'
import type { Say } from '../../../core/text.ts'

/** Where screens keep the words for the fields of a kind of subject. */
const wordsOf: Readonly<Record<string, string>> = {
  customer: 'customers.field',
  contact: 'contacts.field',
  order: 'orders.field',
  person: 'people.field',
  unit: 'units.field',
  role: 'roles.field',
  deputy: 'deputies.field',
}

/** Columns are stored as `credit_code`, screens say `creditCode`. */
const camel = (field: string): string => field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const saidOr = (say: Say, key: string, otherwise: string): string => {
  const words = say(key)
  return words === key.split('.').at(-1) ? otherwise : words
}

/** What a field is called on screen; its own name where nobody gave it one. */
export function fieldWords(kind: string, field: string, say: Say): string {
  const name = camel(field)
  const common = saidOr(say, `audit.field.${name}`, field)
  return wordsOf[kind] ? saidOr(say, `${wordsOf[kind]}.${name}`, common) : common
}

const isMoney = (field: string): boolean => /(^|_)(amount|capital)$/i.test(field)

/** Places and industries are kept as the codes of their standards. */
function publicName(field: string, code: string): string | undefined {
  if (/^(province|city)_code$/.test(field)) return region(code)?.name
  return field === 'industry_code' ? industry(code)?.name : undefined
}

/** A value as a person reads it: codes by their words, amounts in yuan, the rest as it was kept. */
export function valueWords(kind: string, field: string, value: unknown, say: Say): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return say(value ? 'ui.yes' : 'ui.no')
  if (typeof value === 'number') return isMoney(field) ? say('ui.yuan', { amount: yuanText(value) }) : String(value)
  const place = typeof value === 'string' ? publicName(field, value) : undefined
  if (place) return place
  if (typeof value === 'string') return wordsOf[kind] ? saidOr(say, `${wordsOf[kind]}.${camel(field)}.${value}`, value) : value
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map((v) => valueWords(kind, field, v, say)).join('、')
  return JSON.stringify(value, null, 1)
}
