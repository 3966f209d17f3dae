import type pg from 'pg'

export type Bug = 'no-natural-key' | 'tally-apart' | 'review-forgotten'

const naturalKey = 'on conflict (customer_id, rule_id, period) where rule_id is not null do nothing'
const oneAtATime = /select pg_advisory_xact_lock\(hashtextextended\(current_schema\(\) \|\| ':care', 7\)\)/
const review = /insert into care_customer[\s\S]*$/

type Query = { text: string; values?: unknown[] }
type Client = pg.PoolClient & { query: (asked: string | Query, values?: unknown[]) => Promise<unknown> }

/**
 * Lets statements of a pool pass through `mend` on their way, which may change them, send them elsewhere or refuse them; answers what
 * takes it off again. What a statement of its own kind (a COPY stream) is passes untouched.
 */
export function through(pool: pg.Pool, mend: (query: Query, go: (query: Query) => Promise<unknown>) => Promise<unknown>): () => void {
  const connect = pool.connect.bind(pool)
  const mended = async () => {
    const client = (await connect()) as Client
    const plain = client.query.bind(client)
    // A stream is answered at once, not as a promise of one.
    const own = (asked: string | Query, values?: unknown[]) => {
      const query = typeof asked === 'string' ? { text: asked, ...(values ? { values } : {}) } : asked
      if (typeof query.text !== 'string' || 'submit' in query) return plain(asked, values)
      return mend(query, (q) => plain({ ...q }))
    }
    const release = client.release.bind(client)
    Object.assign(client, {
      query: own,
      release: (error?: Error | boolean) => {
        Object.assign(client, { query: plain, release })
        release(error)
      },
    })
    return client
  }
  Object.assign(pool, { connect: mended })
  return () => Object.assign(pool, { connect })
}

/** Plants a bug in all that is written through a pool; answers what pulls it out again. `aside`: a pool of its own for what goes astray. */
export function plant(pool: pg.Pool, bug: Bug, aside: pg.Pool): () => void {
  return through(pool, (query, go) => {
    const { text } = query
    if (bug === 'no-natural-key') return go({ ...query, ...renamed(text.replace(naturalKey, '').replace(oneAtATime, 'select 1')) })
    if (bug === 'review-forgotten' && review.test(text)) {
      return go({ text: 'select $1::bigint[], $2::date[], $3::bigint[], $4::bigint[]', values: query.values ?? [] })
    }
    const isTally = /^\s*(insert into|delete from) duty_t(ally|otal)/.test(text)
    return bug === 'tally-apart' && isTally ? aside.query({ text, values: query.values ?? [] }) : go(query)
  })
}

/** A changed statement goes without the name under which the connection has prepared the old one. */
const renamed = (text: string): Query => ({ text, name: undefined }) as Query
