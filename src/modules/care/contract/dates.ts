import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import { differences, type Event, type Values } from '../../../core/event.ts'
import { taskStates } from '../../tasks/contract.ts'

export const dateKinds = ['FOUNDING', 'ANNIVERSARY', 'LAUNCH', 'OTHER'] as const
const id = z.int().min(1)

/** What a person enters about a day that matters to a customer (EVT-02); a birthday is entered with the person whose it is. */
export const customerDateFields = z.strictObject({
  kind: z.enum(dateKinds),
  title: z.string().trim().min(1).max(100),
  calendar: z.enum(['SOLAR', 'LUNAR']),
  /** `05-18`, in its own calendar: `12-30` of LUNAR is 腊月三十. */
  monthDay: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  /** In the leap month of that number. */
  leap: z.boolean(),
  /** Of the first time, in its own calendar, where known; a day that comes once has one. */
  year: z.int().min(1900).max(2100).nullable(),
  recurring: z.boolean(),
  /** Not announced to the customer beforehand. */
  surprise: z.boolean(),
})
export type CustomerDateFields = z.output<typeof customerDateFields>

/** What the policy asks for the next time: a task there is, or, without `taskId`, one that will be planned when its time comes. */
const dateDuty = z.strictObject({
  ruleId: z.string(),
  kind: z.string(),
  from: day,
  dueOn: day,
  taskId: z.int().nullable(),
  state: z.enum(taskStates).nullable(),
})

/** What lies ahead of a date. */
const ahead = {
  /** Today or the next time; null when it is over. */
  nextOn: day.nullable(),
  /** The lunar date of `nextOn` where the calendar is LUNAR: another than entered in a year without that leap month or 三十. */
  nextLunar: z.strictObject({ month: z.int(), day: z.int(), leap: z.boolean() }).nullable(),
  /** When preparing for it begins (EVT-04). */
  prepareFrom: day.nullable(),
  /** Preparing should have begun before today. */
  late: z.boolean(),
  /** Null where the policy asks for nothing. */
  duty: dateDuty.nullable(),
}

export const customerDate = customerDateFields.extend({ ...ahead, id, customerId: z.int(), version: z.int() })
export type CustomerDate = z.output<typeof customerDate>

/** The birthday of a person at the customer, kept with that person and changed there. */
export const birthday = z.strictObject({
  ...ahead,
  contactId: id,
  contactName: z.string(),
  /** Of the person. */
  version: z.int(),
  calendar: z.enum(['SOLAR', 'LUNAR']),
  /** Null for whoever sees contact details masked, as are `year`, `basis` and all that lies ahead. */
  monthDay: z.string().nullable(),
  leap: z.boolean(),
  year: z.int().nullable(),
  /** On what basis it is held (CARE-27). */
  basis: z.string().nullable(),
})
export type BirthdayAhead = z.output<typeof birthday>

export const listCustomerDates = endpoint({
  name: 'customerDates.list',
  summary: 'The days that matter to a customer and the birthdays of its people, the next first',
  method: 'GET',
  path: '/customers/:customerId/dates',
  permission: 'customers.read',
  input: z.strictObject({ customerId: id }),
  output: z.strictObject({ rows: z.array(customerDate), birthdays: z.array(birthday) }),
})

const { kind, title, monthDay } = customerDateFields.shape

export const createCustomerDate = endpoint({
  name: 'customerDates.create',
  summary: 'Note a day that matters to a customer',
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

const about = (id: number, version: number) => ({ kind: 'customer-date', id, version })

export const customerDateCreated = (id: number, customerId: number, after: Values): Event => ({
  name: 'customer-date.created',
  subject: about(id, 1),
  customerId,
  after,
})
export const customerDateChanged = (id: number, customerId: number, version: number, before: Values, after: Values): Event => ({
  name: 'customer-date.changed',
  subject: about(id, version),
  customerId,
  ...differences(before, after),
})
export const customerDateDeleted = (id: number, customerId: number, version: number, before: Values): Event => ({
  name: 'customer-date.deleted',
  subject: about(id, version),
  customerId,
  before,
})
