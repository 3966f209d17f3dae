import type { Day } from '../core/day.ts'
import { dayWords, distanceWords, shortDay, weekdayKey, whenWords } from './days.ts'
import { useNow } from './now.tsx'
import { useSay } from './say.tsx'

type DayTextProps = {
  day: Day | null | undefined
  /** Today, tomorrow and yesterday by their words. */
  words?: boolean
  weekday?: boolean
  /** How far away, in grey behind it. */
  distance?: boolean
}

/** A calendar day: `11-23`, with the year where it differs. */
export function DayText({ day, words, weekday, distance }: DayTextProps) {
  const say = useSay()
  const { today } = useNow()
  if (!day) return <span className="k-t3">—</span>
  return (
    <time dateTime={day} className="k-figure">
      {words ? dayWords(day, today, say) : shortDay(day, today)}
      {weekday && ` ${say(weekdayKey(day))}`}
      {distance && <span className="k-t3 k-aux k-gap">{distanceWords(day, today, say)}</span>}
    </time>
  )
}

/** A point in time (ISO text): `今天 15:00`, `11-23 09:30`. */
export function When({ at }: { at: string | null | undefined }) {
  const say = useSay()
  const now = useNow()
  if (!at) return <span className="k-t3">—</span>
  return (
    <time dateTime={at} title={at.slice(0, 16).replace('T', ' ')} className="k-figure">
      {whenWords(at, now, say)}
    </time>
  )
}

/** When a figure was counted that may be a minute old. */
export function CountedAt({ at }: { at: string }) {
  const say = useSay()
  return (
    <span className="k-aux k-t3">
      {say('ui.counted-at')} <When at={at} />
    </span>
  )
}
