import type { Nudge } from '../../../core/nudge.ts'

/** By kind of thing, the rooms whose reads show it: what the rooms' screens offer as `shows`, together. */
export type Shows = ReadonlyMap<string, readonly string[]>

export function joinShows(all: readonly (Readonly<Record<string, readonly string[]>> | undefined)[]): Shows {
  const joined = new Map<string, string[]>()
  for (const shows of all)
    for (const [kind, rooms] of Object.entries(shows ?? {})) joined.set(kind, [...(joined.get(kind) ?? []), ...rooms])
  return joined
}

/** The customer a read is about, when it is about one: `customerId`, which the room of customers itself calls `id`. */
function customerOf(key: readonly unknown[]): number | undefined {
  const input = key.at(-1)
  if (typeof input !== 'object' || input === null) return undefined
  const named = new Map(Object.entries(input))
  const id: unknown = named.get('customerId') ?? (key[0] === 'customers' ? named.get('id') : undefined)
  return typeof id === 'number' ? id : undefined
}

/** Whether what was asked under this key (room, endpoint, …, input) may have another answer after the change. */
export function isConcerned(key: readonly unknown[], { kind, customers }: Nudge, shows: Shows): boolean {
  const rooms = shows.get(kind) ?? []
  const customer = customerOf(key)
  // A customer's page shows what happened to it, in whichever room.
  if (customer !== undefined && customers !== null) return customers.includes(customer)
  return rooms.includes(String(key[0]))
}
