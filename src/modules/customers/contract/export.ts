import { z } from 'zod'
import { endpoint } from '../../../core/endpoint.ts'
import type { Event } from '../../../core/event.ts'
import { conditionText } from '../../../core/filter-text.ts'
import { selectionOf } from '../../../core/selection.ts'
import { type CustomersAsked, customersAsked } from './bulk.ts'

const { ids, except } = selectionOf(customersAsked).shape

export const exportCustomers = endpoint({
  name: 'customers.export',
  summary: 'Make a file of the customers a filter holds, in the columns an import takes',
  method: 'POST',
  path: '/customer-exports',
  permission: 'customers.export',
  input: customersAsked.extend({
    /** Only these customers; else all the filter holds, except some. */
    ids,
    except,
    format: z.enum(['csv', 'xlsx']).default('xlsx'),
  }),
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

type Exported = Omit<CustomersAsked, 'sort'> & { ids?: readonly number[] | undefined; except: readonly number[] }

/** Of customers chosen one by one, how many. */
export const customersExported = ({ ids, except, ...filter }: Exported, format: string, rows: number): Event => ({
  name: 'customers.exported',
  subject: { kind: 'export', id: 0 },
  after: {
    ...(ids ? { chosen: ids.length } : { ...filter, ...(filter.where && { where: conditionText(filter.where) }) }),
    ...(except.length > 0 ? { except: except.length } : {}),
    format,
    rows,
  },
})
