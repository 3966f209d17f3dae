import { beforeEach, describe, expect, test } from 'vitest'
import { deleteCustomer, timeline } from '../src/modules/customers/contract.ts'
import * as contract from '../src/modules/plans/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { checkPolicy, publishPolicy } from '../src/modules/policies/contract.ts'
import { doTask, listTasks } from '../src/modules/tasks/contract.ts'
import { testOffice } from './office.ts'
import { customerIn, makeKey, planUntil, standIn } from './plans.ts'
import { refusal, taskTown } from './tasks.ts'

const office = await testOffice()
const town = await taskTown(office)
const { shen, lu, far, east, west, haitang, baichuan, yunlu } = town
const [asShen, asFar, asLu, asGao] = [await town.as('shen'), await town.as('far'), await town.as('lu'), await town.as('gao')]

beforeEach(async () => {
  await office.sql('delete from customer_plan')
  await office.sql('delete from task')
  for (const { id } of [haitang, baichuan, yunlu]) {
    await standIn(office, id, 'POTENTIAL')
    await office.sql("update customer set class = 'GENERAL' where id = $1", [id])
  }
})

type New = Parameters<typeof office.call<typeof contract.createPlan.input, typeof contract.createPlan.output>>[1]
const uplift = (customerId: number, more: Partial<New> = {}): New => ({ kind: 'UPLIFT', customerId, title: '扩大份额', ...more })
const tasksOf = async (customerId: number) => (await office.call(listTasks, { customerId })).rows

