import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import { differences, type Event, type Values } from '../../../core/event.ts'

export const dateKinds = ['FOUNDING', 'LAUNCH', 'BIRTHDAY', 'ANNIVERSARY', 'OTHER'] as const
const id = z.int().min(1)

/** What a person enters about a day that matters to a customer (EVT-02). */
export const customerDateFields = z.strictObject({
  kind: z.enum(dateKinds),
  title: z.string().trim().min(1).max(100),
  /** Whose birthday it is; a person at the customer. */
  contactId: id.nullable(),
  calendar: z.enum(['SOLAR', 'LUNAR']),
  /** `05-18`, in its own calendar: `12-30` of LUNAR is 腊月三十. */
  monthDay: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  /** In the leap month of that number. */
  leap: z.boolean(),
  /** Of the first time, in its own calendar, where known; a day that comes once has one. */
  year: z.int().min(1900).max(2100).nullable(),
  recurring: z.boolean(),
  /** On what basis a birthday is held; without one it is not kept (CARE-27). */
  basis: z.string().trim().max(200).nullable(),
  /** Not announced to the customer beforehand. */
  surprise: z.boolean(),
})
export type CustomerDateFields = z.output<typeof customerDateFields>

export const customerDate = customerDateFields.extend({
  id,
  customerId: z.int(),
  contactName: z.string().nullable(),
  /** Null of a birthday for whoever sees contact details masked, as are `year`, `nextOn` and `prepareFrom`. */
  monthDay: z.string().nullable(),
  /** Today or the next time; null when it is over. */
  nextOn: day.nullable(),
  /** When preparing for it begins (EVT-04). */
  prepareFrom: day.nullable(),
  /** Preparing should have begun before today. */
  late: z.boolean(),
  version: z.int(),
})
export type CustomerDate = z.output<typeof customerDate>

export const listCustomerDates = endpoint({
  name: 'customerDates.list',
  summary: 'The days that matter to a customer, the next first',
  method: 'GET',
  path: '/customers/:customerId/dates',
  permission: 'customers.read',
  input: z.strictObject({ customerId: id }),
  output: z.strictObject({ rows: z.array(customerDate) }),
})

const { kind, title, monthDay } = customerDateFields.shape

export const createCustomerDate = endpoint({
  name: 'customerDates.create',
  summary: 'Note a day that matters to a customer; a birthday needs a basis for holding it',
  method: 'POST',
  path: '/customers/:customerId/dates',
  permission: 'customers.write',
  input: customerDateFields.partial().extend({ customerId: id, kind, title, monthDay }),
  output: customerDate,
  idempotent: true,
})

export const changeCustomerDate = endpoint({
  name: 'customerDates.change',
  summary: 'Change a day that matters to a customer',
  method: 'PATCH',
  path: '/customer-dates/:id',
  permission: 'customers.write',
  input: customerDateFields.partial().extend({ id, version: z.int() }),
  output: customerDate,
})

export const deleteCustomerDate = endpoint({
  name: 'customerDates.delete',
  summary: 'Remove a day that matters to a customer',
  method: 'DELETE',
  path: '/customer-dates/:id',
  permission: 'customers.write',
  input: z.strictObject({ id, version: z.int() }),
  output: z.strictObject({ id: z.int() }),
})

/** The day of a birthday goes by that name, which timelines and trails keep from whoever sees contact details masked. */
function kept({ month_day, year, ...values }: Values): Values {
  if (values['kind'] !== 'BIRTHDAY') return { ...values, month_day, year }
  return { ...values, birthday: typeof year === 'number' ? `${year}-${String(month_day)}` : month_day }
}

const about = (id: number, version: number) => ({ kind: 'customer-date', id, version })

export const customerDateCreated = (id: number, customerId: number, after: Values): Event => ({
  name: 'customer-date.created',
  subject: about(id, 1),
  customerId,
  after: kept(after),
})
export const customerDateChanged = (id: number, customerId: number, version: number, before: Values, after: Values): Event => ({
  name: 'customer-date.changed',
  subject: about(id, version),
  customerId,
  ...differences(kept(before), kept(after)),
})
export const customerDateDeleted = (id: number, customerId: number, version: number, before: Values): Event => ({
  name: 'customer-date.deleted',
  subject: about(id, version),
  customerId,
  before: kept(before),
})
