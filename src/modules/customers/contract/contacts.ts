import { z } from 'zod'
import { endpoint } from '../../../core/endpoint.ts'

const line = (max: number) => z.string().trim().max(max)
const text = (max: number) => line(max).nullable()

/** LUNAR_LEAP: in the leap month of that number; a year without it has the birthday in the ordinary month. */
export const birthdayCalendars = ['SOLAR', 'LUNAR', 'LUNAR_LEAP'] as const
export type BirthdayCalendar = (typeof birthdayCalendars)[number]

/** A person at a customer (domain §4.1). */
export const contactFields = z.strictObject({
  name: line(60).min(1),
  gender: z.enum(['MALE', 'FEMALE']).nullable(),
  department: text(60),
  title: text(60),
  isKey: z.boolean(),
  chainRole: z.enum(['DECIDES', 'INFLUENCES', 'USES', 'BUYS', 'TECHNICAL']).nullable(),
  attitude: z.enum(['SUPPORTS', 'NEUTRAL', 'OPPOSES', 'UNKNOWN']).nullable(),
  mobile: text(40),
  phone: text(60),
  email: z.union([z.email().max(200), z.null()]),
  wechat: text(60),
  /** `05-18` or `1980-05-18` in its own calendar; without one, SOLAR. */
  birthday: text(10),
  birthdayCalendar: z.enum(birthdayCalendars).nullable(),
  /** On what basis the birthday is held (PIPL art. 13); without one it is not kept. */
  birthdayBasis: text(200),
  preference: text(500),
  remark: text(500),
})
export type ContactFields = z.output<typeof contactFields>
export const contactFieldNames = Object.keys(contactFields.shape) as (keyof ContactFields)[]
export const contact = contactFields.extend({
  email: z.string().nullable(),
  id: z.int(),
  customerId: z.int(),
  masked: z.boolean(),
  version: z.int(),
})
export type Contact = z.output<typeof contact>

export const listContacts = endpoint({
  name: 'contacts.list',
  summary: 'The people at a customer',
  method: 'GET',
  path: '/customers/:customerId/contacts',
  permission: 'customers.read',
  input: z.strictObject({ customerId: z.int() }),
  output: z.strictObject({ rows: z.array(contact) }),
})

export const createContact = endpoint({
  name: 'contacts.create',
  summary: 'Add a person at a customer',
  method: 'POST',
  path: '/customers/:customerId/contacts',
  permission: 'customers.write',
  input: contactFields.partial().extend({ name: contactFields.shape.name, customerId: z.int() }),
  output: contact,
  idempotent: true,
})

export const changeContact = endpoint({
  name: 'contacts.change',
  summary: 'Change a person at a customer',
  method: 'PATCH',
  path: '/contacts/:id',
  permission: 'customers.write',
  input: contactFields.partial().extend({ id: z.int(), version: z.int() }),
  output: contact,
})

export const deleteContact = endpoint({
  name: 'contacts.delete',
  summary: 'Remove a person at a customer',
  method: 'DELETE',
  path: '/contacts/:id',
  permission: 'customers.write',
  input: z.strictObject({ id: z.int(), version: z.int() }),
  output: z.strictObject({ id: z.int() }),
})
