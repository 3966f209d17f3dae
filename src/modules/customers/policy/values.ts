import type { Event, Values } from '../../../core/event.ts'
import { differences } from '../../../core/event.ts'
import { defaultMacroRegions, type MacroRegions, macroRegionOf } from '../../../core/provinces.ts'
import { type ContactFields, contactFieldNames } from '../contract/contacts.ts'
import { type CustomerFields, customerFieldNames } from '../contract.ts'
import { completenessOf, type KeyFieldRule } from './completeness.ts'
import { nameIdentity, nameKey } from './names.ts'
import { phonesOf } from './phones.ts'
import { type SearchDocument, searchDocument } from './search.ts'

/** `ownerId` in the contract is `owner_id` in the table; events and undo speak the table's names. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** Columns a person enters, by table name, plus the number and the class. */
export type CustomerValues = Record<string, string | number | boolean | null>

export const customerColumns = customerFieldNames.map(columnOf)
export const contactColumns = contactFieldNames.map(columnOf)

const picked = (fields: Readonly<Record<string, unknown>>, names: readonly string[]): CustomerValues =>
  Object.fromEntries(names.map((n) => [columnOf(n), (fields[n] === '' ? null : (fields[n] ?? null)) as string | number | boolean | null]))

export const customerValues = (fields: CustomerFields, more: { customerNo: string; class: 'KEY' | 'GENERAL' }): CustomerValues => ({
  customer_no: more.customerNo,
  class: more.class,
  ...picked(fields, customerFieldNames),
})

export const contactValues = (fields: ContactFields): CustomerValues => picked(fields, contactFieldNames)

/** What is worked out of a customer's fields and contacts and stored beside them. */
export type Derived = {
  name_key: string
  name_identity: string
  macro_region: string | null
  required_fields: number
  filled_fields: number
  missing_fields: string[]
}

export type ContactFacts = { name: string; title: string | null; mobile: string | null; phone: string | null; chain_role: string | null }

const textOf = (v: CustomerValues, column: string): string | null => (typeof v[column] === 'string' ? (v[column] as string) : null)

export function derive(
  v: CustomerValues,
  contacts: readonly ContactFacts[],
  rules?: readonly KeyFieldRule[],
  regions: MacroRegions = defaultMacroRegions,
): Derived {
  const name = String(v['name'])
  const province = textOf(v, 'province_code')
  const answer = completenessOf(
    {
      segment: v['segment'] === 'C' ? 'C' : 'B',
      name,
      creditCode: textOf(v, 'credit_code'),
      industryCode: textOf(v, 'industry_code'),
      sizeClass: textOf(v, 'size_class'),
      province,
      city: textOf(v, 'city_code'),
      address: textOf(v, 'address'),
      source: textOf(v, 'source'),
      ownerId: v['owner_id'] === null || v['owner_id'] === undefined ? null : String(v['owner_id']),
      purchasePreference: textOf(v, 'purchase_preference'),
      longTermPlan: textOf(v, 'long_term_plan'),
      painPoints: (textOf(v, 'pain_points') ?? '').split('\n').filter(Boolean),
      contacts: contacts.map((c) => ({
        name: c.name,
        title: c.title,
        phones: [c.mobile, c.phone].filter((p) => p !== null),
        chainRole: c.chain_role,
      })),
    },
    rules,
  )
  return {
    name_key: nameKey(name),
    name_identity: nameIdentity(name),
    macro_region: province === null ? null : macroRegionOf(province, regions),
    required_fields: answer.applicable,
    filled_fields: answer.filled,
    missing_fields: answer.missing,
  }
}

/** What a customer is found by (its names, number, credit code, phones, the names and phones of its people), and what hits are ordered by. */
export function documentOf(v: CustomerValues, contacts: readonly ContactFacts[]): SearchDocument & { name: string; name_key: string } {
  const name = String(v['name'])
  const cells = [textOf(v, 'phone'), ...contacts.flatMap((c) => [c.mobile, c.phone])].filter((c) => c !== null)
  const document = searchDocument({
    name,
    otherNames: [textOf(v, 'short_name')].filter((n) => n !== null),
    customerNo: textOf(v, 'customer_no'),
    creditCode: textOf(v, 'credit_code'),
    contacts: contacts.map((c) => c.name),
    phones: cells.flatMap((cell) => phonesOf(cell).phones.map((p) => p.digits)),
  })
  return { ...document, name, name_key: nameKey(name) }
}

/** Fields that are as before are left out of a change's event. */
export const customerCreated = (id: number, after: Values): Event => ({
  name: 'customer.created',
  subject: { kind: 'customer', id, version: 1 },
  customerId: id,
  after,
})
export const customerChanged = (id: number, version: number, before: Values, after: Values): Event => ({
  name: 'customer.changed',
  subject: { kind: 'customer', id, version },
  customerId: id,
  ...differences(before, after),
})
/** With the tags written by hand, which went too. */
export const customerDeleted = (id: number, version: number, before: Values, tags: readonly string[] = []): Event => ({
  name: 'customer.deleted',
  subject: { kind: 'customer', id, version },
  customerId: id,
  before: tags.length > 0 ? { ...before, tags } : before,
})
/** Back after it was deleted, as it was then. */
export const customerRestored = (id: number, version: number, after: Values): Event => ({
  name: 'customer.restored',
  subject: { kind: 'customer', id, version },
  customerId: id,
  after,
})
export const customerTagged = (id: number, added: readonly string[], removed: readonly string[]): Event => ({
  name: 'customer.tagged',
  subject: { kind: 'customer-tags', id },
  customerId: id,
  before: { tags: removed },
  after: { tags: added },
})
export const contactCreated = (id: number, customerId: number, after: Values): Event => ({
  name: 'contact.created',
  subject: { kind: 'contact', id, version: 1 },
  customerId,
  after: { customer_id: customerId, ...after },
})
export const contactChanged = (id: number, customerId: number, version: number, before: Values, after: Values): Event => ({
  name: 'contact.changed',
  subject: { kind: 'contact', id, version },
  customerId,
  ...differences(before, after),
})
export const contactDeleted = (id: number, customerId: number, version: number, before: Values): Event => ({
  name: 'contact.deleted',
  subject: { kind: 'contact', id, version },
  customerId,
  before: { customer_id: customerId, ...before },
})
