import { z } from 'zod'
import { atLeastOne, calendarPeriod, clockTime, code, days, hours, ladderStep, percent, post, yuan } from '../parts.ts'

const codes = z.array(code).min(1)

/** A phone number, or nothing while the company has not filled it in: publishing asks for it (CMP-02). */
const hotlineNumber = z.string().regex(/^$|^[0-9+][0-9 -]{2,30}$/)

const major = z.strictObject({
  repeat: z.strictObject({ times: z.int().min(2).max(20), warnAt: z.int().min(2).max(20), months: atLeastOne }),
  whenEscalated: z.boolean(),
  whenGoingPublic: z.boolean(),
  notify: z.strictObject({ minutes: atLeastOne, from: clockTime, to: clockTime, post, alsoDeputy: z.boolean() }),
  reportTo: post,
  reportWithin: days,
  case: z.strictObject({ within: days, submitTo: post }),
})

/** The classes, clocks and ladders of complaints, from the first word to the case study. */
export const complaintsSection = z.strictObject({
  unit: code,
  keyAccountHelper: post,
  hotline: z.strictObject({ number: hotlineNumber, shownOn: codes }),
  kinds: z.array(z.enum(['MAJOR', 'KEY_ACCOUNT', 'GENERAL'])).length(3),
  issues: codes,
  intake: z.strictObject({ required: codes, factsLeast: atLeastOne, anonymous: z.boolean(), checklist: z.array(z.string().min(1)) }),
  clocks: z.strictObject({
    firstResponse: z.strictObject({ newCustomer: hours, other: hours }),
    proposal: hours,
    resolve: days,
    resultNotice: days,
    writtenReport: days,
  }),
  ladder: z.array(ladderStep).min(1),
  writtenReply: z.strictObject({ fromSeverity: z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']), whenUnresolvable: z.boolean() }),
  major,
  compensation: z.strictObject({
    kinds: codes,
    limits: z.array(z.strictObject({ code, amount: yuan })),
    otherLimit: yuan,
    approver: post,
  }),
  closing: z.strictObject({ contactAttempts: atLeastOne, satisfactionScale: z.int().min(3).max(10) }),
  retentionYears: atLeastOne,
  review: z.strictObject({ each: calendarPeriod, topIssues: atLeastOne }),
  crisis: z.strictObject({ healthDrop: percent, steps: codes }),
})
