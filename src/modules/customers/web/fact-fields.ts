import type { Customer, CustomerField } from '../contract.ts'

/** A fact of the left column: one field, or the place, which is three. */
export type FactKey = Exclude<CustomerField, 'provinceCode' | 'cityCode' | 'district'> | 'place'

export const factGroups: readonly { readonly key: string; readonly facts: readonly FactKey[] }[] = [
  {
    key: 'basic',
    facts: [
      ...(['name', 'shortName', 'creditCode', 'creditCodeNote', 'industryCode', 'sizeClass', 'place', 'address', 'phone'] as const),
      ...(['foundedOn', 'legalRepresentative', 'ownership', 'registeredCapital', 'employees', 'website', 'fax', 'postcode'] as const),
      ...(['source', 'segment', 'kind', 'status', 'remark'] as const),
    ],
  },
  {
    key: 'cooperation',
    facts: [
      ...(['ownerId', 'unitId', 'firstContactOn', 'contractSignedOn', 'settlement', 'paymentDays'] as const),
      ...(['creditRating', 'invoiceInfo', 'lastMaintenanceOn', 'lastVisitOn', 'lastProductVisitOn'] as const),
    ],
  },
  { key: 'needs', facts: ['painPoints', 'purchasePreference', 'longTermPlan', 'budgetCycle', 'competitors'] },
]

/** Which fact a missing key field (DQ-05) is filled in at; people's fields are filled in among the contacts. */
const factOfMissing: Readonly<Record<string, FactKey>> = {
  creditCode: 'creditCode',
  industryCode: 'industryCode',
  sizeClass: 'sizeClass',
  province: 'place',
  city: 'place',
  address: 'address',
  source: 'source',
  ownerId: 'ownerId',
  purchasePreference: 'purchasePreference',
  painPoints: 'painPoints',
  longTermPlan: 'longTermPlan',
}

export const missingFacts = (customer: Pick<Customer, 'missing'>): ReadonlySet<string> =>
  new Set(customer.missing.flatMap((field) => factOfMissing[field] ?? []))
