import { industry } from '../../../core/industries.ts'
import { toShanghai } from '../../../core/instant.ts'
import { yuanText } from '../../../core/money.ts'
import { region } from '../../../core/regions.ts'
import type { Say } from '../../../core/text.ts'
import type { Names } from '../contract.ts'
import { camel, pointsAt } from '../policy.ts'

/** Where screens keep the words for the fields of a kind of subject. */
const wordsOf: Readonly<Record<string, string>> = {
  customer: 'customers.field',
  contact: 'contacts.field',
  order: 'orders.field',
  interaction: 'interactions.field',
  task: 'tasks.field',
  'customer-date': 'timeline.date.field',
  person: 'people.field',
  unit: 'units.field',
  role: 'roles.field',
  deputy: 'deputies.field',
}

/** Where rooms keep the words for codes, by field; of one kind of subject where the field alone does not tell. */
const codesOf: Readonly<Record<string, string>> = {
  tier: 'tier',
  stage: 'stage',
  tags: 'tag',
  tag: 'tag',
  class: 'customers.class',
  macroRegion: 'region',
  permissions: 'permission',
  roles: 'role',
  scope: 'scope',
  kind: 'importing.kind',
  mode: 'import.mode',
  'order.status': 'order.status',
  channel: 'channel',
  subjectKind: 'audit.group',
  standing: 'task.standing',
  deciderPermission: 'permission',
  'interaction.direction': 'direction',
  'interaction.needs': 'tag',
  'interaction.worries': 'tag',
  'task.kind': 'task.kind',
  'approval.kind': 'approval.kind',
  'approval.state': 'approval.state',
  'customer-date.kind': 'date-kind',
  'export.status': 'customers.status',
  'role.key': 'role',
  'tier-run.kind': 'tiers.kind',
  'care-run.kind': 'tiers.kind',
}

/** Words, or the fallback where nobody gave any: an unknown key is said as its last part. */
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

/** `客户 12`: what an entry is about. */
export const subjectWords = (kind: string, id: number, say: Say): string => `${saidOr(say, `audit.group.${kind}`, kind)} ${id}`

const isMoney = (field: string): boolean => /(^|_)(amount|capital)$/i.test(field)
const isCode = (text: string): boolean => /^[\w.*:-]+$/.test(text)
const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)

/** Places and industries are kept as the codes of their standards. */
function publicName(field: string, code: string): string | undefined {
  if (/^(province|city)_?code$/i.test(field)) return region(code)?.name
  return /^industry_?code$/i.test(field) ? industry(code)?.name : undefined
}

/** A code in the words of the room it comes from; the code itself where there are none. */
function codeWords(kind: string, field: string, code: string, say: Say): string {
  if (!isCode(code)) return code
  const name = camel(field)
  const places = [wordsOf[kind] && `${wordsOf[kind]}.${name}`, codesOf[`${kind}.${name}`], codesOf[name], `audit.value.${name}`]
  for (const place of places) {
    const words = place ? saidOr(say, `${place}.${code}`, code) : code
    if (words !== code) return words
  }
  return code
}

/** Of whom or what a number or key is: its own words first, which are in the reader's language, then its name. */
function nameOf(kind: string, field: string, value: string | number, names: Names, say: Say): string | undefined {
  const target = pointsAt(kind, field)
  const words = target === 'role' ? saidOr(say, `role.${value}`, '') : ''
  return target && (words || names[target][value])
}

export const noNames: Names = { person: {}, unit: {}, customer: {}, role: {}, post: {} }

/** A value as a person reads it: names for numbers, codes by their words, amounts in yuan, times of the day, the rest as it was kept. */
export function valueWords(kind: string, field: string, value: unknown, say: Say, names: Names = noNames): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return say(value ? 'ui.yes' : 'ui.no')
  if (typeof value === 'number')
    return nameOf(kind, field, value, names, say) ?? (isMoney(field) ? say('ui.yuan', { amount: yuanText(value) }) : String(value))
  if (typeof value === 'string') {
    if (isInstant(value)) return toShanghai(new Date(value)).slice(0, 16).replace('T', ' ')
    return nameOf(kind, field, value, names, say) ?? publicName(field, value) ?? codeWords(kind, field, value, say)
  }
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map((v) => valueWords(kind, field, v, say, names)).join('、')
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== undefined)
    .map(([name, inner]) =>
      say('audit.named-value', { field: fieldWords(kind, name, say), value: valueWords(kind, name, inner, say, names) }),
    )
    .join(say('audit.and'))
}
