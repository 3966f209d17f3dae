import type { Part } from './cadence.ts'
import { dayText } from './cadence.ts'
import type { Duty } from './facts.ts'
import type { DayWindow } from './section.ts'

type DueAndWindow = Pick<Duty, 'dueOn' | 'windowFrom' | 'windowTo'>

/** A due day with some days around it: done within them it is on time (§0.1.5). */
export const around = (due: number, { beforeDays, afterDays }: DayWindow): DueAndWindow => ({
  dueOn: dayText(due),
  windowFrom: dayText(due - beforeDays),
  windowTo: dayText(due + afterDays),
})

/** A calendar period is its own window. */
export const throughout = ({ due, from, to }: Part): DueAndWindow => ({
  dueOn: dayText(due),
  windowFrom: dayText(from),
  windowTo: dayText(to),
})
