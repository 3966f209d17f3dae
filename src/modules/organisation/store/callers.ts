import type { Company } from '../../../platform/companies.ts'
import type { Grant } from '../policy/rights.ts'

/** What one statement knows of whoever stands behind a credential, as of this moment and from the primary. */
export type Standing = { personId: number; name: string; grants: Grant[]; unitIds: number[]; assistedIds: number[] }

/** Units are gathered only for those whose reach they are; ids travel as JSON because bigint arrays would come as texts. */
const standing = `p.id as "personId", p.name,
  (select coalesce(json_agg(json_build_object('permissions', r.permissions, 'scope', r.scope, 'masked', r.masked)), '[]')
     from person_role pr join role r on r.key = pr.role_key where pr.person_id = p.id) as grants,
  (with recursive below as (
     select p.unit_id as id where exists (
       select from person_role pr join role r on r.key = pr.role_key where pr.person_id = p.id and r.scope = 'UNIT')
     union select u.id from unit u join below b on u.parent_id = b.id)
   select coalesce(json_agg(id) filter (where id is not null), '[]') from below) as "unitIds",
  (select coalesce(json_agg(a.person_id), '[]') from assistance a where a.assistant_id = p.id) as "assistedIds"`

export type SessionStanding = Standing & { seenAt: Date; expiresAt: Date }

export async function bySession({ write }: Company, hash: Buffer): Promise<SessionStanding | undefined> {
  const text = `select s.seen_at as "seenAt", s.expires_at as "expiresAt", ${standing}
    from session s join person p on p.id = s.person_id where s.token_hash = $1 and p.active`
  return (await write.query<SessionStanding>({ name: 'caller-by-session', text, values: [hash] })).rows[0]
}

/** The same of many sessions at once, named by the hex of their hash. */
export async function bySessions({ write }: Company, hashes: readonly string[]): Promise<(SessionStanding & { session: string })[]> {
  const text = `select encode(s.token_hash, 'hex') as session, s.seen_at as "seenAt", s.expires_at as "expiresAt", ${standing}
    from session s join person p on p.id = s.person_id
    where s.token_hash = any(select decode(h, 'hex') from unnest($1::text[]) as h) and p.active`
  return (await write.query<SessionStanding & { session: string }>({ name: 'callers-by-session', text, values: [hashes] })).rows
}

export type TokenStanding = Standing & { tokenId: number; tokenName: string; given: string[] | null; usedAt: Date | null }

export async function byToken({ write }: Company, hash: Buffer, now: Date): Promise<TokenStanding | undefined> {
  const text = `select t.id as "tokenId", t.name as "tokenName", t.permissions as given, t.used_at as "usedAt", ${standing}
    from api_token t join person p on p.id = t.person_id
    where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2) and p.active`
  return (await write.query<TokenStanding>({ name: 'caller-by-token', text, values: [hash, now] })).rows[0]
}

/** The token of a job; `over` when it opens nothing any more. */
export async function byTokenId({ write }: Company, id: number, now: Date): Promise<(TokenStanding & { over: boolean }) | undefined> {
  const text = `select t.id as "tokenId", t.name as "tokenName", t.permissions as given, t.used_at as "usedAt", ${standing},
      (t.revoked_at is not null or coalesce(t.expires_at <= $2, false)) as over
    from api_token t join person p on p.id = t.person_id where t.id = $1 and p.active`
  return (await write.query<TokenStanding & { over: boolean }>({ name: 'caller-by-token-id', text, values: [id, now] })).rows[0]
}

export async function byPerson({ write }: Company, personId: number): Promise<Standing | undefined> {
  const text = `select ${standing} from person p where p.id = $1 and p.active`
  return (await write.query<Standing>({ name: 'caller-by-person', text, values: [personId] })).rows[0]
}

export async function noteSessionUse({ write }: Company, hash: Buffer, now: Date): Promise<void> {
  await write.query({
    name: 'note-session',
    text: 'update session set seen_at = $2 where token_hash = $1 and seen_at < $2',
    values: [hash, now],
  })
}

export async function noteTokenUse({ write }: Company, hash: Buffer, now: Date): Promise<void> {
  await write.query({ name: 'note-token', text: 'update api_token set used_at = $2 where token_hash = $1', values: [hash, now] })
}

/** A session past its time goes at once, so that a clock set back cannot revive it. */
export async function dropSession({ write }: Company, hash: Buffer): Promise<void> {
  await write.query({ name: 'drop-session', text: 'delete from session where token_hash = $1', values: [hash] })
}
