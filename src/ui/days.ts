import { type Day, dayNumber, daysBetween, weekday } from '../core/day.ts'
import { inZone } from '../core/instant.ts'
import type { Say } from '../core/text.ts'
import type { Now } from './now.tsx'

/** `11-23`; with the year where it differs from today's. */
export const shortDay = (day: Day, today: Day): string => (day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day)

export const weekdayKey = (day: Day): string => `ui.weekday-${weekday(dayNumber(day))}`

/** Yesterday, today and tomorrow by their words, other days by date. */
export function dayWords(day: Day, today: Day, say: Say): string {
  const distance = daysBetween(today, day)
  return distance === 0
    ? say('ui.today')
    : distance === 1
      ? say('ui.tomorrow')
      : distance === -1
        ? say('ui.yesterday')
        : shortDay(day, today)
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** `今天 15:00`, `11-23 09:30`: an instant as ISO text, on the company's wall clock. */
export function whenWords(at: string, now: Pick<Now, 'today' | 'zone'>, say: Say): string {
  const { day, minutes } = inZone(new Date(at), now.zone)
  return `${dayWords(day, now.today, say)} ${clockText(minutes)}`
}

/** `14 天前`, `还有 222 天`, `今天`. */
export function distanceWords(day: Day, today: Day, say: Say): string {
  const days = daysBetween(today, day)
  return days === 0 ? say('ui.today') : days < 0 ? say('ui.days-ago', { count: -days }) : say('ui.in-days', { count: days })
}
