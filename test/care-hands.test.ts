import { beforeAll, describe, expect, test } from 'vitest'
import { startPlan } from '../src/modules/care/contract.ts'
import { changeCustomer, createCustomer, readCustomer } from '../src/modules/customers/contract.ts'
import { createDeputy, createPerson, createUnit, deleteDeputy } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { createOrder } from '../src/modules/purchases/contract.ts'
import { readPreview, startPreview } from '../src/modules/studio/contract.ts'
import { assignTasks, readTask } from '../src/modules/tasks/contract.ts'
import { startRun } from '../src/modules/tiering/contract.ts'
import { testOffice } from './office.ts'
import { bothTallies } from './tasks.ts'

const office = await testOffice()
const sharing = packSource('rfm-lifecycle').replaceAll('assignee: CARE_SPECIALIST', 'assignee: CARE_SPECIALIST\n      pool: true')
let company = 0
let east = 0
let specialists: number[] = []
let [qian, sun, li]: [number, number, number] = [0, 0, 0]
const customers: number[] = []

async function ran(jobId: number): Promise<void> {
  await office.runJob(jobId)
  const [job] = await office.sql<{ state: string; problem: string | null }>('select state, problem from job where id = $1', [jobId])
  expect(job?.state, job?.problem ?? '').toBe('DONE')
}
const planned = async (input: { incremental?: boolean } = {}) => ran((await office.call(startPlan, input)).jobId)

type Row = {
  id: number
  version: number
  customer_id: number
  rule_id: string
  assignee_id: number | null
  assigned_as: string
  due_on: string
  from: string
}
const open = () =>
  office.sql<Row>(
    `select id::int, version, customer_id::int, rule_id, assignee_id::int, assigned_as, due_on::text, window_from::text as from
     from task where state = 'OPEN' and rule_id is not null order by id`,
  )
const visits = async () => (await open()).filter(({ rule_id }) => rule_id === 'VIS-05')
const moves = async () => (await office.sql<{ n: number }>("select count(*)::int as n from event where name = 'task.assigned'"))[0]?.n ?? 0
const counts = (rows: readonly Row[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(rows, (r) => r.assignee_id)].map(([id, own]) => [id, own.length]))

async function settled(): Promise<void> {
  const [before, moved] = [await open(), await moves()]
  await planned()
  await planned({ incremental: true })
  expect(await open()).toEqual(before)
  expect(await moves()).toBe(moved)
  const { kept, recounted } = await bothTallies(office)
  expect(kept).toEqual(recounted)
}

beforeAll(async () => {
  await office.call(publishPolicy, { source: packSource('rfm-lifecycle') })
  company = (await office.call(createUnit, { name: '总公司', parentId: null, kind: 'COMPANY' })).id
  east = (await office.call(createUnit, { name: '东区', parentId: company, kind: 'BRANCH' })).id
  const hire = async (login: string, role: string, unitId: number) =>
    (await office.call(createPerson, { login, name: login, roles: [role], unitId })).id
  for (const [i, login] of ['qian', 'sun', 'li'].entries()) {
    const id = await hire(login, 'account_manager', east)
    if (i === 0) qian = id
    else if (i === 1) sun = id
    else li = id
  }
  for (let i = 0; i < 21; i++) {
    const fields = { name: `嘉兴第${i}号纺织有限公司`, ownerId: qian, unitId: east, acceptDuplicates: true }
    const { id } = await office.call(createCustomer, fields)
    customers.push(id)
    for (const [n, on] of ['2024-03-05', '2025-11-10', '2026-10-20'].entries())
      await office.call(createOrder, { orderNo: `D${i}-${n}`, customerId: id, orderedAt: `${on}T02:00:00Z`, netAmount: 6_000_000 })
  }
  await ran((await office.call(startRun, {})).jobId)
})

