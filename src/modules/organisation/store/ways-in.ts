import { sql } from 'kysely'
import type { Company } from '../../../platform/companies.ts'
import { inTransaction } from '../../../platform/db/connect.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { forgetRepeats } from '../../../platform/perform.ts'
import type { Guard } from '../policy/lockout.ts'
import { before, lifetimes } from '../policy/sessions.ts'

export type Account = { id: number; login: string; active: boolean; passwordHash: string | null }

/** Who this login is, with the hash of their password; for sign-in alone. */
export function readAccount(tx: Tx, login: string): Promise<Account | undefined> {
  return tx
    .selectFrom('person')
    .select(['id', 'login', 'active', 'password_hash as passwordHash'])
    .where('login', '=', login)
    .executeTakeFirst()
}

export type NewSession = { personId: number; hash: Buffer; createdAt: Date; expiresAt: Date; source: string; agent: string }

export async function insertSession(tx: Tx, session: NewSession): Promise<number> {
  const row = await tx
    .insertInto('session')
    .values({
      token_hash: session.hash,
      person_id: session.personId,
      created_at: session.createdAt,
      seen_at: session.createdAt,
      expires_at: session.expiresAt,
      source: session.source,
      agent: session.agent,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function endSession(tx: Tx, hash: Uint8Array): Promise<boolean> {
  const ended = await tx.deleteFrom('session').where('token_hash', '=', Buffer.from(hash)).executeTakeFirst()
  return ended.numDeletedRows > 0n
}

/** Ends a session by its number, if it is this person's. */
export async function endSessionOf(tx: Tx, personId: number, id: number): Promise<boolean> {
  const ended = await tx.deleteFrom('session').where('id', '=', id).where('person_id', '=', personId).executeTakeFirst()
  return ended.numDeletedRows > 0n
}

/** Ends all sessions of a person but the one spared; answers how many. */
export async function endSessionsOf(tx: Tx, personId: number, spared?: Uint8Array): Promise<number> {
  let sessions = tx.deleteFrom('session').where('person_id', '=', personId)
  if (spared) sessions = sessions.where('token_hash', '<>', Buffer.from(spared))
  return Number((await sessions.executeTakeFirst()).numDeletedRows)
}

export type NewLink = {
  kind: 'SET_UP' | 'PASSWORD'
  personId: number | null
  hash: Buffer
  createdAt: Date
  expiresAt: Date
  createdBy: string
}

/** Saves a link and drops the unused ones it replaces. */
export async function replaceLink(tx: Tx, link: NewLink): Promise<void> {
  await tx
    .deleteFrom('one_time_link')
    .where('kind', '=', link.kind)
    .where('person_id', 'is not distinct from', link.personId)
    .where('used_at', 'is', null)
    .execute()
  await tx
    .insertInto('one_time_link')
    .values({
      token_hash: link.hash,
      kind: link.kind,
      person_id: link.personId,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      created_by: link.createdBy,
    })
    .execute()
}

/** Uses a link up: of any number of callers at once exactly one gets an answer. */
export async function spendLink(tx: Tx, kind: NewLink['kind'], hash: Buffer, now: Date): Promise<{ personId: number | null } | undefined> {
  const row = await tx
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('person_id')
    .executeTakeFirst()
  return row && { personId: row.person_id }
}

export async function forgetLinksOf(tx: Tx, personId: number): Promise<void> {
  await tx.deleteFrom('one_time_link').where('person_id', '=', personId).where('used_at', 'is', null).execute()
}

export type NewToken = {
  personId: number
  hash: Buffer
  name: string
  permissions: string[] | null
  createdAt: Date
  expiresAt: Date | null
}

export async function insertToken(tx: Tx, token: NewToken): Promise<number> {
  const row = await tx
    .insertInto('api_token')
    .values({
      token_hash: token.hash,
      person_id: token.personId,
      name: token.name,
      permissions: token.permissions,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Revokes one token of a person, or all of them; answers how many were still good. */
export async function revokeTokens(tx: Tx, personId: number, now: Date, id?: number): Promise<number> {
  let tokens = tx.updateTable('api_token').set({ revoked_at: now }).where('person_id', '=', personId).where('revoked_at', 'is', null)
  if (id !== undefined) tokens = tokens.where('id', '=', id)
  return Number((await tokens.executeTakeFirst()).numUpdatedRows)
}

type GuardRow = { failures: number; last_failure_at: Date; locked_until: Date | null }
const toGuard = (row: GuardRow): Guard => ({ failures: row.failures, lastFailureAt: row.last_failure_at, lockedUntil: row.locked_until })

/** Reads a guard and holds it until the transaction ends, so that attempts on it come one after another. */
export async function lockGuard(tx: Tx, key: string, now: Date): Promise<Guard> {
  const row = await tx
    .insertInto('sign_in_guard')
    .values({ key, failures: 0, last_failure_at: now })
    .onConflict((c) => c.column('key').doUpdateSet({ key }))
    .returning(['failures', 'last_failure_at', 'locked_until'])
    .executeTakeFirstOrThrow()
  return toGuard(row)
}

export async function readGuard(tx: Tx, key: string): Promise<Guard | undefined> {
  const row = await tx.selectFrom('sign_in_guard').selectAll().where('key', '=', key).executeTakeFirst()
  return row && toGuard(row)
}

export async function saveGuard(tx: Tx, key: string, guard: Guard): Promise<void> {
  await tx
    .updateTable('sign_in_guard')
    .set({ failures: guard.failures, last_failure_at: guard.lastFailureAt, locked_until: guard.lockedUntil })
    .where('key', '=', key)
    .execute()
}

export async function forgetGuard(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('sign_in_guard').where('key', '=', key).execute()
}

/** Opens an account again from everywhere: its owner has just proved who they are by a link. */
export async function forgetGuardsOf(tx: Tx, login: string): Promise<void> {
  await tx
    .deleteFrom('sign_in_guard')
    .where((g) => g.or([g('key', '=', `account:${login}`), sql<boolean>`starts_with(key, ${`pair:${login}|`})`]))
    .execute()
}

export async function isSourceKnown(tx: Tx, personId: number, source: string): Promise<boolean> {
  const row = await tx
    .selectFrom('known_source')
    .select('source')
    .where('person_id', '=', personId)
    .where('source', '=', source)
    .executeTakeFirst()
  return row !== undefined
}

export async function knowSource(tx: Tx, personId: number, source: string, now: Date): Promise<void> {
  await tx
    .insertInto('known_source')
    .values({ person_id: personId, source, seen_at: now })
    .onConflict((c) => c.columns(['person_id', 'source']).doUpdateSet({ seen_at: now }))
    .execute()
}

/** Drops what has had its time: sessions, links, guards, known networks, kept replies. Runs again harmlessly. */
export async function forgetExpired(company: Company, now: Date): Promise<void> {
  await inTransaction(company.write, async (tx) => {
    const idle = before(now, lifetimes.sessionIdle)
    await tx
      .deleteFrom('session')
      .where((s) => s.or([s('expires_at', '<=', now), s('seen_at', '<=', idle)]))
      .execute()
    await tx.deleteFrom('one_time_link').where('expires_at', '<', before(now, lifetimes.deadLinks)).execute()
    await tx.deleteFrom('sign_in_guard').where('last_failure_at', '<', before(now, lifetimes.guards)).execute()
    await tx.deleteFrom('known_source').where('seen_at', '<', before(now, lifetimes.knownSources)).execute()
    await forgetRepeats(tx, before(now, lifetimes.repeats))
  })
}
