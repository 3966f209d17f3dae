import { beforeEach, describe, expect, test } from 'vitest'
import { listNotices, readNotice } from '../src/modules/notifications/contract.ts'
import * as contract from '../src/modules/plans/contract.ts'
import { nightlyEndings } from '../src/modules/plans/jobs.ts'
import { retryJob } from '../src/platform/office/contract.ts'
import { systemCaller } from '../src/platform/system-caller.ts'
import { testOffice } from './office.ts'
import { customerIn, planUntil, standIn } from './plans.ts'
import { refusal, taskTown } from './tasks.ts'

const office = await testOffice()
const bare = await refusal(office.call(contract.endPlans, {}))
const town = await taskTown(office)
const { shen, far, east, west, haitang, baichuan, yunlu } = town

beforeEach(async () => {
  await office.sql('delete from notice')
  await office.sql('delete from customer_plan')
  for (const { id } of [haitang, baichuan, yunlu]) await standIn(office, id, 'POTENTIAL')
})

type Row = {
  id: number
  state: string
  result: string | null
  tier_before: string | null
  tier_after: string | null
  ended_on: string | null
}
const plans = () => office.sql<Row>('select id::int, state, result, tier_before, tier_after, ended_on::text from customer_plan order by id')
const told = () =>
  office.sql<{ login: string; plan: number; facts: string }>(
    `select p.login, n.subject_id::int as plan, n.facts from notice n join person p on p.id = n.person_id where n.kind = 'PLAN_ENDED' and n.subject_kind = 'PLAN' order by n.subject_id, p.login`,
  )

async function night(): Promise<number> {
  const { jobId } = await office.call(contract.endPlans, {})
  await office.runJob(jobId)
  return jobId
}
const stateOf = async (jobId: number) => (await office.sql<{ state: string }>('select state from job where id = $1', [jobId]))[0]?.state

describe('CARE-24 the end of a plan', () => {
  test('holds the tier the customer stands in against the goal, keeps both tiers, and tells whoever looks after it', async () => {
    const reached = await planUntil(office, { customerId: haitang.id, kind: 'UPLIFT', until: '2026-11-21' })
    const missed = await planUntil(office, { customerId: yunlu.id, kind: 'UPLIFT', until: '2026-11-20' })
    const without = await planUntil(office, { customerId: yunlu.id, kind: 'PERSONAL', until: '2026-11-21' })
    const aimed = await planUntil(office, { customerId: haitang.id, kind: 'PERSONAL', goal: 'GENERAL', until: '2026-11-21' })
    const running = await planUntil(office, { customerId: baichuan.id, kind: 'UPLIFT', until: '2026-11-22' })
    await standIn(office, haitang.id, 'CORE')
    expect(await stateOf(await night())).toBe('DONE')
    const before = { tier_before: 'POTENTIAL', ended_on: '2026-11-22', state: 'ENDED' }
    expect(await plans()).toEqual([
      { ...before, id: reached, result: 'REACHED', tier_after: 'CORE' },
      { ...before, id: missed, result: 'MISSED', tier_after: 'POTENTIAL' },
      { ...before, id: without, result: null, tier_after: 'POTENTIAL' },
      { ...before, id: aimed, result: 'REACHED', tier_after: 'CORE' },
      { id: running, state: 'ACTIVE', result: null, tier_before: 'POTENTIAL', tier_after: null, ended_on: null },
    ])
    expect((await told()).map(({ login, plan, facts }) => [login, plan, JSON.parse(facts).result])).toEqual([
      ['shen', reached, 'REACHED'],
      ['far', missed, 'MISSED'],
      ['far', without, null],
      ['shen', aimed, 'REACHED'],
    ])
    const [event] = await office.sql(
      "select rule_id, policy_version, actor_kind from event where name = 'plan.ended' and subject_id = $1",
      [reached],
    )
    expect(event).toEqual({ rule_id: 'CARE-24', policy_version: 1, actor_kind: 'OPERATOR' })
    const asShen = await town.as('shen')
    const [notice] = (await office.call(listNotices, {}, asShen)).rows
    expect(notice).toMatchObject({ kind: 'PLAN_ENDED', subjectKind: 'PLAN', ruleId: 'CARE-24', over: false })
    expect((await office.call(readNotice, { id: notice?.id ?? 0 }, asShen)).rule?.title).toBe('向高价值转型')
    expect(await office.call(contract.listPlans, { result: 'MISSED' }, await town.as('far'))).toMatchObject({ rows: [{ id: missed }] })
  })

  test('a customer without a tier, or whom nobody looks after, ends as well', async () => {
    const lone = await customerIn(office, { name: '无主商贸', tier: 'POTENTIAL', owner: shen, unit: east })
    const id = await planUntil(office, { customerId: lone, kind: 'UPLIFT', until: '2026-11-21' })
    await office.sql('update customer set owner_id = null where id = $1', [lone])
    await standIn(office, lone, undefined)
    await night()
    expect((await plans()).find((p) => p.id === id)).toMatchObject({ result: 'MISSED', tier_after: null })
    expect(await told()).toEqual([])
  })

  test('before the first policy nothing ends', () => expect(bare).toBe('refused no-policy-yet'))
})

