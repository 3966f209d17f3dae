import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { found } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import { readDeputies, readPosts, readUnits } from '../organisation/queries.ts'
import { type ApprovalShown, type ApprovalState, approvalStates } from './contract.ts'
import type { Decider, Organisation } from './policy.ts'

const shown = (db: Db) =>
  db
    .selectFrom('approval as a')
    .leftJoin('customers_public_name as c', 'c.id', 'a.customer_id')
    .leftJoin('organisation_public_post as s', 's.key', 'a.decider_post')
    .leftJoin('organisation_public_person as p', 'p.id', 'a.decider_id')
    .leftJoin('organisation_public_unit as u', 'u.id', 'a.unit_id')
    .select(['a.id', 'a.kind', 'a.subject_kind', 'a.subject_id', 'a.asked_by', 'a.asked_by_name', 'a.asked_at', 'a.reason', 'a.facts'])
    .select(['a.decider_post', 'a.decider_permission', 'a.decider_id', 'a.unit_id', 'a.state', 'a.note', 'a.version'])
    .select(['a.decided_by', 'a.decided_by_name', 'a.decided_at', 'c.id as customer_id', 'c.customer_no', 'c.name as customer_name'])
    .select(['c.owner_id as customer_owner_id', 'c.unit_id as customer_unit_id'])
    .select(['s.name as post_name', 'p.name as person_name', 'u.name as unit_name'])

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

/** The database checks the same list, so anything else is a fault. */
export function stateOf(code: string): ApprovalState {
  const known = approvalStates.find((s) => s === code)
  if (known === undefined) throw new Error(`unknown state ${code}`)
  return known
}

type DeciderRow = { decider_post: string | null; decider_permission: string | null; decider_id: number | null; unit_id: number | null }

/** One of the three is always there: the schema says so. */
export function deciderOf(r: DeciderRow): Decider {
  if (r.decider_id !== null) return { personId: r.decider_id }
  if (r.decider_post !== null) return { post: r.decider_post, unitId: r.unit_id }
  return { permission: r.decider_permission ?? '', unitId: r.unit_id }
}

const ref = (id: number | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })

const toShown = (r: Row): ApprovalShown => ({
  id: r.id,
  kind: r.kind,
  subjectKind: r.subject_kind,
  subjectId: r.subject_id,
  customer: r.customer_id === null ? null : { id: r.customer_id, name: r.customer_name ?? '', customerNo: r.customer_no ?? '' },
  askedBy: r.asked_by,
  askedByName: r.asked_by_name,
  askedAt: r.asked_at,
  reason: r.reason,
  facts: JSON.parse(r.facts) as Record<string, unknown>,
  decider: {
    post: r.decider_post === null ? null : { key: r.decider_post, name: r.post_name ?? '' },
    permission: r.decider_permission,
    person: ref(r.decider_id, r.person_name),
    unit: ref(r.unit_id, r.unit_name),
  },
  state: stateOf(r.state),
  decidedByName: r.decided_by_name,
  decidedAt: r.decided_at,
  note: r.note,
  version: r.version,
})

/** One approval; the caller has seen to it that the reader has a part in it. */
export async function readApproval(db: Db, id: number): Promise<ApprovalShown> {
  return toShown(found(await shown(db).where('a.id', '=', id).executeTakeFirst(), 'approval'))
}

/** One approval for whoever looks; whether they have a part in it is for the caller to say. */
export type Looked = {
  shown: ApprovalShown
  decider: Decider
  decidedBy: number | null
  /** Who looks after the customer, and where. */
  customer: { ownerId: number | null; unitId: number | null }
}

export async function approvalWithDecider(db: Db, id: number): Promise<Looked> {
  const row = found(await shown(db).where('a.id', '=', id).executeTakeFirst(), 'approval')
  const customer = { ownerId: row.customer_owner_id, unitId: row.customer_unit_id }
  return { shown: toShown(row), decider: deciderOf(row), decidedBy: row.decided_by, customer }
}

type Paging = { below: number | undefined; limit: number }

const newestFirst = (db: Db, { below, limit }: Paging) => {
  const page = shown(db).orderBy('a.id', 'desc').limit(limit)
  return below === undefined ? page : page.where('a.id', '<', below)
}

const handedOnBy = (db: Db, personId: number) =>
  db.selectFrom('approval_handed_on as h').select('h.approval_id').where('h.by_id', '=', personId)

/** What a person has asked, or decided, or had any of these parts in: handed on too. */
export async function approvalsOf(
  db: Db,
  box: 'ASKED' | 'DECIDED' | 'INVOLVED',
  personId: number,
  paging: Paging,
): Promise<ApprovalShown[]> {
  const page = newestFirst(db, paging)
  if (box === 'ASKED') return (await page.where('a.asked_by', '=', personId).execute()).map(toShown)
  if (box === 'DECIDED') return (await page.where('a.decided_by', '=', personId).execute()).map(toShown)
  const rows = await page
    .where((e) => e.or([e('a.asked_by', '=', personId), e('a.decided_by', '=', personId), e('a.id', 'in', handedOnBy(db, personId))]))
    .execute()
  return rows.map(toShown)
}

export async function hasHandedOn(db: Db, id: number, personId: number): Promise<boolean> {
  return (await handedOnBy(db, personId).where('h.approval_id', '=', id).executeTakeFirst()) !== undefined
}

/** What may wait for one of these persons or posts, or for a permission: `mayDecide` has the last word. */
export type Waiting = { exceptAskedBy: number; personIds: readonly number[]; posts: readonly string[] }

export async function openApprovals(
  db: Db,
  { exceptAskedBy, personIds, posts }: Waiting,
  paging: Paging,
): Promise<(ApprovalShown & { of: Decider })[]> {
  const rows = await newestFirst(db, paging)
    .where('a.state', '=', 'ASKED')
    .where(sql<boolean>`a.asked_by is distinct from ${exceptAskedBy}`)
    .where(
      sql<boolean>`(a.decider_id = any(${sql.val([...personIds])}::bigint[]) or a.decider_post = any(${sql.val([...posts])}::text[]) or a.decider_permission is not null)`,
    )
    .execute()
  return rows.map((r) => ({ ...toShown(r), of: deciderOf(r) }))
}

/** Posts, units and today's deputies, as deciding needs them. */
export async function organisationOn(db: Db, today: Day): Promise<Organisation> {
  const posts = await readPosts(db)
  return {
    holders: posts.flatMap(({ key, holders }) => holders.map(({ personId, unitId }) => ({ post: key, personId, unitId }))),
    parentOf: new Map((await readUnits(db)).map((unit) => [unit.id, unit.parentId])),
    deputies: await readDeputies(db, { on: today }),
    today,
  }
}
