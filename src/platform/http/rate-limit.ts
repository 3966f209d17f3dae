import { Problem } from '../../core/problem.ts'
import type { Company } from '../companies.ts'
import { deploymentSchema } from '../deployment-options.ts'

/** Counts one hit against `limit` a minute for `key`, in the database, so that all web processes count together. */
export async function countHit(company: Company, key: string, limit: number): Promise<void> {
  const { rows } = await company.write.query<{ hits: number; left: number }>(
    `insert into ${deploymentSchema}.rate_window as w (key, window_start, hits) values ($1, date_trunc('minute', now()), 1)
     on conflict (key) do update set
       hits = case when w.window_start = excluded.window_start then w.hits + 1 else 1 end, window_start = excluded.window_start
     returning hits, ceil(60 - extract(second from now()))::int as left`,
    [`${company.key}:${key}`],
  )
  const row = rows[0]
  if (row && row.hits > limit) throw new Problem('too-many', 'too-many-requests', { retryAfterSeconds: row.left })
}
