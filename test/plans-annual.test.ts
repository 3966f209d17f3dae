import { beforeEach, describe, expect, test } from 'vitest'
import { decideApproval, listApprovals, withdrawApproval } from '../src/modules/approvals/contract.ts'
import { deleteCustomer } from '../src/modules/customers/contract.ts'
import { assignPost, createPerson, createUnit, deleteUnit, listPosts } from '../src/modules/organisation/contract.ts'
import * as contract from '../src/modules/plans/contract/annual.ts'
import { createPlan, endPlans } from '../src/modules/plans/contract.ts'
import { listTasks } from '../src/modules/tasks/contract.ts'
import type { Evidence } from '../src/platform/house.ts'
import { testOffice } from './office.ts'
import { customerIn, makeKey, planUntil, standIn } from './plans.ts'
import { refusal, taskTown } from './tasks.ts'

const office = await testOffice()
const town = await taskTown(office)
const { shen, lu, east, west, haitang, baichuan, yunlu } = town
const hire = (login: string, role: string) => office.call(createPerson, { login, name: login, roles: [role], unitId: null })
const [gu, jiang] = [await hire('gu', 'executive'), await hire('jiang', 'care_manager')]

async function hold(key: string, holders: { personId: number; unitId: number | null }[]): Promise<void> {
  const { version = 1 } = (await office.call(listPosts, {})).posts.find((p) => p.key === key) ?? {}
  await office.call(assignPost, { key, version, holders })
}
await hold('GENERAL_MANAGER', [{ personId: gu.id, unitId: null }])
await hold('PROGRAMME_LEAD', [{ personId: jiang.id, unitId: null }])
await hold('UNIT_HEAD', [{ personId: lu.id, unitId: east.id }])
await office.sql("insert into care_start (live_on) values ('2025-01-01')")
const [asGu, asJiang, asLu, asShen, asFar] = [
  await town.as('gu'),
  await town.as('jiang'),
  await town.as('lu'),
  await town.as('shen'),
  await town.as('far'),
]

beforeEach(async () => {
  office.now = new Date('2026-11-22T02:00:00Z')
  for (const table of ['notice', 'approval', 'annual_plan', 'customer_plan', 'task']) await office.sql(`delete from ${table}`)
})

const company = { year: 2027, goals: ['续约率 95%', '核心客户增加 5 家'] }
const actions = [
  { what: '重点客户走访一轮', personId: shen.id, due: '2027-03-31' },
  { what: '编制来年报价手册', personId: null, due: '2027-01-31' },
]
const inbox = async (as = asGu) => (await office.call(listApprovals, { box: 'TO_DECIDE' }, as)).rows
type New = Parameters<typeof office.call<typeof contract.createAnnual.input, typeof contract.createAnnual.output>>[1]
const asked = async (input: New = { ...company, actions }, as = asJiang) => {
  const { id } = await office.call(contract.createAnnual, input, as)
  return office.call(contract.askAnnual, { id, version: 1 }, as)
}

