import { z } from 'zod'
import type { WorkingTime } from '../../../../core/calendar/work-calendar.ts'
import { clockTime, objection } from '../parts.ts'

const span = z.strictObject({ from: clockTime, to: clockTime })

/** The calendar all deadlines are counted by: spans in order, without overlap, on days 1 (Monday) to 7. */
export const workingTimeSection = z
  .strictObject({
    calendar: z.literal('CN'),
    workdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    hours: z.array(span).min(1).max(6),
  })
  .superRefine(({ workdays, hours }, ctx) => {
    if (new Set(workdays).size !== workdays.length) ctx.addIssue(objection(['workdays'], 'workday-twice'))
    const times = hours.flatMap(({ from, to }) => [from, to])
    const broken = times.findIndex((time, index) => index > 0 && time <= (times[index - 1] ?? ''))
    if (broken >= 0) ctx.addIssue(objection(['hours', Math.floor(broken / 2)], 'hours-out-of-order'))
  })

/** The section as the working clock takes it: spans in minutes past midnight. */
export const workingTimeOf = ({ workdays, hours }: z.output<typeof workingTimeSection>, zone: string): WorkingTime => ({
  zone,
  workdays: [...workdays],
  hours: hours.map(({ from, to }) => [minutes(from), minutes(to)]),
})

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