describe('CARE-20 planning for a customer', () => {
  test('an uplift takes goal and days from the policy; its actions with a person and a day become tasks', async () => {
    const actions = [
      { what: '摸清还在向谁采购', personId: shen.id, due: '2026-12-10' },
      { what: '送样试装', personId: null, due: null },
    ]
    const plan = await office.call(contract.createPlan, uplift(haitang.id, { measures: '份额过半', actions }), asShen)
    expect(plan).toMatchObject({
      ...{ kind: 'UPLIFT', state: 'ACTIVE', goal: 'CORE', from: '2026-11-22', until: '2027-11-22', tierBefore: 'POTENTIAL' },
      ...{ measures: '份额过半', result: null, version: 1, createdBy: { id: shen.id, name: 'shen' } },
      actions: [
        { what: '摸清还在向谁采购', personName: 'shen', taskState: 'OPEN' },
        { what: '送样试装', personName: null, taskId: null, taskState: null },
      ],
    })
    const [task] = await tasksOf(haitang.id)
    expect(task).toMatchObject({
      id: plan.actions[0]?.taskId,
      title: '摸清还在向谁采购',
      dueOn: '2026-12-10',
      assigneeId: shen.id,
      origin: 'HAND',
    })
    expect(task).toMatchObject({ tier: 'POTENTIAL', unitId: east.id })
    const [row] = (await office.call(contract.listPlans, {}, asShen)).rows
    expect(row).toMatchObject({ id: plan.id, actions: 2, tasks: 1, done: 0 })
    await office.call(doTask, { id: task?.id ?? 0, version: 1, doneOn: '2026-11-22' }, asShen)
    expect((await office.call(contract.listPlans, {}, asShen)).rows[0]?.done).toBe(1)
    const { rows } = await office.call(timeline, { id: haitang.id, limit: 5 }, asShen)
    expect(rows.map((r) => r.name)).toContain('plan.created')
  })

  test('one plan of a kind runs at a time; a strategy beside an uplift may', async () => {
    await office.call(contract.createPlan, uplift(haitang.id), asShen)
    expect(await refusal(office.call(contract.createPlan, uplift(haitang.id), asShen))).toBe('refused plan-runs-already')
    const own = await office.call(contract.createPlan, { kind: 'PERSONAL', customerId: haitang.id, title: '深耕共赢' }, asShen)
    expect(own).toMatchObject({ goal: null, until: '2027-11-22' })
    expect(await tasksOf(haitang.id)).toEqual([])
  })

  test('is refused where it stands already, for tiers nobody knows, days gone by and people who are not here', async () => {
    await standIn(office, haitang.id, 'CORE')
    const answer = (more: object) => refusal(office.call(contract.createPlan, uplift(haitang.id, more), asShen))
    expect(await answer({})).toBe('refused stands-in-goal')
    expect(await answer({ goal: 'GOLD' })).toBe('invalid invalid-input goal:no-such-tier')
    expect(await answer({ goal: null })).toBe('invalid invalid-input goal:missing')
    expect(await answer({ until: '2026-11-21', from: '2026-11-01' })).toBe('invalid invalid-input until:in-the-past')
    const given = (personId: number | null, due: string | null) => answer({ goal: 'GENERAL', actions: [{ what: '拜访', personId, due }] })
    expect(await given(999_999, null)).toBe('invalid invalid-input actions.0.personId:no-such-person')
    expect(await given(shen.id, '2026-11-21')).toBe('invalid invalid-input actions.0.due:in-the-past')
    expect(await given(shen.id, '2028-01-01')).toBe('invalid invalid-input actions.0.due:after-plan-ends')
    expect(await given(lu.id, '2026-12-01')).toBe('forbidden not-permitted')
    expect(await office.sql('select 1 from task union all select 1 from customer_plan')).toEqual([])
  })

  test('whoever hands out work may give actions to colleagues within reach', async () => {
    const actions = [{ what: '报价', personId: shen.id, due: '2026-12-01' }]
    const plan = await office.call(contract.createPlan, uplift(baichuan.id, { actions }), asLu)
    expect(plan.actions[0]?.taskState).toBe('OPEN')
    const beyond = uplift(haitang.id, { actions: [{ what: '报价', personId: far.id, due: '2026-12-01' }] })
    expect(await refusal(office.call(contract.createPlan, beyond, asLu))).toBe('invalid invalid-input actions.0.personId:no-such-person')
  })

  test('starts from the strategies of the customer’s tier', async () => {
    const template = await office.call(contract.planTemplate, { customerId: haitang.id, kind: 'UPLIFT' }, asShen)
    expect(template).toMatchObject({ tier: 'POTENTIAL', goal: 'CORE', from: '2026-11-22', until: '2027-11-22' })
    expect(template.strategies).toEqual([
      {
        tier: 'POTENTIAL',
        title: '扩大份额',
        actions: ['摸清还在向谁采购、缺哪几类货架', '按门店改造计划给成套方案', '复购优惠写进报价', '每季线上回访一次'],
      },
    ])
    expect(template).toMatchObject({ customerName: '宁波海棠电子', tiers: [{ code: 'CORE', name: '核心客户' }, { code: 'POTENTIAL' }] })
  })

  test('of others is out of sight: not listed, not found, not changed', async () => {
    const { id } = await office.call(contract.createPlan, uplift(yunlu.id), asFar)
    expect((await office.call(contract.listPlans, {}, asShen)).rows).toEqual([])
    for (const work of [
      () => office.call(contract.readPlan, { id }, asShen),
      () => office.call(contract.changePlan, { id, version: 1, title: '改' }, asShen),
      () => office.call(contract.withdrawPlan, { id, version: 1, reason: '不做了' }, asShen),
      () => office.call(contract.createPlan, uplift(yunlu.id), asShen),
      () => office.call(contract.planTemplate, { customerId: yunlu.id, kind: 'UPLIFT' }, asShen),
    ])
      expect(await refusal(work())).toBe('not-found not-found')
    expect(await refusal(office.call(contract.listPlans, {}, asGao))).toBe('forbidden not-permitted')
  })
})

