import { type RawBuilder, sql } from 'kysely'
import { decodeCursor, type Page, toPage } from '../../core/page.ts'
import { found, invalidField } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { mostCounted, type Notice, noticeKinds, type SubjectKind, subjectKinds } from './contract.ts'
import type { Grant } from './policy.ts'

/** Whose notices, and what of the book they may see: customers as far as a scope goes (null: none), tasks that are given to them. */
export type Reader = { personId: number; customers: Scope | null; ownTasks: boolean }

/** That the customer of a notice is still in the reader's sight, or the task it is about still theirs to do. */
function itemSeen({ customers, ownTasks }: Reader, alias: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const within =
    customers === null
      ? sql<boolean>`false`
      : customers.all
        ? sql<boolean>`true`
        : sql<boolean>`exists (select 1 from customers_public_name c where c.id = ${column('customer_id')}
            and (c.owner_id = any(${sql.val([...customers.ownerIds])}::bigint[]) or c.unit_id = any(${sql.val([...customers.unitIds])}::bigint[])))`
  const theirs = ownTasks
    ? sql<boolean>`(${column('subject_kind')} = 'TASK' and exists (select 1 from tasks_public_holder h
        where h.id = ${column('subject_id')} and h.assignee_id = ${column('person_id')}))`
    : sql<boolean>`false`
  return sql<boolean>`(${column('customer_id')} is null or ${within} or ${theirs})`
}

/** That what a notice is about waits no longer. */
const itemOver = (alias: string): RawBuilder<boolean> => sql<boolean>`(case ${sql.ref(`${alias}.subject_kind`)}
  when 'TASK' then not exists (select 1 from tasks_public_holder h where h.id = ${sql.ref(`${alias}.subject_id`)} and h.state = 'OPEN'
    and (${sql.ref(`${alias}.kind`)} <> 'NOTICE_DUE' or h.told_on is null))
  when 'APPROVAL' then not exists (select 1 from approvals_public_state a where a.id = ${sql.ref(`${alias}.subject_id`)} and a.state = 'ASKED')
  else false end)`

const behind = (condition: RawBuilder<boolean>) => sql<boolean>`exists (select 1 from notice i where i.digest_id = n.id and ${condition})`

/** What stands for others is seen while one of them is, and over once all of them are. */
const isSeen = (reader: Reader) =>
  sql<boolean>`(case n.subject_kind when 'DAY' then ${behind(itemSeen(reader, 'i'))} else ${itemSeen(reader, 'n')} end)`
const waits = (reader: Reader) =>
  sql<boolean>`(case n.subject_kind when 'DAY' then ${behind(sql<boolean>`(not ${itemOver('i')} and ${itemSeen(reader, 'i')})`)}
    else (not ${itemOver('n')} and ${itemSeen(reader, 'n')}) end)`

const countBehind = (reader: Reader) =>
  sql<
    number | null
  >`case n.subject_kind when 'DAY' then (select count(*)::int from notice i where i.digest_id = n.id and ${itemSeen(reader, 'i')}) end`

const ownNotices = (db: Db, reader: Reader) => db.selectFrom('notice as n').where('n.person_id', '=', reader.personId)

const shown = (db: Db, reader: Reader) =>
  ownNotices(db, reader)
    .leftJoin('customers_public_name as c', 'c.id', 'n.customer_id')
    .select(['n.id', 'n.kind', 'n.subject_kind', 'n.subject_id', 'n.step', 'n.rule_id', 'n.policy_version', 'n.facts', 'n.told_on'])
    .select(['n.created_at', 'n.read_at', 'c.id as customer_id', 'c.name as customer_name', 'c.customer_no'])
    .select([sql<boolean>`not ${waits(reader)}`.as('over'), countBehind(reader).as('count')])
    .where(isSeen(reader))

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

