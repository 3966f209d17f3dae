import { z } from 'zod'
import type { Company } from '../companies.ts'
import { leavesOf, type ToldChange, type Touched } from './change.ts'

type Row = { kind: string; id: number; customerId: number | null; by: string | null; value: string | null }

/** A change carries the time at which it was asked for; it commits later, but no later than this. */
const longestChangeMs = 180_000
/** Beyond so many, the browser asks everything again. */
const mostMissed = 500

const kept = z.object({ before: z.record(z.string(), z.unknown()).nullable() })

/**
 * What changed since an instant (milliseconds since 1970), read from the trail; undefined when it is too much to tell one by one.
 * `overlap`: with what was asked for shortly before and may have been done after. To be told twice does no harm.
 */
export async function changesSince({ write }: Company, since: number, overlap: boolean): Promise<ToldChange[] | undefined> {
  const text = `select e.subject_kind as kind, e.subject_id as id, e.customer_id as "customerId", e.request_id as by,
      case when e.subject_kind = 'customer' then v.value end as value
    from event e left join event_value v on v.event_id = e.id where e.at >= $1 order by e.at desc, e.id desc limit ${mostMissed + 1}`
  const from = new Date(since - (overlap ? longestChangeMs : 0))
  const { rows } = await write.query<Row>({ name: 'events-since', text, values: [from] })
  return rows.length > mostMissed ? undefined : rows.map((r) => ({ kind: r.kind, by: r.by, things: [thingOf(r)] }))
}

function thingOf({ kind, id, customerId, value }: Row): Touched {
  const before = value === null ? undefined : kept.safeParse(JSON.parse(value)).data?.before
  const leaves = leavesOf(kind, before)
  return { id, customerId, ...(leaves ? { leaves } : {}) }
}