describe('CARE-24 run twice, at once or broken off', () => {
  const many = 23
  const customers: number[] = []

  async function laid(): Promise<void> {
    for (let i = customers.length; i < many; i++)
      customers.push(await customerIn(office, { name: `丙${i}电器`, owner: i % 2 ? shen : far, unit: i % 2 ? east : west }))
    for (const [i, customerId] of customers.entries()) {
      await standIn(office, customerId, 'POTENTIAL')
      await planUntil(office, { customerId, kind: 'UPLIFT', until: i % 3 === 0 ? '2026-11-20' : '2026-11-21' })
      await standIn(office, customerId, i % 4 === 0 ? 'CORE' : 'POTENTIAL')
    }
  }
  const outcome = async () => ({
    plans: (await plans()).map(({ id: _, ...plan }) => plan),
    told: (await told()).map(({ login, facts }) => [login, JSON.parse(facts).result]).sort(),
    events: (
      await office.sql("select count(*)::int as n from event e join customer_plan p on p.id = e.subject_id where e.name = 'plan.ended'")
    )[0],
  })

  /** A job over some plans at a time. */
  async function jobOf(chunk: number): Promise<number> {
    const { jobId } = await office.call(contract.endPlans, {})
    await office.sql('update job set input = $2 where id = $1', [jobId, JSON.stringify({ chunk })])
    return jobId
  }

  test('it comes to the same', async () => {
    await laid()
    await night()
    const once = await outcome()
    expect([once.plans.length, once.told.length, once.events]).toEqual([many, many, { n: many }])
    await night()
    expect(await outcome()).toEqual(once)

    await office.sql('delete from notice')
    await office.sql('delete from customer_plan')
    await laid()
    await Promise.all([jobOf(4), jobOf(5), jobOf(30)].map(async (job) => office.runJob(await job)))
    expect(await outcome()).toEqual(once)

    await office.sql('delete from notice')
    await office.sql('delete from customer_plan')
    await laid()
    const [broken] = (await plans()).slice(-3)
    await office.sql(`alter table customer_plan add constraint broken check (id <> ${broken?.id ?? 0} or state = 'ACTIVE')`)
    const jobId = await jobOf(5)
    await office.runJob(jobId).catch(() => undefined)
    const half = (await plans()).filter(({ state }) => state === 'ENDED').length
    expect([half > 0, half < many, (await told()).length === half, await stateOf(jobId)]).toEqual([true, true, true, 'FAILED'])
    await office.sql('alter table customer_plan drop constraint broken')
    await office.call(retryJob, { id: jobId })
    await office.runJob(jobId)
    expect(await stateOf(jobId)).toBe('DONE')
    expect(await outcome()).toEqual(once)
  })

  test('the night’s task puts it in line by itself', async () => {
    const context = {
      company: office.company,
      house: office.house,
      log: office.log,
      now: office.now,
      system: systemCaller(office.now, 'nightly'),
    }
    const jobs = async () => Number((await office.sql<{ n: string }>("select count(*) as n from job where kind = 'plans.end'"))[0]?.n)
    const before = await jobs()
    await nightlyEndings.run(context, {})
    expect(await jobs()).toBe(before + 1)
  })
})
