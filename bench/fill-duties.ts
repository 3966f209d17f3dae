import { createPerson, createUnit } from '../src/modules/organisation/contract.ts'
import type { Stage } from './stage.ts'

/** People who have customers, spread over units of ten. */
async function fillPeople(stage: Stage, people: number): Promise<void> {
  for (let i = 0; i < people; i++) {
    const unit = i % 10 === 0 ? await stage.call(createUnit.name, { name: `Unit ${i / 10}`, parentId: null, kind: 'TEAM' }) : undefined
    const unitId = unit ? (unit as { id: number }).id : await lastUnit(stage)
    await stage.call(createPerson.name, { login: `p${i}`, name: `Person ${i}`, roles: [], unitId })
  }
}

const lastUnit = async (stage: Stage): Promise<number> => (await stage.sql<{ id: number }>('select max(id) as id from unit'))[0]?.id ?? 0

/** A book with tiers and orders' days but without the orders: all that planning reads. Every customer has an owner. */
export async function fillBook(stage: Stage, customers: number, people: number): Promise<void> {
  await fillPeople(stage, people)
  await stage.sql(
    `insert into customer (customer_no, name, name_key, name_identity, class, owner_id, unit_id, created_at, changed_at)
     select 'C' || lpad(i::text, 8, '0'), 'Customer ' || i, 'CUSTOMER ' || i, 'customer' || i, case when i % 50 = 0 then 'KEY' else 'GENERAL' end,
       p.id, p.unit_id, now(), now()
     from generate_series(1, $1::int) i join (select id, unit_id, row_number() over (order by id) - 1 as n from person where login like 'p%') p
       on p.n = i % $2::int`,
    [customers, people],
  )
  await stage.sql(`insert into purchase_facts (customer_id, ledger, first_valid_on, last_valid_on, valid_orders, order_days, net_total)
    select id, '', current_date - 400 - (id * 7919 % 1000)::int, current_date - (id % 300)::int, 20, 20, 100000000 from customer`)
  await stage.sql(`insert into customer_tier (customer_id, tier, stage, r, f, m, band, resolved_by, tier_rfm, tier_spend_tenure, tags, verdict, policy_version, since_on)
    select id, (array['CORE','POTENTIAL','GENERAL','GENERAL','GENERAL','GENERAL','CHURN_RISK','CHURN_RISK','POTENTIAL','GENERAL'])[1 + mod(abs(hashint8(id)), 10)],
      'MATURE', 3, 3, 3, 'UPPER', 'SOURCE', 'CORE', 'NEW', array['TENURE_OLD','FREQ_MID','VALUE_LOW','ACTIVE'], 0, 1, current_date - 300 from customer`)
  await stage.sql(`insert into tier_history (customer_id, on_day, tier_before, tier, stage, r, f, m, resolved_by, tier_spend_tenure, tags, rule_id,
      policy_version, orders_90d, amount_12m, run_id)
    select customer_id, since_on, null, tier, stage, 3, 3, 3, 'SOURCE', 'NEW', tags, 'SEG-01', 1, 3, 100, 1 from customer_tier order by customer_id`)
  await stage.sql('vacuum analyze')
  await stage.sql('checkpoint')
}

/** The duties planned so far once more as periods before: nine in ten done, most in time; so often that there are `count` in all. */
export async function fillPast(stage: Stage, count: number): Promise<void> {
  const [{ planned } = { planned: 1 }] = await stage.sql<{ planned: number }>('select count(*)::int as planned from task')
  for (let k = 1; k * planned < count; k++) {
    await stage.sql(
      `insert into task (origin, kind, customer_id, rule_id, period, policy_version, basis, facts, due_on, window_from, window_to, state, counted,
         assignee_id, unit_id, tier, class, done_on, done_by, created_at, changed_at)
       select origin, kind, customer_id, rule_id, period || '-' || $1::int, policy_version, basis, facts, due_on - 97 * $1::int,
         window_from - 97 * $1::int, window_to - 97 * $1::int, case when id % 10 = 0 then 'OPEN' else 'DONE' end, counted, assignee_id, unit_id, tier,
         class, case when id % 10 = 0 then null else due_on - 97 * $1::int + (id % 12)::int end, assignee_id, created_at, changed_at
       from task where period not like '%-%-%-%' limit $2::int`,
      [k, count - k * planned],
    )
  }
  await stage.sql('delete from duty_tally')
  await stage.sql(`insert into duty_tally select rule_id, window_to, coalesce(unit_id, 0), coalesce(assignee_id, 0), coalesce(tier, ''), coalesce(class, ''),
      case when state = 'OPEN' then 'OPEN' when done_on > window_to then 'LATE' else 'ON_TIME' end, count(*) from task group by 1, 2, 3, 4, 5, 6, 7`)
  await stage.sql('delete from duty_total')
  await stage.sql('insert into duty_total select rule_id, window_to, standing, sum(n) from duty_tally group by 1, 2, 3')
  await stage.sql('delete from duty_load')
  await stage.sql("insert into duty_load select assignee_id, sum(n) from duty_tally where standing = 'OPEN' and assignee_id > 0 group by 1")
  await stage.sql('vacuum analyze')
  await stage.sql('checkpoint')
}
