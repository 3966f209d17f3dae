/**
 * The sample company as something to load: who may ask for it, and what a load came to.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'

export const startSampleLoad = endpoint({
  name: 'sample.load',
  summary: 'Load the sample company into a company without customers',
  method: 'POST',
  path: '/sample',
  permission: 'company.manage',
  input: z.strictObject({}),
  output: z.strictObject({ jobId: z.int() }),
  idempotent: true,
})

/** The day the sample's three years of orders end: kept with the job, so that one taken up tomorrow makes the same company. */
export const loadInput = z.strictObject({ today: day })

/** What the job answers; `tierJobId` is the job of the first tier run, `careJobId` that of the first plan. */
export const loadResult = z.strictObject({
  people: z.int(),
  customers: z.int(),
  contacts: z.int(),
  orders: z.int(),
  tierJobId: z.int(),
  careJobId: z.int(),
})
export type LoadResult = z.output<typeof loadResult>
