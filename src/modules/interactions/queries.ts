import { sql } from 'kysely'
import { endOfDay, startOfDay } from '../../core/instant.ts'
import { decodeCursor, type Page, toPage } from '../../core/page.ts'
import { found, invalidField } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { filtered } from '../customers/queries/rows.ts'
import { customersInScope, requireInScope } from '../customers/queries.ts'
import { type Channel, channels, type Interaction, type InteractionFilter, type LastContact, type VisitRecord } from './contract.ts'

const zone = 'Asia/Shanghai'

const shown = (db: Db, scope: Scope) =>
  db
    .selectFrom('interaction as i')
    .innerJoin('customers_public_name as c', 'c.id', 'i.customer_id')
    .leftJoin('organisation_public_person as p', 'p.id', 'i.person_id')
    .leftJoin('customers_public_contact as k', 'k.id', 'i.contact_id')
    .select([
      ...(['i.id', 'i.customer_id', 'c.customer_no', 'c.name as customer_name', 'i.channel', 'i.direction'] as const),
      ...(['i.happened_at', 'i.happened_on', 'i.person_id', 'p.name as person_name', 'i.contact_id', 'k.name as contact_name'] as const),
      ...(['i.text', 'i.needs', 'i.worries'] as const),
      ...(['i.visit_plan', 'i.visit_place', 'i.visit_operation', 'i.visit_feedback', 'i.visit_answers'] as const),
      ...(['i.logged_by', 'i.logged_by_name', 'i.logged_at', 'i.pinned_at', 'i.version'] as const),
    ])
    .where(customersInScope(scope, 'c'))

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

/** The database checks the same list, so anything else is a fault. */
function channelOf(code: string): Channel {
  const known = channels.find((c) => c === code)
  if (known === undefined) throw new Error(`unknown channel ${code}`)
  return known
}

const ref = (id: number | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })

const visitOf = (r: Row): VisitRecord | null =>
  r.channel === 'VISIT'
    ? { plan: r.visit_plan, place: r.visit_place, operation: r.visit_operation, feedback: r.visit_feedback, answers: r.visit_answers }
    : null

const toInteraction = (r: Row): Interaction => ({
  id: r.id,
  customerId: r.customer_id,
  customerNo: r.customer_no,
  customerName: r.customer_name,
  channel: channelOf(r.channel),
  direction: r.direction === 'IN' ? 'IN' : 'OUT',
  happenedAt: r.happened_at,
  happenedOn: r.happened_on,
  person: ref(r.person_id, r.person_name),
  contact: ref(r.contact_id, r.contact_name),
  text: r.text,
  needs: r.needs,
  worries: r.worries,
  visit: visitOf(r),
  loggedById: r.logged_by,
  loggedByName: r.logged_by_name,
  loggedAt: r.logged_at,
  pinned: r.pinned_at !== null,
  version: r.version,
})

/** Contacts with customers in scope, newest first, a page by key. */
export async function listInteractions(
  db: Db,
  scope: Scope,
  { customerId, personId, channel, pinned, q, from, until }: InteractionFilter,
  page: { after?: string | undefined; limit: number },
): Promise<Page<Interaction>> {
  if (customerId !== undefined) await requireInScope(db, scope, customerId)
  let query = shown(db, scope)
  if (customerId !== undefined) query = query.where('i.customer_id', '=', customerId)
  if (personId !== undefined) query = query.where('i.person_id', '=', personId)
  if (channel !== undefined) query = query.where('i.channel', '=', channel)
  if (pinned !== undefined) query = query.where('i.pinned_at', pinned ? 'is not' : 'is', null)
  if (q !== undefined) query = query.where('i.customer_id', 'in', filtered(db, scope, { q }).select('c.id'))
  if (from !== undefined) query = query.where('i.happened_at', '>=', startOfDay(from, zone))
  if (until !== undefined) query = query.where('i.happened_at', '<', endOfDay(until, zone))
  if (page.after !== undefined) {
    const { at, id } = placeOf(page.after)
    query = query.where(sql<boolean>`(i.happened_at, i.id) < (${at}::timestamptz, ${id}::bigint)`)
  }
  const rows = await query
    .orderBy('i.happened_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(rows.map(toInteraction), page.limit, (i) => [i.happenedAt.toISOString(), i.id])
}

function placeOf(cursor: string): { at: Date; id: number } {
  const key = decodeCursor(cursor, 2)
  const [at, id] = [new Date(String(key?.[0])), Number(key?.[1])]
  if (!key || Number.isNaN(at.getTime()) || !Number.isSafeInteger(id)) throw invalidField('after', 'bad-cursor')
  return { at, id }
}

/** One contact with a customer in scope; one out of sight and one that is missing are the same answer. */
export async function readInteraction(db: Db, scope: Scope, id: number): Promise<Interaction> {
  return toInteraction(found(await shown(db, scope).where('i.id', '=', id).executeTakeFirst(), 'interaction'))
}

export async function lastContactOf(db: Db, scope: Scope, customerId: number): Promise<LastContact> {
  await requireInScope(db, scope, customerId)
  const row = await db.selectFrom('interactions_public_last').selectAll().where('customer_id', '=', customerId).executeTakeFirst()
  return { lastContactOn: row?.last_contact_on ?? null, lastVisitOn: row?.last_visit_on ?? null }
}

/** How many records of a customer stand over its timeline. */
export async function countPinned(db: Db, customerId: number): Promise<number> {
  const { count } = await db
    .selectFrom('interaction')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('customer_id', '=', customerId)
    .where('pinned_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Whether this is a person at this customer. */
export async function isContactOf(db: Db, customerId: number, contactId: number): Promise<boolean> {
  const row = await db
    .selectFrom('customers_public_contact')
    .select('id')
    .where('id', '=', contactId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return row !== undefined
}
