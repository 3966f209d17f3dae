import { beforeAll, expect, test } from 'vitest'
import { startPlan } from '../src/modules/care/contract.ts'
import { changeCustomer, createCustomer, readCustomer } from '../src/modules/customers/contract.ts'
import { createPerson, createUnit } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { createOrder } from '../src/modules/purchases/contract.ts'
import { assignTasks } from '../src/modules/tasks/contract.ts'
import { startRun } from '../src/modules/tiering/contract.ts'
import { testOffice } from './office.ts'
import { bothTallies } from './tasks.ts'

const office = await testOffice()
const ran = async (endpoint: typeof startPlan | typeof startRun, input: object) => {
  const { jobId } = await office.call(endpoint as typeof startPlan, input)
  await office.runJob(jobId)
}
let customerId = 0
const [units, people]: [number[], number[]] = [[], []]

const duties = () =>
  office.sql<{ id: string; version: number; assignee_id: string | null; unit_id: string | null }>(
    "select id, version, assignee_id, unit_id from task where state = 'OPEN' and rule_id is not null order by id",
  )
const holders = async () => (await duties()).map((t) => [Number(t.assignee_id), Number(t.unit_id)])
const trail = (name: string) => office.sql<{ n: number }>('select count(*)::int as n from event where name = $1', [name])

async function changed(fields: { ownerId?: number | null; unitId?: number }) {
  const { version } = await office.call(readCustomer, { id: customerId })
  await office.call(changeCustomer, { id: customerId, version, ...fields })
  await ran(startPlan, { incremental: true })
}

beforeAll(async () => {
  await office.call(publishPolicy, { source: packSource('rfm-lifecycle'), effectiveOn: '2026-01-01' })
  for (const name of ['一部', '二部']) units.push((await office.call(createUnit, { name, parentId: null, kind: 'TEAM' })).id)
  for (const login of ['qian', 'sun', 'li'])
    people.push((await office.call(createPerson, { login, name: login, roles: ['account_manager'], unitId: units[0] ?? null })).id)
  customerId = (await office.call(createCustomer, { name: '嘉兴梧桐纺织有限公司', ownerId: people[0], unitId: units[0] })).id
  await office.call(createOrder, { orderNo: 'A-1', customerId, orderedAt: '2026-11-10T10:00:00+08:00', netAmount: 20_000_000 })
  await ran(startRun, {})
  await ran(startPlan, {})
})

test('KA-08 open duties go with their customer to its new owner and unit, on the trail; one given to a third stays with them', async () => {
  const before = await duties()
  expect(before.length).toBeGreaterThan(2)
  const [given] = before
  const tasks = [{ id: Number(given?.id), version: given?.version ?? 0 }]
  await office.call(assignTasks, { assigneeId: people[2] ?? 0, tasks })
  const [moves] = await trail('task.assigned')
  await changed({ ownerId: people[1] ?? 0, unitId: units[1] ?? 0 })
  const rest = before.slice(1).map(() => [people[1], units[1]])
  expect(await holders()).toEqual([[people[2], units[0]], ...rest])
  expect((await trail('task.assigned'))[0]?.n).toBe((moves?.n ?? 0) + before.length - 1)
  await ran(startPlan, {})
  expect((await trail('task.assigned'))[0]?.n).toBe((moves?.n ?? 0) + before.length - 1)
})

test('whoever leaves without a successor leaves them to nobody; the next owner takes them, and the tallies follow', async () => {
  const before = await duties()
  await changed({ ownerId: null })
  const held = new Set((await holders()).slice(1).map(([assignee]) => assignee))
  expect([...held]).toEqual([0])
  await changed({ ownerId: people[0] ?? 0 })
  const ids = new Set(before.slice(1).map((t) => t.id))
  const after = (await duties()).filter((t) => ids.has(t.id))
  expect(after.length).toBe(before.length - 1)
  expect(after.every((t) => Number(t.assignee_id) === people[0])).toBe(true)
  const { kept, recounted } = await bothTallies(office)
  expect(kept).toEqual(recounted)
})
