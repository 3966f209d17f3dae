import type { Day } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { why } from '../contract.ts'
import { asExplained } from './explained.ts'

/** The explanation of a customer's tier today, or as of a past day. */
export function useExplained(customerId: number, asOf: Day | undefined) {
  const read = useRead(why, { customerId, ...(asOf === undefined ? {} : { asOf }) }, { keepLast: true })
  return { ...read, data: read.data && asExplained(read.data) }
}