describe('CARE-20 changing a plan', () => {
  const actions = [
    { what: '甲', personId: shen.id, due: '2026-12-01' },
    { what: '乙', personId: shen.id, due: '2026-12-02' },
    { what: '丙', personId: shen.id, due: '2026-12-03' },
  ]

  test('ends open tasks of actions that went, keeps those that stay and what was done, sets new ones', async () => {
    const plan = await office.call(contract.createPlan, uplift(haitang.id, { actions }), asShen)
    const [first, second] = plan.actions.map(({ taskId }) => taskId ?? 0)
    await office.call(doTask, { id: first ?? 0, version: 1, doneOn: '2026-11-22' }, asShen)
    const wanted = [actions[2]!, { what: '丁', personId: shen.id, due: '2026-12-20' }]
    const changed = await office.call(contract.changePlan, { id: plan.id, version: 1, title: '再扩份额', actions: wanted }, asShen)
    expect(changed).toMatchObject({ title: '再扩份额', version: 2, goal: 'CORE', until: plan.until })
    expect(changed.actions.map(({ what, taskState }) => [what, taskState])).toEqual([
      ['丙', 'OPEN'],
      ['丁', 'OPEN'],
    ])
    expect(changed.actions[0]?.taskId).toBe(plan.actions[2]?.taskId)
    const rows = await office.sql<{ id: number; state: string; ended_reason: string | null }>(
      'select id::int, state, ended_reason from task where id in ($1, $2) order by id',
      [first, second],
    )
    expect(rows).toEqual([
      { id: first, state: 'DONE', ended_reason: null },
      { id: second, state: 'ENDED', ended_reason: 'PLAN_CHANGED' },
    ])
    expect(await refusal(office.call(contract.changePlan, { id: plan.id, version: 1, title: '晚了' }, asShen))).toBe(
      'conflict changed-meanwhile',
    )
    const before = await office.sql('select count(*) from event')
    await office.call(contract.changePlan, { id: plan.id, version: 2, title: '再扩份额', actions: wanted }, asShen)
    expect(await office.sql('select count(*) from event')).toEqual(before)
  })

  test('days of actions that stand may have passed meanwhile', async () => {
    const { id } = await office.call(contract.createPlan, uplift(haitang.id, { actions }), asShen)
    office.now = new Date('2026-12-25T02:00:00Z')
    const changed = await office.call(contract.changePlan, { id, version: 1, measures: '份额过半', actions }, await town.as('shen'))
    office.now = new Date('2026-11-22T02:00:00Z')
    expect(changed.actions).toHaveLength(3)
  })

  test('given up it says why, its open tasks end, and another may be made', async () => {
    const plan = await office.call(contract.createPlan, uplift(haitang.id, { actions }), asShen)
    const over = await office.call(contract.withdrawPlan, { id: plan.id, version: 1, reason: '客户停产' }, asShen)
    expect(over).toMatchObject({ state: 'WITHDRAWN', withdrawnReason: '客户停产', version: 2 })
    expect(new Set((await tasksOf(haitang.id)).map(({ state }) => state))).toEqual(new Set(['ENDED']))
    expect(await refusal(office.call(contract.withdrawPlan, { id: plan.id, version: 2, reason: '再撤' }, asShen))).toBe(
      'refused plan-is-over',
    )
    await office.call(contract.createPlan, uplift(haitang.id), asShen)
    expect((await office.call(contract.listPlans, { state: 'OVER' }, asShen)).rows.map(({ id }) => id)).toEqual([plan.id])
    expect((await office.call(contract.listPlans, { state: 'ACTIVE' }, asShen)).rows).toHaveLength(1)
  })

  test('goes with its customer', async () => {
    const id = await customerIn(office, { name: '无锡长风商贸', tier: 'POTENTIAL', owner: shen, unit: east })
    await office.call(contract.createPlan, uplift(id, { actions: [{ what: '甲', personId: shen.id, due: '2026-12-01' }] }), asShen)
    const [{ version } = { version: 0 }] = await office.sql<{ version: number }>('select version from customer where id = $1', [id])
    await office.call(deleteCustomer, { id, version })
    expect(await office.sql('select 1 from customer_plan where customer_id = $1', [id])).toEqual([])
  })
})

