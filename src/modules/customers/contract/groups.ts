import { z } from 'zod'
import { endpoint } from '../../../core/endpoint.ts'
import { instant } from '../../../core/instant.ts'
import { fen } from '../../../core/money.ts'
import { customerFilter, customerGroupings } from '../contract.ts'

/** Groups beyond these, the smallest, are only counted. */
export const mostGroups = 200

const figures = {
  count: z.int(),
  /** Net purchases of the past 12 months; null while it was not asked for. */
  amount12m: fen.nullable(),
}

export const groupCustomers = endpoint({
  name: 'customers.groups',
  summary: 'How the customers of a filter fall into groups, largest first; `sums` adds what each bought',
  method: 'GET',
  path: '/customer-groups',
  permission: 'customers.read',
  input: customerFilter.extend({ by: z.enum(customerGroupings), sums: z.boolean().default(false) }),
  output: z.strictObject({
    /** `key` null: those without. `name` where the key is a number of something that has one. */
    groups: z.array(z.strictObject({ key: z.string().nullable(), name: z.string().nullable(), ...figures })),
    rest: z.strictObject({ groups: z.int(), ...figures }).nullable(),
    /** Of a large book the figures may be a minute old; null: counted just now. */
    countedAt: instant.nullable(),
  }),
})

export const totalCustomers = endpoint({
  name: 'customers.totals',
  summary: 'The figures under a list: how many customers a filter holds and what they bought in the past 12 months',
  method: 'GET',
  path: '/customer-totals',
  permission: 'customers.read',
  input: customerFilter,
  output: z.strictObject({ count: z.int(), amount12m: fen, countedAt: instant.nullable() }),
})
