import { z } from 'zod'
import { day } from '../../../core/day.ts'

/** Whoever comes on site, brings a gift, trains or holds an event tells the customer before (CARE-15). */
export const announcingRule = 'CARE-15'

export const noticeStandings = ['DUE', 'TOLD', 'TOLD_LATE', 'NOT_TOLD'] as const

/** That the customer is to be told before a task is done, and whether that was. */
export const notice = z.strictObject({
  /** So many days before it is done. */
  daysBefore: z.int(),
  /** Only if it is done on site, which nobody knows yet. */
  onlyOnSite: z.boolean(),
  toldOn: day.nullable(),
  /** The appointment the customer was told of; null: none was made then. */
  toldFor: day.nullable(),
  /** DUE and TOLD_LATE by the appointment while it is open; the others once it is done. */
  standing: z.enum(noticeStandings),
})
export type Notice = z.output<typeof notice>