describe('CARE-25 the plan of a year', () => {
  test('is written, asked about, approved by the general manager; then its actions are tasks', async () => {
    const written = await office.call(contract.createAnnual, { ...company, keyCustomers: [haitang.id, yunlu.id], actions }, asJiang)
    expect(written).toMatchObject({ ...{ state: 'DRAFT', dueOn: '2026-12-31', unitId: null, asked: null, hiddenCustomers: 0 } })
    expect(written.keyCustomers.map(({ name }) => name)).toEqual(['宁波海棠电子', '西安云麓'])
    expect(written.actions.map(({ taskId }) => taskId)).toEqual([null, null])
    const waiting = await office.call(contract.askAnnual, { id: written.id, version: 1, reason: '请审' }, asJiang)
    expect(waiting).toMatchObject({ state: 'ASKED', asked: { by: 'jiang', post: '总经理' } })
    const [approval] = await inbox()
    expect(approval).toMatchObject({ kind: 'ANNUAL_PLAN', facts: { planId: written.id, year: 2027, keyCustomers: 2, actions: 2 } })
    await office.call(decideApproval, { id: approval?.id ?? 0, version: 1, approved: true }, asGu)
    const approved = await office.call(contract.readAnnual, { id: written.id }, asJiang)
    expect(approved).toMatchObject({ state: 'APPROVED', approvedOn: '2026-11-22', approvedBy: 'gu', asked: null, version: 2 })
    expect(approved.actions.map(({ taskState }) => taskState)).toEqual(['OPEN', null])
    const [task] = (await office.call(listTasks, { assignee: 'me' }, asShen)).rows
    expect(task).toMatchObject({
      id: approved.actions[0]?.taskId,
      title: '重点客户走访一轮',
      dueOn: '2027-03-31',
      customerId: null,
      unitId: east.id,
    })
    expect(await refusal(office.call(contract.changeAnnual, { id: written.id, version: 2, goals: ['改'] }, asJiang))).toBe(
      'refused annual-plan-approved',
    )
  })

  test('sent back it is a draft with the note, and may be asked about again', async () => {
    const { id } = await asked()
    expect(await refusal(office.call(contract.changeAnnual, { id, version: 1, goals: ['改'] }, asJiang))).toBe('refused annual-plan-asked')
    expect(await refusal(office.call(contract.askAnnual, { id, version: 1 }, asJiang))).toBe('refused annual-plan-asked')
    const [approval] = await inbox()
    await office.call(decideApproval, { id: approval?.id ?? 0, version: 1, approved: false, note: '目标要有数' }, asGu)
    expect(await office.call(contract.readAnnual, { id }, asJiang)).toMatchObject({ state: 'DRAFT', note: '目标要有数', version: 2 })
    expect(await office.sql('select 1 from task')).toEqual([])
    const changed = await office.call(contract.changeAnnual, { id, version: 2, goals: ['续约率 96%'] }, asJiang)
    expect((await office.call(contract.askAnnual, { id, version: changed.version }, asJiang)).state).toBe('ASKED')
  })

  test('taken back by whoever asked, it can be changed again', async () => {
    const plan = await asked()
    await office.call(withdrawApproval, { id: plan.asked?.approvalId ?? 0, version: 1 }, asJiang)
    const changed = await office.call(contract.changeAnnual, { id: plan.id, version: 1, actions: actions.slice(0, 1) }, asJiang)
    expect(changed).toMatchObject({ state: 'DRAFT', version: 2 })
    expect(changed.actions).toHaveLength(1)
  })

  test('the general manager’s own plan goes to whoever else plans for the company', async () => {
    await asked({ ...company, actions }, asGu)
    expect(await inbox(asGu)).toEqual([])
    expect((await inbox(asJiang)).map(({ decider }) => decider.permission)).toEqual(['plans.annual'])
  })

  test('keeps its unit: a unit that has plans is not deleted, and is told their years', async () => {
    const unit = await office.call(createUnit, { name: '南区', parentId: null, kind: 'BRANCH' })
    for (const year of [2027, 2026]) await office.call(contract.createAnnual, { year, unitId: unit.id }, asJiang)
    const gone = office.call(deleteUnit, { id: unit.id, version: 1 })
    await expect(gone).rejects.toMatchObject({ rule: 'unit-has-annual-plan', facts: { years: ['2026', '2027'] } })
    await office.sql('delete from annual_plan where unit_id = $1', [unit.id])
    expect(await refusal(office.call(deleteUnit, { id: unit.id, version: 1 }))).toBe('allowed')
  })

  test('is refused twice for a year and unit, without goals or actions, for units out of reach and days gone by', async () => {
    const { id } = await office.call(contract.createAnnual, { year: 2027 }, asJiang)
    const create = (input: object, as = asJiang) => refusal(office.call(contract.createAnnual, { year: 2027, ...input }, as))
    expect(await create({})).toBe('refused annual-plan-there')
    expect(await refusal(office.call(contract.askAnnual, { id, version: 1 }, asJiang))).toBe(
      'invalid invalid-input goals:missing actions:missing',
    )
    expect(await create({}, asLu)).toBe('invalid invalid-input unitId:no-such-unit')
    expect(await create({ unitId: west.id }, asLu)).toBe('invalid invalid-input unitId:no-such-unit')
    expect(await create({ unitId: 999_999 })).toBe('invalid invalid-input unitId:no-such-unit')
    expect(await create({ unitId: east.id }, asShen)).toBe('forbidden not-permitted')
    expect(await create({ year: 2028, actions: [{ what: '晚了', due: '2026-11-21' }] })).toBe(
      'invalid invalid-input actions.0.due:in-the-past',
    )
    expect(await create({ year: 2028, actions: [{ what: '甲', personId: 999_999 }] })).toBe(
      'invalid invalid-input actions.0.personId:no-such-person',
    )
    expect(await create({ unitId: east.id, keyCustomers: [yunlu.id] }, asLu)).toBe('invalid invalid-input keyCustomers.0:no-such-customer')
    expect(await create({ unitId: east.id }, asLu)).toBe('allowed')
    expect(await refusal(office.call(contract.changeAnnual, { id, version: 1, goals: ['改'] }, asLu))).toBe('forbidden not-permitted')
    expect(await refusal(office.call(contract.changeAnnual, { id, version: 7, goals: ['改'] }, asJiang))).toBe('conflict changed-meanwhile')
  })

  test('of a unit is seen there, the company’s by everybody; key customers out of sight are only counted, and stay', async () => {
    const whole = await office.call(contract.createAnnual, { ...company, keyCustomers: [haitang.id, yunlu.id] }, asJiang)
    const own = await office.call(contract.createAnnual, { year: 2027, unitId: east.id, goals: ['东区'] }, asLu)
    const seen = async (as = asJiang) => (await office.call(contract.listAnnual, {}, as)).rows.map(({ id }) => id).sort()
    expect(await seen()).toEqual([whole.id, own.id])
    expect(await seen(asShen)).toEqual([whole.id, own.id])
    expect(await seen(asFar)).toEqual([whole.id])
    expect(await refusal(office.call(contract.readAnnual, { id: own.id }, asFar))).toBe('not-found not-found')
    const shown = await office.call(contract.readAnnual, { id: whole.id }, asShen)
    expect(shown).toMatchObject({ keyCustomers: [{ name: '宁波海棠电子' }], hiddenCustomers: 1 })
    await office.sql('update annual_plan set key_customers = $2 where id = $1', [own.id, JSON.stringify([haitang.id, yunlu.id])])
    const changed = await office.call(contract.changeAnnual, { id: own.id, version: 1, keyCustomers: [baichuan.id] }, asLu)
    expect(changed).toMatchObject({ keyCustomers: [{ name: '百川物流' }], hiddenCustomers: 1 })
    expect((await office.call(contract.listAnnual, { year: 2026 }, asJiang)).rows).toEqual([])
  })

  test('forgets key customers that are deleted', async () => {
    const gone = await customerIn(office, { name: '常州春申商贸', owner: shen, unit: east })
    const { id } = await office.call(contract.createAnnual, { ...company, keyCustomers: [gone, haitang.id] }, asJiang)
    const [{ version } = { version: 0 }] = await office.sql<{ version: number }>('select version from customer where id = $1', [gone])
    await office.call(deleteCustomer, { id: gone, version })
    expect(await office.call(contract.readAnnual, { id }, asJiang)).toMatchObject({
      keyCustomers: [{ id: haitang.id }],
      hiddenCustomers: 0,
    })
  })
})