const toNotice = (r: Row): Notice => ({
  id: r.id,
  kind: oneOf(noticeKinds, r.kind),
  subjectKind: oneOf(subjectKinds, r.subject_kind),
  subjectId: r.subject_id,
  step: r.step,
  customer: r.customer_id === null ? null : { id: r.customer_id, name: r.customer_name ?? '', customerNo: r.customer_no ?? '' },
  ruleId: r.rule_id,
  policyVersion: r.policy_version,
  facts: JSON.parse(r.facts) as Notice['facts'],
  toldOn: r.told_on,
  createdAt: r.created_at,
  readAt: r.read_at,
  over: r.over,
  count: r.count,
})

/** Only `notify` writes codes, and it writes these: anything else is a fault. */
function oneOf<T extends string>(codes: readonly T[], code: string): T {
  const known = codes.find((c) => c === code)
  if (known === undefined) throw new Error(`unknown code ${code}`)
  return known
}

export type NoticePage = {
  after?: string | undefined
  limit: number
  order: 'NEWEST' | 'UNREAD_FIRST'
  unread: boolean
  within?: number | undefined
}

const isRead = sql<number>`(case when n.read_at is null then 0 else 1 end)`

/** A page of what a person was told: what stands for itself, or what stands behind one notice. */
export async function listNotices(db: Db, reader: Reader, { after, limit, order, unread, within }: NoticePage): Promise<Page<Notice>> {
  const unreadFirst = order === 'UNREAD_FIRST'
  let page = shown(db, reader).select(isRead.as('is_read'))
  page = within === undefined ? page.where('n.digest_id', 'is', null) : page.where('n.digest_id', '=', within)
  if (unread) page = page.where('n.read_at', 'is', null).where(waits(reader))
  if (after !== undefined) {
    const [read, id] = decodeCursor(after, 2) ?? []
    if (!Number.isSafeInteger(read) || !Number.isSafeInteger(id)) throw invalidField('after', 'bad-cursor')
    const below = sql<boolean>`n.id < ${Number(id)}::bigint`
    page = page.where(
      unreadFirst ? sql<boolean>`(${isRead} > ${Number(read)}::int or (${isRead} = ${Number(read)}::int and ${below}))` : below,
    )
  }
  if (unreadFirst) page = page.orderBy(isRead)
  const rows = await page
    .orderBy('n.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { rows: fetched, next } = toPage(rows, limit, (r) => [r.is_read, r.id])
  return { rows: fetched.map(toNotice), next }
}

export async function readNotice(db: Db, reader: Reader, id: number): Promise<Notice> {
  return toNotice(found(await shown(db, reader).where('n.id', '=', id).executeTakeFirst(), 'notice'))
}

/** How many unread notices that stand for themselves wait for a person. */
export async function countUnread(db: Db, reader: Reader): Promise<number> {
  const some = ownNotices(db, reader)
    .select('n.id')
    .where('n.read_at', 'is', null)
    .where('n.digest_id', 'is', null)
    .where(waits(reader))
    .limit(mostCounted)
    .as('u')
  const { n } = await db
    .selectFrom(some)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

/** Which steps of these kinds were told to anybody about each of these. */
export async function stepsTold(
  db: Db,
  subjectKind: SubjectKind,
  kinds: readonly string[],
  ids: readonly number[],
): Promise<Map<number, string[]>> {
  const rows = await db
    .selectFrom('notice')
    .select(['subject_id', 'step'])
    .distinct()
    .where('subject_kind', '=', subjectKind)
    .where('kind', '=', sql<string>`any(${sql.val([...kinds])}::text[])`)
    .where('subject_id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .execute()
  return new Map([...Map.groupBy(rows, (r) => r.subject_id)].map(([id, some]) => [id, some.map((r) => r.step)]))
}

/** What the roles of active people give them. */
export const readGrants = (db: Db): Promise<Grant[]> =>
  db
    .selectFrom('organisation_public_grant')
    .select(['person_id as personId', 'unit_id as unitId', 'permissions', 'scope'])
    .orderBy('person_id')
    .orderBy('role_key')
    .execute()
