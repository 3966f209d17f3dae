import { z } from 'zod'
import { bulkEndpoints } from '../../../core/selection.ts'
import { customerFields, listCustomers } from '../contract.ts'

const tags = z.array(z.string().trim().min(1).max(60)).max(20)

/** Fields that may well be the same for many; who looks after them is assigned, and phones may be masked. */
export const fieldsOfMany = customerFields
  .omit({ name: true, shortName: true, creditCode: true, creditCodeNote: true, agentId: true, ownerId: true, phone: true, fax: true })
  .partial()
export type FieldsOfMany = z.output<typeof fieldsOfMany>

/** What can be done with many customers at once. */
export const customersChange = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('ASSIGN'), ownerId: z.int().nullable() }),
  z.strictObject({ verb: z.literal('TAG'), add: tags.default([]), remove: tags.default([]) }),
  z.strictObject({ verb: z.literal('EDIT'), fields: fieldsOfMany }),
  z.strictObject({ verb: z.literal('DELETE') }),
])
export type CustomersChange = z.output<typeof customersChange>

/** What the customer list asks, whatever page it shows. */
export const customersAsked = listCustomers.input.omit({ after: true, limit: true })
export type CustomersAsked = z.output<typeof customersAsked>

export const bulkCustomers = bulkEndpoints(customersAsked, {
  room: 'customers',
  path: '/customer-changes',
  permission: 'customers.write',
  rows: 'customers',
  change: customersChange,
})

/** Giving many customers to somebody at once is a right of its own. */
export const assignPermission = 'customers.assign'
