import type { Day } from '../../core/day.ts'
import { region } from '../../core/regions.ts'
import type { ContactFields } from '../../modules/customers/contract/contacts.ts'
import type { CustomerFields } from '../../modules/customers/contract.ts'
import { emptyContact, emptyCustomer } from '../../modules/customers/policy/blank.ts'
import { formatPhone, phonesOf } from '../../modules/customers/policy/phones.ts'
import type { OrderValues } from '../../modules/purchases/contract.ts'
import type { Contact, Customer, Order } from './types.ts'

export type Links = { ownerId: number | null; unitId: number | null; agentId: number | null }

/** A sample customer as its file has it; what makes it memorable stands in the remark. */
export function customerFieldsOf(c: Customer, links: Links): CustomerFields {
  return {
    ...emptyCustomer,
    ...links,
    ...companyOf(c),
    name: c.name,
    shortName: c.shortName,
    kind: c.type,
    segment: c.segment,
    source: c.source,
    firstContactOn: c.firstContactOn,
    settlement: c.paymentTerms,
    paymentDays: paymentDaysOf(c.paymentTerms),
    painPoints: c.painPoints.join('\n') || null,
    purchasePreference: c.purchasePreference,
    longTermPlan: c.longTermPlan,
    lastMaintenanceOn: c.lastMaintenanceOn,
    lastVisitOn: c.lastVisitOn,
    remark: c.story,
  }
}

const companyOf = (c: Customer) => ({
  creditCode: c.creditCode,
  industryCode: c.industryCode,
  sizeClass: c.sizeClass,
  ownership: c.nature,
  employees: c.headcount,
  registeredCapital: c.registeredCapitalFen,
  foundedOn: c.foundedOn,
  legalRepresentative: c.legalRepresentative,
  provinceCode: c.province,
  cityCode: c.city,
  district: c.district === null ? null : (region(c.district)?.name ?? null),
  address: c.address,
  website: c.website,
  phone: c.switchboard,
})

/** 月结30天: thirty days after the month's bill. Other terms name no days. */
function paymentDaysOf(terms: string | null): number | null {
  const [, days] = /(\d+)天/.exec(terms ?? '') ?? []
  return days === undefined ? null : Number(days)
}

const chainRoles = { DECIDER: 'DECIDES', INFLUENCER: 'INFLUENCES', USER: 'USES', BUYER: 'BUYS', TECHNICAL: 'TECHNICAL' } as const

/** A birthday is kept of those who agreed to it; without a basis it may not be (PIPL 13). */
export function contactFieldsOf(c: Contact): ContactFields {
  return {
    ...emptyContact,
    ...phoneFields(c.phones),
    ...(c.birthday !== null && c.hasConsented ? birthdayFields(c.birthday) : {}),
    name: c.name,
    gender: c.gender,
    department: c.department,
    title: c.title,
    isKey: c.isPrimary,
    chainRole: c.chainRole === null ? null : chainRoles[c.chainRole],
    attitude: c.attitude,
    email: c.email,
    wechat: c.wechat,
    preference: c.preference,
  }
}

/** The first mobile number apart from the rest; a cell that holds no number stays as it was typed, for somebody to correct. */
function phoneFields(cell: string): Pick<ContactFields, 'mobile' | 'phone'> {
  const { phones } = phonesOf(cell)
  const mobile = phones.find(({ kind }) => kind === 'MOBILE')
  const rest = phones.filter((phone) => phone !== mobile).map(formatPhone)
  return { mobile: mobile?.digits ?? (rest.length === 0 && cell !== '' ? cell : null), phone: rest.join('、') || null }
}

const two = (n: number): string => String(n).padStart(2, '0')

const birthdayFields = ({ calendar, month, day }: NonNullable<Contact['birthday']>) => ({
  birthday: `${two(month)}-${two(day)}`,
  birthdayCalendar: calendar,
  birthdayBasis: '本人同意',
})

/** `orderedAt` of the sample is the clock on the wall in Shanghai. */
export const orderValuesOf = (o: Order, customerId: number): OrderValues => ({
  order_no: o.orderNo,
  customer_id: customerId,
  ordered_at: new Date(`${o.orderedAt}+08:00`).toISOString(),
  ordered_on: o.orderedAt.slice(0, 10) satisfies Day,
  net_amount: o.netFen,
  status: o.status,
  remark: o.creditFor === null ? null : `退款，原订单 ${o.creditFor}`,
  attributes: null,
})
