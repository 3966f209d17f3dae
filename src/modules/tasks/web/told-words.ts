import { addDays, type Day } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import { shortDay } from '../../../ui/days.ts'
import type { TaskShown } from './task-words.ts'

type Notice = NonNullable<TaskShown['notice']>
type Telling = Pick<TaskShown, 'plannedOn' | 'toldChannel'> & { notice: Notice }

/** What an open task says of telling the customer, a sentence each. */
export function tellingWords({ notice, plannedOn, toldChannel }: Telling, today: Day, say: Say): string[] {
  const { daysBefore: count, toldOn, toldFor, standing, onlyOnSite } = notice
  const on = (day: Day) => shortDay(day, today)
  if (toldOn !== null) {
    const channel = toldChannel && say(`task.channel.${toldChannel}`)
    const isMoved = toldFor !== null && plannedOn !== null && toldFor !== plannedOn
    return [
      channel ? say('tasks.told.told-by', { day: on(toldOn), channel }) : say('tasks.told.told', { day: on(toldOn) }),
      ...(standing === 'TOLD_LATE' ? [say('tasks.told.too-late', { count })] : []),
      ...(isMoved ? [say('tasks.told.moved', { day: on(toldFor) })] : []),
    ]
  }
  const by =
    plannedOn !== null
      ? say('tasks.told.due-by', { day: on(plannedOn), last: on(addDays(plannedOn, -count)) })
      : say(count === 0 ? 'tasks.told.due-same-day' : 'tasks.told.due', { count })
  return onlyOnSite ? [say('tasks.told.if-on-site'), by] : [by]
}

/** Whether that is to be said at all: of what may be done from afar, once there is an appointment or somebody was told. */
export const saysTelling = ({ state, notice, plannedOn }: Pick<TaskShown, 'state' | 'notice' | 'plannedOn'>): boolean =>
  state === 'OPEN' && notice !== null && (!notice.onlyOnSite || plannedOn !== null || notice.toldOn !== null)

/** How a task that is done was announced; null where nobody was to be told. */
export function announcedWords({ state, notice }: Pick<TaskShown, 'state' | 'notice'>, today: Day, say: Say): string | null {
  if (state !== 'DONE' || notice === null) return null
  return say(`tasks.told.standing.${notice.standing}`, { day: notice.toldOn === null ? '' : shortDay(notice.toldOn, today) })
}

/**
 * How many days before a contact by this channel the customer was to be told, if a report is to ask for it: something that it covers was
 * to be announced and nobody was told of any of it. Null: nothing to ask.
 */
export function asksToldBefore(tasks: readonly { notice: Notice | null }[], channel: unknown): number | null {
  const notices = tasks.flatMap(({ notice }) => notice ?? [])
  const asked = notices.filter(({ onlyOnSite }) => !onlyOnSite || channel === 'VISIT')
  if (asked.length === 0 || notices.some(({ toldOn }) => toldOn !== null)) return null
  return Math.max(...asked.map(({ daysBefore }) => daysBefore))
}

/** What a report will count as, by the days in its form. */
export function toldHint({ toldOn, doneOn }: { toldOn: unknown; doneOn: unknown }, count: number, say: Say): string {
  if (typeof toldOn !== 'string' || toldOn === '' || typeof doneOn !== 'string' || doneOn === '') return say('tasks.told.hint-none')
  return toldOn > addDays(doneOn, -count) ? say('tasks.told.hint-late', { count }) : say('tasks.told.hint-in-time')
}
