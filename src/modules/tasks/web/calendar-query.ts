import { type Day, dayFrom, dayNumber } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import type { CalendarDay } from '../contract/calendar.ts'
import { type CalendarView, calendarViews } from '../policy/calendar.ts'
import { calendarYears } from '../policy/calendar-years.ts'

/** Whose tasks a calendar shows; in the address `me`, `none`, `person-5`, `unit-3`. */
export type Who = { kind: 'me' } | { kind: 'none' } | { kind: 'person' | 'unit'; id: number }

export type Shown = { view: CalendarView; day: Day; who: Who }

export const whoText = (who: Who): string => ('id' in who ? `${who.kind}-${who.id}` : who.kind)

export function readWho(text: string | null): Who {
  const [, kind, digits] = /^(person|unit)-(\d{1,15})$/.exec(text ?? '') ?? []
  if (kind === 'person' || kind === 'unit') return { kind, id: Number(digits) }
  return text === 'none' ? { kind: 'none' } : { kind: 'me' }
}

/** What the calendar asks of the server. */
export function whoseTasks(who: Who): { assignee?: 'me' | 'none' | number; unitId?: number } {
  if (who.kind === 'unit') return { unitId: who.id }
  return { assignee: who.kind === 'person' ? who.id : who.kind }
}

function readDay(text: string | null): Day | undefined {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text) || dayFrom(dayNumber(text)) !== text) return undefined
  return text >= calendarYears.from && text <= calendarYears.until ? text : undefined
}

/** Reads `view=week&day=2026-11-22&who=person-5`; what is missing or makes no sense is today's month of one's own. */
export function readShown(search: string, today: Day, usual: CalendarView = 'month'): Shown {
  const params = new URLSearchParams(search)
  return {
    view: calendarViews.find((v) => v === params.get('view')) ?? usual,
    day: readDay(params.get('day')) ?? today,
    who: readWho(params.get('who')),
  }
}

/** The address after a change; parameters of others stay, an open task is closed. */
export function writeShown(search: string, change: Partial<Shown>): string {
  const params = new URLSearchParams(search)
  params.delete('task')
  params.delete('act')
  if (change.view) params.set('view', change.view)
  if (change.day) params.set('day', change.day)
  if (change.who) params.set('who', whoText(change.who))
  if (params.get('who') === 'me') params.delete('who')
  return params.toString()
}

type Lunar = CalendarDay['lunar']

const named = (key: string, n: number, say: Say) => (say(key).split(' ')[n - 1] ?? '').replace('_', ' ')
const dayName = ({ day }: Lunar, say: Say) => named('task-calendar.lunar-days', day, say)

function monthName({ month, leap }: Lunar, say: Say): string {
  const name = named('task-calendar.lunar-months', month, say)
  return leap ? say('task-calendar.leap', { month: name }) : name
}

/** A lunar date as wall calendars write it: the day, on the first the month. */
export const lunarWords = (lunar: Lunar, say: Say): string => (lunar.day === 1 ? monthName(lunar, say) : dayName(lunar, say))

/** The whole of it: 农历十月十四. */
export const lunarDate = (lunar: Lunar, say: Say): string =>
  say('task-calendar.lunar', { month: monthName(lunar, say), day: dayName(lunar, say) })
