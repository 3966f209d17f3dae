import { z } from 'zod'
import { endpoint } from '../../../core/endpoint.ts'
import type { Event } from '../../../core/event.ts'
import { conditionText } from '../../../core/filter-text.ts'
import { type CustomerFilter, customerFilter, customerSorts } from '../contract.ts'

export const exportCustomers = endpoint({
  name: 'customers.export',
  summary: 'Make a file of the customers a filter holds, in the columns an import takes',
  method: 'POST',
  path: '/customer-exports',
  permission: 'customers.export',
  input: customerFilter.extend({ sort: z.enum(customerSorts).default('name'), format: z.enum(['csv', 'xlsx']).default('xlsx') }),
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

export const customersExported = (filter: CustomerFilter, format: string, rows: number): Event => ({
  name: 'customers.exported',
  subject: { kind: 'export', id: 0 },
  after: { ...filter, ...(filter.where && { where: conditionText(filter.where) }), format, rows },
})
