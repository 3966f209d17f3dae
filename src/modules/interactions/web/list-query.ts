import { addDays, type Day } from '../../../core/day.ts'
import { filterValue, type ListQuery } from '../../../ui/list/query.ts'
import { channels, type InteractionFilter } from '../contract.ts'

export const views = ['all', 'mine'] as const

/** What the list's address asks of the server; `me` is who looks. */
export function filterOf({ view, q, filters }: ListQuery, me: number | undefined, today: Day): InteractionFilter {
  const person = Number(filterValue(filters, 'person', 'is'))
  const within = Number(filterValue(filters, 'at', 'within'))
  const chosen = {
    q: q.trim() === '' ? undefined : q.trim(),
    personId: Number.isSafeInteger(person) && person > 0 ? person : view === 'mine' ? me : undefined,
    channel: channels.find((c) => c === filterValue(filters, 'channel', 'is')),
    from: within > 0 ? addDays(today, -Math.floor(within)) : filterValue(filters, 'at', 'from'),
    until: filterValue(filters, 'at', 'to'),
  }
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
}
