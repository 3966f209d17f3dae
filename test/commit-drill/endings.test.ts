import { afterAll, describe, expect, test } from 'vitest'
import { addDays, type Day } from '../../src/core/day.ts'
import { assignPost, createPerson, listPosts } from '../../src/modules/organisation/contract.ts'
import { endPlans } from '../../src/modules/plans/contract.ts'
import { randomFrom } from '../kill-drill/driver.ts'
import { type TestOffice, testOffice } from '../office.ts'
import { taskTown } from '../tasks.ts'
import { attempt, type Drill, endDrill, faults, plantedJob, runTwice } from './driver.ts'

const isDeep = process.env['KEWEI_DEEP'] === '1'
const kills = isDeep ? 200 : 15
const seed = Number(process.env['KEWEI_SEED'] ?? 20261126)

const disturbed = await testOffice()
const calm = await testOffice()
afterAll(endDrill)

/** The nights before the year's plan is due and after; plans of customers are over in between. */
const nights: readonly Day[] = ['2026-11-26', '2026-12-01', '2026-12-02', '2026-12-24', '2026-12-25', '2027-01-01']

/** The same customers in both, some in tiers, some of nobody, each with the plans it may have; and who sees to the plan of a year. */
async function settle(office: TestOffice): Promise<void> {
  const town = await taskTown(office)
  const ji = await office.call(createPerson, { login: 'ji', name: 'ji', roles: ['care_manager'], unitId: null })
  const { version = 1 } = (await office.call(listPosts, {})).posts.find((p) => p.key === 'PROGRAMME_LEAD') ?? {}
  await office.call(assignPost, { key: 'PROGRAMME_LEAD', version, holders: [{ personId: ji.id, unitId: null }] })
  await office.sql("insert into care_start (live_on) values ('2026-01-01')")
  const owners = [town.shen.id, town.far.id, null]
  await office.sql(
    `insert into customer (customer_no, name, name_key, name_identity, class, owner_id, unit_id, created_at, changed_at)
     select 'D' || i, 'D' || i, 'D' || i, 'D' || i, 'GENERAL', ($1::bigint[])[1 + i % 3], $2, now(), now() from generate_series(1, 240) i`,
    [owners, town.east.id],
  )
  await office.sql(
    `insert into customer_tier (customer_id, tier, stage, r, f, m, band, resolved_by, tier_rfm, tier_spend_tenure, tags, verdict, policy_version, since_on)
     select id, t, 'MATURE', 5, 3, 3, 'UPPER', 'SEG-09', t, t, '{}', 0, 1, '2026-01-01'
     from (select id, (array['CORE', 'POTENTIAL', 'GENERAL'])[1 + id % 3] as t from customer where customer_no like 'D%' and id % 7 <> 0) c`,
  )
  await office.sql(
    `insert into customer_plan (kind, customer_id, title, goal, from_on, until_on, measures, actions, state, tier_before, created_at, changed_at)
     select k, id, '扩大份额', case when k = 'UPLIFT' then 'CORE' end, '2026-01-01', date '2026-11-20' + (id * 7 % 50)::int, '[]', '[]', 'ACTIVE',
       'POTENTIAL', now(), now()
     from customer, unnest(array['UPLIFT', 'PERSONAL']) k where customer_no like 'D%' order by id, k`,
  )
}
await settle(disturbed)
await settle(calm)

/** Puts a night's job in line, in small chunks. */
async function start(office: TestOffice, on: Day): Promise<number> {
  office.now = new Date(`${on}T00:30:00Z`)
  const { jobId } = await office.call(endPlans, {})
  await office.sql(`update job set input = '{"chunk":12}' where id = $1`, [jobId])
  return jobId
}

/** Every plan as it ended, every event of it, and who was told, by names that do not depend on the order of writing. */
async function traces(office: TestOffice): Promise<string[]> {
  const rows = await office.sql<{ line: string }>(
    `select concat_ws(' ', 'plan', c.customer_no, p.kind, p.state, p.result, p.tier_after, p.ended_on, p.version) as line
       from customer_plan p join customer c on c.id = p.customer_id
     union all select concat_ws(' ', 'event', c.customer_no, p.kind, e.name, e.rule_id)
       from event e join customer_plan p on p.id = e.subject_id and e.subject_kind = 'plan' join customer c on c.id = p.customer_id
     union all select concat_ws(' ', 'notice', w.login, n.kind, c.customer_no, p.kind, n.step, n.facts, n.told_on)
       from notice n join person w on w.id = n.person_id left join customer_plan p on n.subject_kind = 'PLAN' and p.id = n.subject_id
       left join customer c on c.id = p.customer_id
     order by 1`,
  )
  return rows.map((r) => r.line)
}

test(`CARE-24 CARE-25 endings of plans killed ${kills} times and run twice at once come to those of one clean run`, {
  timeout: isDeep ? 1_800_000 : 600_000,
}, async () => {
  const drill: Drill = { office: disturbed, random: randomFrom(seed), program: 'JOB' }
  const share = Math.ceil(kills / nights.length)
  let killed = 0
  for (let round = 0; killed < kills || round < nights.length; round++) {
    const on = nights[round] ?? addDays('2027-01-02', round - nights.length)
    const [first, second] = [await start(disturbed, on), await start(disturbed, on)]
    killed += await runTwice({ drill, first, second, most: Math.min(share, kills - killed) })
    await calm.runJob(await start(calm, on))
  }
  expect(killed).toBe(kills)
  expect(await disturbed.sql("select 1 from job where state <> 'DONE'")).toEqual([])
  const clean = await traces(calm)
  const has = (part: string) => clean.filter((line) => line.includes(part)).length
  expect(Math.min(has(' ENDED '), has('event '), has(' PLAN_ENDED '))).toBeGreaterThan(200)
  expect(Math.min(has(' PLAN_DUE '), has(' PLAN_LATE '))).toBeGreaterThan(0)
  expect(faults(clean, await traces(disturbed))).toEqual({ lost: [], doubled: [] })
})

describe('the same drill catches an ending', () => {
  test('that tells of it in another transaction: people are never told', { timeout: 300_000 }, async () => {
    const anew = async () => {
      await disturbed.sql('delete from notice')
      await disturbed.sql("update customer_plan set state = 'ACTIVE', ended_on = null, result = null, tier_after = null")
    }
    const drill: Drill = { office: disturbed, random: randomFrom(seed), program: 'ENDED_APART' }
    await anew()
    await attempt(drill, await plantedJob(disturbed), false)
    const clean = await traces(disturbed)
    await anew()
    const id = await plantedJob(disturbed)
    for (let kill = 0; kill < 6; kill++) await attempt(drill, id, true)
    await attempt(drill, id, false)
    const { lost, doubled } = faults(clean, await traces(disturbed))
    expect(lost.length).toBeGreaterThan(0)
    expect(doubled).toEqual([])
  })
})
