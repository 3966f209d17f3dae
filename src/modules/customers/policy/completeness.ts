import { z } from 'zod'
import { checkCreditCode } from './credit-code.ts'
import { phonesOf } from './phones.ts'

/** The fields a company may call key fields (MD-05, MD-07, MD-12). A contact's fields count as one field of the customer each. */
export const keyFields = [
  'name',
  'creditCode',
  'industryCode',
  'sizeClass',
  'province',
  'city',
  'address',
  'source',
  'ownerId',
  'contact',
  'contactPhone',
  'decisionChain',
  'purchasePreference',
  'painPoints',
  'longTermPlan',
] as const

export type KeyField = (typeof keyFields)[number]

/** A key field, for customers of all segments or of those named. */
export const keyFieldRule = z.strictObject({
  field: z.enum(keyFields),
  segments: z
    .array(z.enum(['B', 'C']))
    .min(1)
    .optional(),
})
export type KeyFieldRule = z.infer<typeof keyFieldRule>

export const defaultKeyFields: readonly KeyFieldRule[] = keyFields.map((field) =>
  field === 'creditCode' ? { field, segments: ['B'] } : { field },
)

/** What completeness is judged by; blanks, dashes and "暂无" count as nothing. */
export type Profile = {
  segment: 'B' | 'C'
  name: string
  creditCode: string | null
  industryCode: string | null
  sizeClass: string | null
  province: string | null
  city: string | null
  address: string | null
  source: string | null
  ownerId: string | null
  purchasePreference: string | null
  longTermPlan: string | null
  painPoints: readonly string[]
  contacts: readonly ProfileContact[]
}

/** `chainRole` is the contact's part in the decision chain, null when it is not known. */
export type ProfileContact = { name: string; title: string | null; phones: readonly string[]; chainRole: string | null }

/** DQ-05 for one customer: `basisPoints` = filled / applicable in 1/10000, rounded down, so that 9500 means at least 95 %. */
export type Completeness = { filled: number; applicable: number; basisPoints: number; missing: KeyField[] }

/** A customer no key field applies to is complete. */
export function completenessOf(profile: Profile, rules: readonly KeyFieldRule[] = defaultKeyFields): Completeness {
  const fields = [...new Set(rules.filter((rule) => rule.segments?.includes(profile.segment) ?? true).map((rule) => rule.field))]
  const missing = fields.filter((field) => !isFilled[field](profile))
  const filled = fields.length - missing.length
  return { filled, applicable: fields.length, basisPoints: share(filled, fields.length), missing }
}

/** DQ-05 for the whole book: Σ filled / Σ applicable, and beside it the share of customers without any gap. */
export function overallCompleteness(book: Iterable<Pick<Completeness, 'filled' | 'applicable'>>): {
  customers: number
  basisPoints: number
  completeCustomers: number
  completeBasisPoints: number
} {
  let [customers, complete, filled, applicable] = [0, 0, 0, 0]
  for (const one of book) {
    customers += 1
    filled += one.filled
    applicable += one.applicable
    if (one.filled === one.applicable) complete += 1
  }
  return { customers, basisPoints: share(filled, applicable), completeCustomers: complete, completeBasisPoints: share(complete, customers) }
}

const share = (part: number, whole: number): number => (whole === 0 ? 10_000 : Math.floor((part * 10_000) / whole))

const nothing = /^[\s\p{P}\p{S}\p{C}]*(无|暂无|没有|未知|不详|待定|待补充|待完善|n\s?[/.]?\s?a|null|none|nil|tbd)?[\s\p{P}\p{S}\p{C}]*$/iu

/** DQ-01: whether a text says nothing, being blank, made of signs, or a placeholder. */
export const saysNothing = (text: string | null): boolean => text === null || nothing.test(text)

const isFilled: Record<KeyField, (profile: Profile) => boolean> = {
  name: ({ name }) => !saysNothing(name),
  creditCode: ({ creditCode }) => creditCode !== null && checkCreditCode(creditCode).status !== 'INVALID',
  industryCode: ({ industryCode }) => industryCode !== null && /^\d{2,4}$/.test(industryCode),
  sizeClass: ({ sizeClass }) => !saysNothing(sizeClass),
  province: ({ province }) => !saysNothing(province),
  city: ({ city }) => !saysNothing(city),
  address: ({ address }) => !saysNothing(address),
  source: ({ source }) => !saysNothing(source),
  ownerId: ({ ownerId }) => !saysNothing(ownerId),
  contact: ({ contacts }) => contacts.some(({ name, title }) => !saysNothing(name) && !saysNothing(title)),
  contactPhone: ({ contacts }) => contacts.some(({ phones }) => phones.some((phone) => phonesOf(phone).phones.length > 0)),
  decisionChain: ({ contacts }) => contacts.some(({ chainRole }) => !saysNothing(chainRole)),
  purchasePreference: ({ purchasePreference }) => !saysNothing(purchasePreference),
  painPoints: ({ painPoints }) => painPoints.some((point) => !saysNothing(point)),
  longTermPlan: ({ longTermPlan }) => !saysNothing(longTermPlan),
}
