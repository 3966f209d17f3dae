import { connectionOf } from '../db/connect.ts'
import type { Tx } from '../db/db.ts'
import type { ToldChange } from './change.ts'

/** On which all processes of a deployment hear of changes; each message names its company. */
export const liveChannel = 'kewei_live'

/** Tells every process of these changes when the transaction commits, and nobody when it does not. */
export async function tellChanges(tx: Tx, changes: readonly ToldChange[]): Promise<void> {
  if (changes.length === 0) return
  await connectionOf(tx).query({
    name: 'tell-changes',
    text: `select pg_notify($1, current_schema() || ' ' || line) from unnest($2::text[]) as line`,
    values: [liveChannel, changes.map((change) => JSON.stringify(change))],
  })
}

/** Tells these people, and nobody else, that something of theirs of this kind changed. */
export const tellPeople = (tx: Tx, kind: string, people: readonly (number | null)[]): Promise<void> =>
  tellChanges(
    tx,
    piles([...new Set(people.filter((id) => id !== null))]).map((pile) => ({ kind, by: null, things: [], people: pile })),
  )

const most = 500
const piles = (ids: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(ids.length / most) }, (_, i) => ids.slice(i * most, (i + 1) * most))