describe('a pool', () => {
  test('nobody holds the post: what it is to share is planned for nobody, and seen as such', async () => {
    await office.call(publishPolicy, { source: sharing })
    await planned()
    expect((await visits()).length).toBeGreaterThan(5)
    expect(new Set((await visits()).map((t) => t.assigned_as))).toEqual(new Set(['POOL']))
    expect(counts(await visits())).toEqual({ null: (await visits()).length })
    const others = (await open()).filter(({ rule_id }) => rule_id !== 'VIS-05')
    expect(new Set(others.map((t) => t.assignee_id))).toEqual(new Set([qian]))
    await settled()
  })

  test('once somebody does, the next plan shares it out evenly; again, it stays', async () => {
    const hire = async (login: string, unitId: number) =>
      (await office.call(createPerson, { login, name: login, roles: ['care_specialist'], unitId })).id
    specialists = [await hire('he', east), await hire('meng', east)]
    await hire('far', company)
    await planned({ incremental: true })
    const shares = counts(await visits())
    expect(Object.keys(shares).map(Number).sort()).toEqual(specialists)
    const [a = 0, b = 0] = specialists.map((id) => shares[String(id)] ?? 0)
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1)
    await settled()
  })

  test('the preview gives new duties to whom publishing and planning give them', async () => {
    const effectiveOn = '2026-11-22'
    await office.sql("delete from task where rule_id = 'VIS-05'")
    await office.sql('truncate duty_tally, duty_total, duty_load')
    await office.sql(
      `insert into duty_tally select rule_id, window_to, coalesce(unit_id, 0), coalesce(assignee_id, 0), coalesce(tier, ''), coalesce(class, ''),
        'OPEN', count(*) from task where rule_id is not null group by 1, 2, 3, 4, 5, 6`,
    )
    await office.sql('insert into duty_total select rule_id, window_to, standing, sum(n) from duty_tally group by 1, 2, 3')
    await office.sql(
      "insert into duty_load select assignee_id, count(*) from task where state = 'OPEN' and assignee_id is not null group by 1",
    )
    const { jobId } = await office.call(startPreview, { source: sharing, effectiveOn })
    await ran(jobId)
    const [job] = await office.sql<{ result: string }>('select result from job where id = $1', [jobId])
    const { hours } = await office.call(readPreview, { id: JSON.parse(job?.result ?? '{}').previewId })
    await planned()
    const rows = (await open()).filter(({ due_on }) => due_on >= effectiveOn)
    const made = Object.fromEntries(
      [...Map.groupBy(rows, (t) => `${t.assignee_id} ${t.due_on.slice(0, 7)}`)].map(([key, own]) => [key, own.length]),
    )
    expect(Object.fromEntries(hours.filter((h) => h.tasksAfter > 0).map((h) => [`${h.personId} ${h.month}`, h.tasksAfter]))).toEqual(made)
    expect(
      Object.keys(counts(await visits()))
        .map(Number)
        .sort(),
    ).toEqual(specialists)
    await settled()
  })

  test('what it shares stays when the customer comes to another owner; the owner’s duties go', async () => {
    const id = customers[0] ?? 0
    const own = async () => (await open()).filter((t) => t.customer_id === id)
    const before = await own()
    const { version } = await office.call(readCustomer, { id })
    await office.call(changeCustomer, { id, version, ownerId: sun })
    await planned({ incremental: true })
    expect((await own()).map((t) => t.assignee_id)).toEqual(before.map((t) => (t.assigned_as === 'POOL' ? t.assignee_id : sun)))
    await settled()
  })

  test('why: who shares it, of how many, and how much whoever has it had', async () => {
    const [visit] = await visits()
    const { assigned } = await office.call(readTask, { id: visit?.id ?? 0 })
    expect(assigned).toMatchObject({ as: 'POOL', post: 'CARE_SPECIALIST', people: 2, open: expect.any(Number), insteadOf: null })
  })
})

describe('a deputy', () => {
  const away = { fromOn: '2026-11-22', untilOn: '2027-01-10' }
  const isCovered = (t: Row) => t.from >= away.fromOn && t.due_on <= away.untilOn && t.due_on > '2026-11-22'
  let deputyship = 0
  let byHand = 0

  test('does what the owner is away for from the window’s first day to the due day, and no more; why says whose place', async () => {
    const before = (await open()).filter((t) => t.assignee_id === qian)
    const [given] = before.filter(isCovered)
    byHand = given?.id ?? 0
    await office.call(assignTasks, { assigneeId: sun, tasks: [{ id: byHand, version: given?.version ?? 0 }] })
    deputyship = (await office.call(createDeputy, { personId: qian, deputyId: li, ...away })).id
    await planned({ incremental: true })
    const after = new Map((await open()).map((t) => [t.id, t]))
    expect(before.filter(isCovered).length).toBeGreaterThan(3)
    expect(before.filter((t) => !isCovered(t)).length).toBeGreaterThan(3)
    for (const t of before) expect(after.get(t.id)?.assignee_id, t.due_on).toBe(t.id === byHand ? sun : isCovered(t) ? li : qian)
    const [task] = before.filter((t) => isCovered(t) && t.id !== byHand)
    const { assigned } = await office.call(readTask, { id: task?.id ?? 0 })
    expect(assigned).toMatchObject({ as: 'DEPUTY', insteadOf: { id: qian, name: 'qian' } })
    await settled()
  })

  test('is planned for at once: a customer new to the owner', async () => {
    const rows = await open()
    const [{ customer_id: id } = { customer_id: 0 }] = rows.filter(
      (t) => t.assigned_as === 'DEPUTY' && t.customer_id !== rows.find((r) => r.id === byHand)?.customer_id,
    )
    await office.sql('delete from task where customer_id = $1', [id])
    await office.sql("insert into customer_touched values ('care', $1) on conflict do nothing", [id])
    const moved = await moves()
    await planned({ incremental: true })
    const own = (await open()).filter((t) => t.customer_id === id && t.assigned_as !== 'POOL')
    expect(own.length).toBeGreaterThan(0)
    for (const t of own) expect(t.assignee_id).toBe(isCovered(t) ? li : qian)
    expect(await moves()).toBe(moved)
  })

  test('the deputyship ends: what is not yet due returns; what a person gave stays', async () => {
    await office.call(deleteDeputy, { id: deputyship })
    await planned({ incremental: true })
    const rows = await open()
    expect(rows.filter((t) => t.assigned_as === 'DEPUTY')).toEqual([])
    expect(rows.filter((t) => t.assignee_id === li)).toEqual([])
    expect(rows.find((t) => t.id === byHand)).toMatchObject({ assignee_id: sun, assigned_as: 'HAND' })
  })
})
