import { expect, test } from 'vitest'
import * as annual from '../src/modules/plans/contract/annual.ts'
import { endPlans, listPlans } from '../src/modules/plans/contract.ts'
import { resultOf } from '../src/modules/plans/policy/plan.ts'
import { DEFAULT_TIERS } from '../src/modules/tiering/policy/section.ts'
import { sampleOffice } from './world.ts'

const { office, as } = await sampleOffice()

type Row = {
  kind: string
  state: string
  goal: string | null
  tier_before: string | null
  tier_after: string | null
  result: string | null
}
const plans = () => office.sql<Row>('select kind, state, goal, tier_before, tier_after, result from customer_plan order by id')

test('CARE-18, CARE-20, CARE-24 the sample has a few dozen plans; those that are over were held against where the customer stood', async () => {
  const rows = await plans()
  const many = (kind: string, state: string) => rows.filter((p) => p.kind === kind && p.state === state).length
  expect(Math.min(many('PERSONAL', 'ACTIVE'), many('UPLIFT', 'ACTIVE'))).toBeGreaterThan(12)
  const over = rows.filter(({ state }) => state === 'ENDED')
  expect(over.map(({ goal, tier_after }) => resultOf(goal, tier_after, DEFAULT_TIERS))).toEqual(over.map(({ result }) => result))
  for (const result of ['REACHED', 'MISSED', null])
    expect(over.filter((p) => p.result === result).length, String(result)).toBeGreaterThan(1)
  const [apart] = await office.sql<Record<string, number>>(
    `select (select count(*) from customer_plan p left join event e on e.subject_kind = 'plan' and e.subject_id = p.id and e.name = 'plan.created'
         and e.actor_id = p.created_by where e.id is null)::int as unwritten,
       (select count(*) from customer_plan p join customer c on c.id = p.customer_id where p.created_by <> c.owner_id)::int as strangers,
       (select count(*) from customer_plan p where p.state = 'ENDED' and not exists (select 1 from tier_history h where h.customer_id = p.customer_id
         and h.tier = p.tier_after and h.on_day <= p.until_on))::int as untrue,
       (select count(*) from customer_plan p where p.state = 'ENDED' and not exists (select 1 from notice n where n.subject_kind = 'PLAN'
         and n.subject_id = p.id))::int as untold`,
  )
  expect(apart).toEqual({ unwritten: 0, strangers: 0, untrue: 0, untold: 0 })
})

test('CARE-24 nothing of it is left to end tonight', async () => {
  const before = await plans()
  const { jobId } = await office.call(endPlans, {})
  await office.runJob(jobId)
  expect(await plans()).toEqual(before)
})

test('CARE-25 this year’s plan was approved in time by the general manager; next year’s is a draft', async () => {
  const { rows } = await office.call(annual.listAnnual, {}, await as('jiang.yi'))
  expect(rows).toMatchObject([
    { year: 2027, state: 'DRAFT', dueOn: '2026-12-31', unitId: null },
    { year: 2026, state: 'APPROVED', dueOn: '2025-12-31', approvedBy: '顾延青' },
  ])
  const [, past] = rows
  expect([past !== undefined && (past.approvedOn ?? '') <= (past.dueOn ?? ''), past?.keyCustomers.length]).toEqual([true, 8])
  expect(past?.actions.filter(({ taskState }) => taskState === 'OPEN').length).toBe(1)
  expect((await office.call(listPlans, { owner: 'me' }, await as('shen.zhiyuan'))).rows.length).toBeGreaterThan(0)
})
