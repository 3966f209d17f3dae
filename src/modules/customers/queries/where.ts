import { type Expression, type SqlBool, sql } from 'kysely'
import { addMonths, type Day } from '../../../core/day.ts'
import { industriesBelow } from '../../../core/industries.ts'
import { type FilterColumns, filterSql } from '../../../platform/db/filter-sql.ts'
import type { Settled } from '../../../platform/filter.ts'
import { customerFilterFields } from '../contract/filter-fields.ts'
import { type CustomerField, customerFieldNames } from '../contract.ts'
import { columnOf } from '../policy/values.ts'
import { customersInScope } from '../queries.ts'

/** The condition that a customer (`c`, with its tier `t`) meets what was asked. */
export const customersMeet = (asked: Settled): Expression<SqlBool> => filterSql(customerFilterFields, columns(asked), asked.condition)

/** A code holds everything below it: C all of manufacturing, 34 also 3421. */
export function withinIndustries(codes: readonly string[]): Expression<SqlBool> {
  const prefixes = codes.flatMap((code) => (/^[A-T]$/.test(code) ? industriesBelow(code).map((d) => d.code) : [code]))
  return sql<SqlBool>`(${sql.join(
    prefixes.map((prefix) => sql`c.industry_code ^@ ${prefix}`),
    sql` or `,
  )})`
}

/** The day of a customer's last order. */
export const lastOrderOn = sql<Day | null>`(select f.last_valid_on from purchases_public_facts f where f.customer_id = c.id)`

/** Worked out by tiering or written by hand: any of these. */
export function tagged(tags: readonly string[]): Expression<SqlBool> {
  const list = sql`${sql.val([...tags])}::text[]`
  return sql<SqlBool>`(coalesce(t.tags && ${list}, false) or exists (select 1 from customer_tag g where g.customer_id = c.id and g.tag = any(${list})))`
}

const bought = (figure: string) =>
  sql<number>`coalesce((select ${sql.ref(`f.${figure}`)} from purchases_public_facts f where f.customer_id = c.id), 0)`

/** As the list shows it: the 12 months up to and with today (domain §1.10). */
const pastYear = (today: Day) =>
  sql<number>`coalesce((select sum(o.net_amount) from purchases_public_order o where o.customer_id = c.id and o.status = 'CONFIRMED'
    and o.ordered_on > ${addMonths(today, -12)}::date and o.ordered_on <= ${today}::date), 0)`

/** Something of the customer's open tasks, as far as whoever asks sees them: by the customer, or as their own. */
function openTasks({ personId, sight }: Settled, what: Expression<unknown>, which: Expression<SqlBool> = sql<SqlBool>`true`) {
  const seen = sql<SqlBool>`(${customersInScope(sight('tasks.read'), 'c')} or b.assignee_id = ${personId}::bigint)`
  return sql`(select ${what} from tasks_public_book b where b.customer_id = c.id and b.state = 'OPEN' and ${which} and ${seen})`
}

const lastContact = ({ sight }: Settled) => sql<Day>`(select l.last_contact_on from interactions_public_last l
  where l.customer_id = c.id and ${customersInScope(sight('interactions.read'), 'c')})`

/** In the zone of the company's days. */
const onDay = (column: string) => sql<Day>`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`

/** What a person enters stands in a column of the same name. */
const entered = Object.fromEntries(customerFieldNames.map((field) => [field, sql.ref(`c.${columnOf(field)}`)])) as unknown as Readonly<
  Record<CustomerField, Expression<unknown>>
>

const columns = (asked: Settled): FilterColumns<typeof customerFilterFields> => ({
  ...entered,
  customerNo: sql.ref('c.customer_no'),
  class: sql.ref('c.class'),
  macroRegion: sql.ref('c.macro_region'),
  industryCode: { any: withinIndustries, none: sql<SqlBool>`c.industry_code is null` },
  tier: sql.ref('t.tier'),
  stage: sql.ref('t.stage'),
  tierSince: sql.ref('t.since_on'),
  points: sql`(t.r + t.f + t.m)`,
  tags: {
    any: tagged,
    none: sql<SqlBool>`(coalesce(t.tags, '{}') = '{}' and not exists (select 1 from customer_tag g where g.customer_id = c.id))`,
  },
  lastOrderOn,
  firstOrderOn: sql`(select f.first_valid_on from purchases_public_facts f where f.customer_id = c.id)`,
  amount12m: pastYear(asked.today),
  netTotal: bought('net_total'),
  orders: bought('valid_orders'),
  openTasks: openTasks(asked, sql`count(*)`),
  lateTasks: openTasks(asked, sql`count(*)`, sql<SqlBool>`b.window_to < ${asked.today}::date`),
  nextTaskOn: openTasks(asked, sql`min(b.due_on)`),
  lastContactOn: lastContact(asked),
  completeness: sql`(case when c.required_fields = 0 then 10000 else c.filled_fields * 10000 / c.required_fields end)`,
  missing: {
    any: (fields) => sql<SqlBool>`c.missing_fields && ${sql.val([...fields])}::text[]`,
    none: sql<SqlBool>`c.missing_fields = '{}'`,
  },
  createdAt: onDay('c.created_at'),
  changedAt: onDay('c.changed_at'),
})
