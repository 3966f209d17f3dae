import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import type { Event } from '../../../core/event.ts'
import { instant } from '../../../core/instant.ts'
import { pageInput, pageOf } from '../../../core/page.ts'

const year = z.int().min(2000).max(2199)
const asked = {
  /** Absent: this year. */
  year: year.optional(),
  /** Customers of one unit only. */
  unitId: z.int().optional(),
}

export const bookLine = z.strictObject({
  customerId: z.int(),
  customerNo: z.string(),
  customerName: z.string(),
  tier: z.string().nullable(),
  ownerName: z.string().nullable(),
  unitName: z.string().nullable(),
  /** The last maintenance and the last recommendation of the year; null: none on record. */
  maintainedOn: day.nullable(),
  recommendedOn: day.nullable(),
})
export type BookLine = z.output<typeof bookLine>

export const book = endpoint({
  name: 'care.book',
  summary: 'Which ordinary customers have a record of maintenance and one of recommendation within a year',
  method: 'GET',
  path: '/care/book',
  permission: 'care.read',
  input: z.strictObject({ ...asked, kept: z.boolean().optional(), ...pageInput }),
  output: pageOf(bookLine).extend({
    year,
    customers: z.int(),
    maintained: z.int(),
    recommended: z.int(),
    /** Both. */
    kept: z.int(),
    countedAt: instant,
  }),
})

export const bookTable = endpoint({
  name: 'care.bookTable',
  summary: 'Make the workbook of a year: a line for each ordinary customer with its records, and a line for each task of the year',
  method: 'POST',
  path: '/care/book-table',
  permission: 'care.export',
  input: z.strictObject(asked),
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), customers: z.int(), tasks: z.int() }),
})

export type BookMade = { year: number; unitId: number | null; customers: number; tasks: number }

export const bookExported = (made: BookMade): Event => ({
  name: 'care.book-exported',
  subject: { kind: 'export', id: 0 },
  after: { ...made },
})
