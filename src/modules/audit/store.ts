import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Company } from '../../platform/companies.ts'
import { inTransaction } from '../../platform/db/connect.ts'
import type { Db, Tx } from '../../platform/db/db.ts'
import { type SealedEvent, type SealRange, sealedHead, sealedText } from './policy.ts'

/** Events a seal closes over at most: how exactly a break can be placed. */
const mostInASeal = 2_000
const longestWaitMs = 30_000
const pauseMs = 50
/** Comes before every number there can be. */
export const beforeFirst = Number.MIN_SAFE_INTEGER

export type Seal = SealRange & { id: number; hash: string }
export type ReadEvent = { event: SealedEvent; value: { salt: Buffer; text: string } | null }

const micros = (column: string) => sql<number>`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint`

/** Up to `limit` seals after one, in order. */
export async function sealsAfter(db: Db, id: number, limit: number): Promise<Seal[]> {
  const rows = await db
    .selectFrom('event_seal')
    .select(['id', 'first_event_id', 'last_event_id', 'events', 'previous_hash', 'hash', micros('sealed_at').as('sealed_at')])
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((r) => ({
    id: r.id,
    firstEventId: r.first_event_id,
    lastEventId: r.last_event_id,
    events: r.events,
    sealedAtMicros: r.sealed_at,
    previousHash: r.previous_hash?.toString('hex') ?? null,
    hash: r.hash.toString('hex'),
  }))
}

/** Events with their values, by number: those after `after` up to and including `until`, at most `limit`. */
export async function eventsBetween(db: Db, after: number, until: number, limit: number): Promise<ReadEvent[]> {
  const rows = await db
    .selectFrom('event as e')
    .leftJoin('event_value as v', 'v.event_id', 'e.id')
    .select(['e.id', 'e.name', micros('e.at').as('at_micros'), 'e.actor_kind', 'e.actor_id', 'e.actor_name', 'e.request_id', 'e.change_id'])
    .select(['e.job_id', 'e.subject_kind', 'e.subject_id', 'e.subject_version', 'e.customer_id', 'e.rule_id', 'e.policy_version'])
    .select(['e.facts', 'e.fields', 'e.value_hash', 'v.salt', 'v.value'])
    .where('e.id', '>', after)
    .where('e.id', '<=', until)
    .orderBy('e.id')
    .limit(limit)
    .execute()
  return rows.map((r) => ({
    event: {
      id: r.id,
      name: r.name,
      atMicros: r.at_micros,
      actorKind: r.actor_kind,
      actorId: r.actor_id,
      actorName: r.actor_name,
      requestId: r.request_id,
      changeId: r.change_id,
      jobId: r.job_id,
      subjectKind: r.subject_kind,
      subjectId: r.subject_id,
      subjectVersion: r.subject_version,
      customerId: r.customer_id,
      ruleId: r.rule_id,
      policyVersion: r.policy_version,
      facts: r.facts,
      fields: r.fields,
      valueHash: r.value_hash?.toString('hex') ?? null,
    },
    value: r.salt === null || r.value === null ? null : { salt: r.salt, text: r.value },
  }))
}

/** The hash of a seal: SHA-256 over its head and then each of its events, a line each. */
export function sealHash(range: SealRange, events: readonly SealedEvent[]): string {
  const hash = createHash('sha256').update(sealedHead(range))
  for (const event of events) hash.update('\n').update(sealedText(event))
  return hash.digest('hex')
}

async function lastNumber(db: Db): Promise<number> {
  const found = await sql<{ last: number | null }>`
    select pg_sequence_last_value(pg_get_serial_sequence('event', 'id')::regclass) as last`.execute(db)
  return found.rows[0]?.last ?? 0
}

/** Transactions that took a number for an event and have not ended: PostgreSQL keeps their lock on the sequence until then. */
async function numberHolders(db: Db): Promise<Set<string>> {
  const held = await sql<{ holder: string }>`
    select distinct virtualtransaction as holder from pg_locks
    where locktype = 'relation' and relation = pg_get_serial_sequence('event', 'id')::regclass
      and database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()`.execute(db)
  return new Set(held.rows.map((r) => r.holder))
}

/**
 * The number up to which every event has been written or never will be. Numbers are taken before they are committed, so a
 * lower one may still be on its way: whoever might hold one is waited for. Undefined when somebody takes too long.
 */
async function settledUpTo({ write }: Company): Promise<number | undefined> {
  // Looking at the sequence locks it too, so each look is a transaction of its own.
  const last = await inTransaction(write, lastNumber)
  let open = await inTransaction(write, numberHolders)
  for (let waited = 0; open.size > 0; waited += pauseMs) {
    if (waited >= longestWaitMs) return undefined
    await pause(pauseMs)
    open = open.intersection(await inTransaction(write, numberHolders))
  }
  return last
}

/** Seals the next events up to a number; answers how many. One sealer at a time; another finds nothing to do. */
async function sealNext(tx: Tx, until: number, now: Date): Promise<number> {
  const alone = await sql<{
    got: boolean
  }>`select pg_try_advisory_xact_lock(hashtextextended('audit.seal:' || current_schema(), 7)) as got`.execute(tx)
  if (!alone.rows[0]?.got) return 0
  const last = await tx.selectFrom('event_seal').select(['last_event_id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  const events = (await eventsBetween(tx, last?.last_event_id ?? beforeFirst, until, mostInASeal)).map((e) => e.event)
  const [first, newest] = [events[0], events.at(-1)]
  if (!first || !newest) return 0
  const range = {
    firstEventId: first.id,
    lastEventId: newest.id,
    events: events.length,
    sealedAtMicros: now.getTime() * 1_000,
    previousHash: last?.hash.toString('hex') ?? null,
  }
  await tx
    .insertInto('event_seal')
    .values({
      first_event_id: first.id,
      last_event_id: newest.id,
      events: events.length,
      previous_hash: last?.hash ?? null,
      hash: Buffer.from(sealHash(range, events), 'hex'),
      sealed_at: now,
    })
    .execute()
  return events.length
}

/** Seals every event that is settled, batch by batch; answers how many. */
export async function sealSettled(company: Company, now: Date): Promise<number> {
  const until = await settledUpTo(company)
  if (until === undefined) return 0
  for (let sealed = 0; ; ) {
    const more = await inTransaction(company.write, (tx) => sealNext(tx, until, now))
    if (more === 0) return sealed
    sealed += more
  }
}
