import { type Day, dayFrom, dayNumberOf, daysInMonth } from '../../core/day.ts'

const two = (text: string | undefined): string => (text ?? '').padStart(2, '0')

/** The day that was typed as people type it: `2026-11-23`, `2026/11/23`, `20261123`, `2026年11月23日`, `11-23` of this year. */
export function typedDay(typed: string, today: Day): Day | undefined {
  const text = typed.normalize('NFKC').trim()
  const found = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!found) return undefined
  const [, year = today.slice(0, 4), month = '', dayOfMonth = ''] = found
  const [y, m, d] = [Number(year), Number(month), Number(dayOfMonth)]
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) return undefined
  return dayFrom(dayNumberOf(y, m, d))
}

/** A day and a time on the wall, `2026-11-23T09:30`, from a day and `9:30` or `0930`; the start of the day where only a day was typed. */
export function typedWallTime(typed: string, today: Day): string | undefined {
  const text = typed.normalize('NFKC').trim()
  const withTime = /^(.*?)(?:T|\s+)(\d{1,2}):?(\d{2})$/.exec(text)
  const day = typedDay(withTime?.[1] ?? text, today)
  if (day === undefined) return undefined
  if (!withTime) return `${day}T00:00`
  return Number(withTime[2]) < 24 && Number(withTime[3]) < 60 ? `${day}T${two(withTime[2])}:${two(withTime[3])}` : undefined
}