/** The night of a day. */
async function night(on: string): Promise<void> {
  office.now = new Date(`${on}T17:00:00Z`)
  const { jobId } = await office.call(endPlans, {})
  await office.runJob(jobId)
}
const told = async () =>
  (
    await office.sql<{ login: string; kind: string; step: string; year: number }>(
      `select p.login, n.kind, n.step, n.subject_id::int as year from notice n join person p on p.id = n.person_id
       where n.subject_kind = 'YEAR' order by n.told_on, p.login`,
    )
  ).map(({ login, kind, step, year }) => `${login} ${kind} ${step} ${year}`)

describe('CARE-25 who has to see to it', () => {
  // Nights are those after the day named, in China.
  test('the programme lead hears 30 and 7 days before and once when it is late, each once', async () => {
    await asked({ ...company, year: 2026, actions: [{ what: '甲' }] })
    await office.sql("update annual_plan set state = 'APPROVED', approved_on = '2025-12-20', approved_by_name = 'gu' where year = 2026")
    await office.sql('delete from notice')
    await night('2026-11-29')
    expect(await told()).toEqual([])
    for (const on of ['2026-11-30', '2026-12-01', '2026-12-10']) await night(on)
    expect(await told()).toEqual(['jiang PLAN_DUE BEFORE_30 2027'])
    for (const on of ['2026-12-23', '2026-12-24', '2026-12-30']) await night(on)
    expect((await told()).slice(1)).toEqual(['jiang PLAN_DUE BEFORE_7 2027'])
    for (const on of ['2026-12-31', '2027-01-05']) await night(on)
    expect((await told()).slice(2)).toEqual(['jiang PLAN_LATE LATE 2027'])
  })

  test('the head of a unit that plans for itself hears of its own; approved, nobody does', async () => {
    const { id } = await office.call(
      contract.createAnnual,
      { year: 2027, unitId: east.id, goals: ['东区'], actions: [{ what: '甲' }] },
      asLu,
    )
    await night('2026-12-10')
    expect((await told()).filter((t) => t.endsWith('2027'))).toEqual([
      'jiang PLAN_DUE BEFORE_30 2027',
      `lu PLAN_DUE BEFORE_30_${east.id} 2027`,
    ])
    await office.call(contract.askAnnual, { id, version: 1 }, asLu)
    const [approval] = await inbox()
    await office.call(decideApproval, { id: approval?.id ?? 0, version: 1, approved: true }, asGu)
    await office.sql('delete from notice')
    await night('2026-12-26')
    expect((await told()).filter((t) => t.endsWith('2027'))).toEqual(['jiang PLAN_DUE BEFORE_7 2027'])
    const whole = await asked()
    const [second] = await inbox()
    await office.call(decideApproval, { id: second?.id ?? 0, version: 1, approved: true }, asGu)
    expect(whole.state).toBe('ASKED')
    await office.sql('delete from notice')
    await night('2026-12-31')
    expect((await told()).filter((t) => t.endsWith('2027'))).toEqual([])
  })

  test('what was due before the company began here is let be', async () => {
    await office.sql("update care_start set live_on = '2026-06-01'")
    await night('2026-01-15')
    expect(await told()).toEqual([])
    await office.sql("update care_start set live_on = '2025-01-01'")
    await night('2026-01-15')
    expect(await told()).toEqual(['jiang PLAN_LATE LATE 2026'])
  })
})

