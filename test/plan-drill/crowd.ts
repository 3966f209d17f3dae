import { startPlan } from '../../src/modules/care/contract.ts'
import { createPerson } from '../../src/modules/organisation/contract.ts'
import { packSource } from '../../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../../src/modules/policies/contract.ts'
import { startRun } from '../../src/modules/tiering/contract.ts'
import type { TestOffice } from '../office.ts'
import { resultOf } from './traces.ts'

/** Every so many customers one bought something, all over the book: it may be long and yet owe little. */
const buyer = 5

/** A book of customers of whom some bought over two years, and some of those are key customers; three people share their visits. Judged, nothing planned yet. */
export async function crowd(office: TestOffice, customers: number): Promise<void> {
  const source = packSource('rfm-lifecycle').replaceAll('assignee: CARE_SPECIALIST', 'assignee: CARE_SPECIALIST\n      pool: true')
  await office.call(publishPolicy, { source, effectiveOn: '2025-01-01' })
  for (const login of ['qian', 'sun', 'li']) await office.call(createPerson, { login, name: login, roles: ['care_specialist'] })
  await office.sql(
    `insert into customer (customer_no, name, name_key, name_identity, class, created_at, changed_at)
     select 'R' || lpad(n::text, 6, '0'), '第' || n || '号公司', n::text, n::text, case when n % $3 = 0 and n % 9 = 0 then 'KEY' else 'GENERAL' end, $2, $2
     from generate_series(1, $1) n`,
    [customers, office.now, buyer],
  )
  await office.sql(
    `insert into purchase_facts (customer_id, ledger, first_valid_on, last_valid_on, valid_orders, order_days, net_total)
     select id, string_agg(int4send(day) || int4send(1) || int8send(net), ''::bytea order by day), date '1970-01-01' + min(day), date '1970-01-01' + max(day),
       count(*), count(*), sum(net)::bigint
     from (select c.id, $1::date - date '1970-01-01' - (c.id % 300)::int - k * (20 + c.id % 50)::int as day, (1 + c.id % 37) * 500000 as net
       from customer c, generate_series(0, 3 + (c.id % 12)::int) k where substr(c.customer_no, 2)::int % $2 = 0) o group by id`,
    [today(office), buyer],
  )
  await office.runJob((await office.call(startRun, {})).jobId)
}

const today = (office: TestOffice): string => office.now.toISOString().slice(0, 10)

/** A month later a third of the book has news: another class, or tasks that were done or waived. */
export async function monthLater(office: TestOffice, round: number): Promise<void> {
  office.now = new Date(office.now.getTime() + 31 * 86_400_000)
  await office.sql(
    `update customer set class = case class when 'KEY' then 'GENERAL' else 'KEY' end
     where (id / 7) % 20 = $1 % 20 and id in (select customer_id from purchase_facts)`,
    [round],
  )
  await office.runJob((await office.call(startRun, { incremental: true })).jobId)
  await office.sql(
    `update task t set state = case when luck = 0 then 'WAIVED' else 'DONE' end, done_on = case when luck = 0 then null else due_on end, changed_at = $3
     from (select id, abs(hashtext(concat_ws(' ', customer_id, rule_id, period))) % 3 as luck from task) l
     where l.id = t.id and state = 'OPEN' and due_on < $2::date and customer_id % 3 = $1`,
    [round % 3, today(office), office.now],
  )
  await office.sql(
    "insert into customer_touched select 'care', id from customer where id % 3 = $1 or (id / 7) % 20 = $2 on conflict do nothing",
    [round % 3, round % 20],
  )
  await retally(office)
}

/** The tallies after tasks were changed behind planning's back. */
async function retally(office: TestOffice): Promise<void> {
  await office.sql('truncate duty_tally, duty_total, duty_load')
  await office.sql(
    `insert into duty_tally (rule_id, window_to, unit_id, assignee_id, tier, class, standing, n)
     select rule_id, window_to, coalesce(unit_id, 0), coalesce(assignee_id, 0), coalesce(tier, ''), coalesce(class, ''),
       case when state = 'DONE' and done_on <= window_to then 'ON_TIME' when state = 'DONE' then 'LATE' when state = 'ENDED' then 'NOT_APPLICABLE' else state end,
       count(*) from task where rule_id is not null and coalesce(ended_reason, '') <> 'RESCHEDULED' group by 1, 2, 3, 4, 5, 6, 7`,
  )
  await office.sql('insert into duty_total select rule_id, window_to, standing, sum(n) from duty_tally group by 1, 2, 3')
  await office.sql(
    "insert into duty_load select assignee_id, count(*) from task where state = 'OPEN' and rule_id is not null and assignee_id is not null group by 1",
  )
}

export const begin = async (office: TestOffice, input: { incremental?: boolean } = {}): Promise<number> =>
  (await office.call(startPlan, input)).jobId

export async function planned(office: TestOffice, input: { incremental?: boolean } = {}) {
  const jobId = await begin(office, input)
  await office.runJob(jobId)
  return resultOf(office, jobId)
}
