import type { ReactNode } from 'react'
import type { Day } from '../core/day.ts'

export type TimelineEvent = {
  readonly key: string | number
  readonly day: Day
  readonly icon: ReactNode
  readonly title: ReactNode
  /** One grey sentence. */
  readonly text?: ReactNode
  /** Red icon: complaints only. */
  readonly hot?: boolean
  /** Edits of facts: neighbours fold into one line. */
  readonly folds?: boolean
}

export type TimelinePart =
  | { readonly kind: 'event'; readonly event: TimelineEvent }
  | { readonly kind: 'fold'; readonly key: string; readonly events: readonly TimelineEvent[] }
export type TimelineMonth = { readonly month: string; readonly parts: readonly TimelinePart[] }

/** Events, newest first, by month (`2026-11`); neighbouring edits of a month become one part. */
export function byMonth(events: readonly TimelineEvent[]): TimelineMonth[] {
  const months: { month: string; parts: TimelinePart[] }[] = []
  for (const event of events) {
    const month = event.day.slice(0, 7)
    if (months.at(-1)?.month !== month) months.push({ month, parts: [] })
    const parts = months.at(-1)?.parts ?? []
    const before = parts.at(-1)
    if (event.folds && before?.kind === 'fold') parts[parts.length - 1] = { ...before, events: [...before.events, event] }
    else parts.push(event.folds ? { kind: 'fold', key: `fold ${event.key}`, events: [event] } : { kind: 'event', event })
  }
  return months
}
