import type { z } from 'zod'
import type { Day } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import { shortDay } from '../../../ui/days.ts'
import { channels, type readTask, type task, type taskRow } from '../contract.ts'

export type Row = z.input<typeof taskRow>
export type TaskShown = z.input<typeof task>
/** With the duties that one appointment could serve too. */
export type TaskRead = z.input<typeof readTask.output>

/** A kind of a company's own policy has no word here: its rule's title says enough. */
export const kindWords = (kind: string, say: Say): string => {
  const key = `task.kind.${kind}`
  const words = say(key)
  return words === kind ? say('task.kind.OTHER') : words
}

/** What it is called: the rule's title or what a person wrote, else the kind. */
export const titleWords = (t: Pick<Row, 'title' | 'kind'>, say: Say): string => t.title ?? kindWords(t.kind, say)

export const channelChoices = (allowed: readonly string[], say: Say) =>
  channels.filter((c) => allowed.length === 0 || allowed.includes(c)).map((value) => ({ value, label: say(`task.channel.${value}`) }))

/** How it stands; an open one whose window is over is overdue. */
export const standingWords = (t: Pick<Row, 'standing' | 'windowTo'>, today: Day, say: Say): string =>
  t.standing === 'OPEN' && t.windowTo < today ? say('tasks.open-late') : say(`task.standing.${t.standing}`)

/** Why it is no longer owed, or the words somebody gave for waiving it. */
export function endedWords(t: Pick<TaskShown, 'state' | 'endedReason'>, say: Say): string | null {
  if (t.endedReason === null) return null
  return t.state === 'ENDED' ? say(`tasks.ended.${t.endedReason}`) : t.endedReason
}

type Facts = Readonly<Record<string, unknown>>

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function cadenceWords(facts: Facts, say: Say): string | undefined {
  const [months, weeks, days] = [number(facts.months), number(facts.weeks), number(facts.days)]
  const [each, times = 1] = [text(facts.each), number(facts.times)]
  if (each !== undefined) return say(`tasks.each.${each}`, { count: times })
  if (facts.eventOn !== undefined) return undefined
  if (months !== undefined) return say('tasks.every-months', { count: months })
  if (weeks !== undefined) return say('tasks.every-weeks', { count: weeks })
  return days === undefined ? undefined : say('tasks.every-days', { count: days })
}

/** How the due day was reckoned, a sentence each; what is not known here is left out. */
export function reckoned({ basis, facts, period }: Pick<TaskShown, 'basis' | 'facts' | 'period'>, today: Day, say: Say): string[] {
  const known = facts ?? {}
  const on = (key: string) => {
    const value = text(known[key])
    return value === undefined ? undefined : shortDay(value, today)
  }
  const told = (key: string, day: string | undefined) => (day === undefined ? undefined : say(key, { day }))
  const origin = (): (string | undefined)[] => {
    switch (basis) {
      case 'LAST_DONE':
        return [told('tasks.last-done', on('lastDoneOn')), on('lastDoneOn') ? undefined : told('tasks.last-due', on('lastDueOn'))]
      case 'FIRST_SPREAD':
        return [told('tasks.spread-from', on('liveOn')), told('tasks.long-ago', on('lastDoneOn'))]
      case 'FIRST_ORDER':
        return [told('tasks.first-order', on('firstOrderOn'))]
      case 'CALENDAR':
        return [say('tasks.last-workday', { period: periodWords(period, say) }), told('tasks.served-by', on('servedByDueOn'))]
      case 'EVENT':
        return [movedWords(known, say), eventWords(known, on('eventOn'), say), told('tasks.prepare-from', on('prepareFrom'))]
      default:
        return []
    }
  }
  return [cadenceWords(known, say), ...origin()].filter((words) => words !== undefined)
}

function movedWords({ tier, tierBefore }: Facts, say: Say): string | undefined {
  const [now, before] = [text(tier), text(tierBefore)]
  return now && before ? say('tasks.tier-moved', { from: say(`tier.${before}`), to: say(`tier.${now}`) }) : undefined
}

/** What the day is, or how many days there are from it. */
function eventWords(facts: Facts, day: string | undefined, say: Say): string | undefined {
  if (day === undefined) return undefined
  const [count, years, name] = [number(facts.days), number(facts.years), text(facts.festival) ?? text(facts.title)]
  if (years !== undefined) return say('tasks.anniversary', { day, count: years })
  if (name !== undefined) return say('tasks.day-of', { day, name })
  if (facts.firstOrderOn !== undefined) return say('tasks.first-order-on', { day })
  if (count === undefined) return say('tasks.event-on', { day })
  return say(facts.clock === 'WORKING' ? 'tasks.within-workdays' : 'tasks.within-days', { day, count })
}

/** `2026Q4` as people say it; a day stays a day. */
export function periodWords(period: string | null, say: Say): string {
  const [, year, part = ''] = /^(\d{4})(Q[1-4]|H[12]|W\d\d|-\d\d)?/.exec(period ?? '') ?? []
  if (year === undefined) return say('tasks.this-period')
  if (part.startsWith('Q')) return say('tasks.quarter', { year, part: part.slice(1) })
  if (part.startsWith('W')) return say('tasks.week', { year, part: Number(part.slice(1)) })
  if (part.startsWith('H')) return say(`tasks.half-${part.slice(1)}`, { year })
  return part === '' ? say('tasks.year', { year }) : say('tasks.month', { year, month: Number(part.slice(1)) })
}