describe('CARE-18, CARE-20 customers that ought to have a plan', () => {
  const lacking = async (kind: contract.PlanKind, as = asShen, more: object = {}) => {
    const { rows, asked, kept } = await office.call(contract.listLacking, { kind, ...more }, as)
    return { names: rows.map((r) => r.customerName), asked, kept }
  }

  test('are those of the policy’s groups in sight without a running plan of the kind, each once', async () => {
    await standIn(office, haitang.id, 'CORE')
    await makeKey(office, haitang.id)
    await makeKey(office, yunlu.id)
    expect(await lacking('PERSONAL', office.caller())).toEqual({ names: ['宁波海棠电子', '西安云麓'], asked: 2, kept: 0 })
    expect(await lacking('PERSONAL')).toEqual({ names: ['宁波海棠电子'], asked: 1, kept: 0 })
    expect(await lacking('UPLIFT', office.caller())).toEqual({ names: ['百川物流', '西安云麓'], asked: 2, kept: 0 })
    await office.call(contract.createPlan, { kind: 'PERSONAL', customerId: haitang.id, title: '深耕共赢' }, asShen)
    await office.call(contract.createPlan, { kind: 'PERSONAL', customerId: yunlu.id, title: '深耕共赢' }, asFar)
    expect(await lacking('PERSONAL', office.caller())).toEqual({ names: [], asked: 2, kept: 2 })
    expect((await lacking('UPLIFT', office.caller())).names).toContain('西安云麓')
  })

  test('come page by page, and those of one person by themselves', async () => {
    for (let i = 0; i < 5; i++) await customerIn(office, { name: `甲${i}电器`, tier: 'POTENTIAL', owner: i < 3 ? shen : lu, unit: east })
    const names: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await office.call(contract.listLacking, { kind: 'UPLIFT', limit: 2, ...(after ? { after } : {}) }, asLu)
      names.push(...page.rows.map((r) => r.customerName))
      if (page.next === null) break
      after = page.next
    }
    expect(names).toEqual(['宁波海棠电子', '百川物流', '甲0电器', '甲1电器', '甲2电器', '甲3电器', '甲4电器'])
    expect((await lacking('UPLIFT', asLu, { owner: 'me' })).names).toEqual(['百川物流', '甲3电器', '甲4电器'])
    expect((await lacking('UPLIFT', asLu, { owner: shen.id })).names).toEqual(['宁波海棠电子', '甲0电器', '甲1电器', '甲2电器'])
    for (const after of ['x', 'WyJhIl0'])
      expect(await refusal(office.call(contract.listLacking, { kind: 'UPLIFT', after }))).toBe('invalid invalid-input after:bad-cursor')
    await office.sql("delete from customer_tier t using customer c where c.id = t.customer_id and c.name like '甲%'")
  })

  test('equal a plain recount over the book, whatever the groups', async () => {
    const tiers = ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', undefined]
    const ids: number[] = []
    for (const [i, tier] of tiers.entries()) {
      const id = await customerIn(office, { name: `乙${i}五金`, ...(tier ? { tier } : {}), owner: far, unit: west })
      if (i % 2 === 0) await makeKey(office, id)
      ids.push(id)
    }
    await planUntil(office, { customerId: ids[0] ?? 0, kind: 'PERSONAL', until: '2027-01-01' })
    const book = await office.sql<{ id: number; class: string; tier: string | null; planned: boolean }>(
      `select c.id::int, c.class, t.tier, exists (select 1 from customer_plan p where p.customer_id = c.id and p.kind = 'PERSONAL' and p.state = 'ACTIVE') as planned
       from customer c left join customer_tier t on t.customer_id = c.id order by c.id`,
    )
    const asked = book.filter((c) => c.class === 'KEY' || c.tier === 'CORE')
    const { rows, ...counts } = await office.call(contract.listLacking, { kind: 'PERSONAL' })
    expect(counts).toMatchObject({ asked: asked.length, kept: asked.filter(({ planned }) => planned).length })
    expect(rows.map(({ customerId }) => customerId)).toEqual(asked.filter(({ planned }) => !planned).map(({ id }) => id))
    expect(asked.length).toBeGreaterThan(2)
  })
})

describe('CARE-18 a policy without a strategy for a tier', () => {
  const open = packSource('rfm-lifecycle').replace(/ {6}- tier: NEW\n.*\n.*\n/, '')

  test('says so when it is checked, and is not published', async () => {
    const { sound, findings } = await office.call(checkPolicy, { source: open })
    expect(sound).toBe(false)
    expect(findings).toMatchObject([{ path: 'care.plans.strategies', message: '新客户还没有策略模板，至少写一份' }])
    expect(await refusal(office.call(publishPolicy, { source: open }))).toBe(
      'refused policy-not-sound care.plans.strategies:policy.tier-without-strategy',
    )
  })

  test('that was published before strategies were written still runs', async () => {
    const old = await office.sql<{ document: string }>('select document from policy_version where version = 1')
    const document = JSON.parse(old[0]?.document ?? '{}')
    delete document.care.plans.strategies
    await office.sql(
      `insert into policy_version (version, pack_id, title, effective_on, note, published_at, published_by, source, document, hash)
       select version + 1, pack_id, title, effective_on, note, published_at, published_by, source, $1, '\\x00' from policy_version where version = 1`,
      [JSON.stringify(document)],
    )
    const template = await office.call(contract.planTemplate, { customerId: haitang.id, kind: 'UPLIFT' }, asShen)
    expect(template).toMatchObject({ goal: 'CORE', strategies: [] })
    await office.sql('delete from policy_version where version = 2')
  })
})
