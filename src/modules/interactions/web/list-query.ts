import type { z } from 'zod'
import { addDays, type Day, day } from '../../../core/day.ts'
import { countedDays } from '../../../core/filter-days.ts'
import type { ListQuery } from '../../../ui/list/query.ts'
import { chipInputs, given, oneId, oneOf, type SimpleFilters } from '../../../ui/list/simple-filters.ts'
import { interactionFilterFields } from '../contract/filter-fields.ts'
import { channels, type listInteractions } from '../contract.ts'

type FilterInput = Omit<z.input<typeof listInteractions.input>, 'after' | 'limit'>

export const views = ['all', 'mine'] as const

const set = <K extends keyof FilterInput>(key: K, value: FilterInput[K] | undefined): FilterInput | undefined =>
  given<FilterInput, K>(key, value)

const simple = (today: Day): SimpleFilters<FilterInput> => ({
  'personId.is': (v) => set('personId', oneId(v)),
  'channel.is': (v) => set('channel', oneOf(channels, v)),
  'happenedOn.within': ([period]) => {
    const past = countedDays(period ?? '')
    return past?.side === 'past' ? { from: addDays(today, -past.days) } : undefined
  },
  'happenedOn.from': ([on]) => set('from', day.safeParse(on).data),
  'happenedOn.to': ([on]) => set('until', day.safeParse(on).data),
})

/** What the list's address asks of the server; `me` is who looks. */
export function filterOf(query: ListQuery, me: number | undefined, today: Day): FilterInput {
  const q = query.q.trim()
  const mine = query.view === 'mine' && me !== undefined ? { personId: me } : {}
  return { ...mine, ...chipInputs(query, interactionFilterFields, simple(today)), ...(q && { q }) }
}