describe('evidence', () => {
  const evidence = async (rule: string, as = office.caller()): Promise<Evidence> => {
    const [row] = await office.sql<{ document: string }>('select document from policy_version where version = 1')
    const { company: of, now } = office
    const context = { db: of.db, scope: as.scope, now, company: of, policy: JSON.parse(row?.document ?? '{}') }
    const answers = office.house.evidence.get(rule)
    if (!answers) throw new Error(`nobody answers for ${rule}`)
    return answers.read(context, rule, { from: '2026-10-01', until: '2026-12-31' })
  }
  const line = ({ lines }: Evidence, word: string) => lines.find((l) => l.word === word)?.value

  test('CARE-18, CARE-20 how many ought to have a plan and how many do, as far as one sees', async () => {
    await makeKey(office, haitang.id)
    await standIn(office, yunlu.id, 'CORE')
    await standIn(office, baichuan.id, 'POTENTIAL')
    await office.call(createPlan, { kind: 'PERSONAL', customerId: haitang.id, title: '深耕共赢' })
    const strategies = await evidence('CARE-18')
    expect(strategies).toMatchObject({ asked: 2, kept: 1, to: '/plans?view=no-personal' })
    expect([line(strategies, 'plan-tiers'), line(strategies, 'plan-tiers-with-strategy')]).toEqual([5, 5])
    expect(await evidence('CARE-18', asFar)).toMatchObject({ asked: 1, kept: 0 })
    expect(await evidence('CARE-20')).toMatchObject({ asked: 1, kept: 0 })
    await office.call(createPlan, { kind: 'UPLIFT', customerId: baichuan.id, title: '扩大份额' })
    expect(await evidence('CARE-20')).toMatchObject({ asked: 1, kept: 1 })
  })

  test('CARE-24 of the plans that ended in the period those that reached their goal', async () => {
    await standIn(office, baichuan.id, 'POTENTIAL')
    await standIn(office, haitang.id, 'POTENTIAL')
    await planUntil(office, { customerId: baichuan.id, kind: 'UPLIFT', until: '2026-11-20' })
    await planUntil(office, { customerId: haitang.id, kind: 'UPLIFT', until: '2026-11-20' })
    await planUntil(office, { customerId: haitang.id, kind: 'PERSONAL', until: '2026-11-20' })
    await standIn(office, haitang.id, 'CORE')
    await night('2026-11-22')
    const ended = await evidence('CARE-24')
    expect(ended).toMatchObject({ asked: 2, kept: 1, to: '/plans?view=over' })
    expect([line(ended, 'plan-missed'), line(ended, 'plan-without-goal')]).toEqual([1, 1])
    await office.sql("update customer_plan set ended_on = '2026-09-30' where result = 'MISSED'")
    expect(await evidence('CARE-24')).toMatchObject({ asked: 1, kept: 1 })
  })

  test('CARE-25 units with customers that were planned for in time, and how far next year is', async () => {
    expect(await evidence('CARE-25')).toMatchObject({ asked: 2, kept: 0, to: '/plans/annual' })
    await asked({ ...company, year: 2026, actions: [{ what: '甲' }] })
    await office.sql("update annual_plan set state = 'APPROVED', approved_on = '2025-12-31', approved_by_name = 'gu'")
    const kept = await evidence('CARE-25')
    expect(kept).toMatchObject({ asked: 2, kept: 2 })
    expect([line(kept, 'plan-year'), line(kept, 'plan-due'), line(kept, 'plan-next-year')]).toEqual(['2026', '2025-12-31', 0])
    expect(await evidence('CARE-25', asLu)).toMatchObject({ asked: 1, kept: 1 })
    await office.sql("update annual_plan set approved_on = '2026-01-01'")
    expect(await evidence('CARE-25')).toMatchObject({ kept: 0 })
  })
})
