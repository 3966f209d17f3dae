import { beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../../../../test/office.ts'
import { maintained, refusal, taskTown } from '../../../../test/tasks.ts'
import { logInteraction } from '../../interactions/contract.ts'
import { createOrder } from '../../purchases/contract.ts'
import { createTask, doTask, reopenTask } from '../../tasks/contract.ts'
import { lastContact, startPlan } from '../contract.ts'

const office = await testOffice()
let town: Awaited<ReturnType<typeof taskTown>>
let customerId: number

beforeAll(async () => {
  town = await taskTown(office)
  customerId = town.haitang.id
  await office.call(createOrder, { orderNo: 'A-1', customerId, orderedAt: '2026-06-01T02:00:00Z', netAmount: 90_000_000 })
  await office.sql("update customer set class = 'KEY' where id = $1", [customerId])
})

const last = async () => (await office.call(lastContact, { customerId }, await town.as('shen'))).lastContactOn

/** The open duty of CARE-31 is reckoned from this day, once planned anew. */
async function reckonedFrom(): Promise<unknown> {
  const { jobId } = await office.call(startPlan, { incremental: true })
  await office.runJob(jobId)
  const rows = await office.sql<{ facts: string }>(
    "select facts from task where customer_id = $1 and rule_id = 'CARE-31' and state = 'OPEN' order by due_on limit 1",
    [customerId],
  )
  return JSON.parse(rows[0]?.facts ?? '{}').lastDoneOn ?? null
}

const open = async (ruleId: string) => {
  const [row] = await office.sql<{ id: string; version: number }>(
    "select id, version from task where customer_id = $1 and rule_id = $2 and state = 'OPEN' order by due_on limit 1",
    [customerId, ruleId],
  )
  return { id: Number(row?.id), version: row?.version ?? 0 }
}

describe('CARE-31 the last contact is the day that planning reckons from', () => {
  test('never, and a note is none', async () => {
    await office.call(logInteraction, { customerId, channel: 'NOTE', text: '老板换了电话', happenedAt: '2026-11-20T02:00:00Z' })
    expect([await last(), await reckonedFrom()]).toEqual([null, null])
  })

  test('on record, whoever began it', async () => {
    const said = { customerId, channel: 'IM', direction: 'IN', text: '问交期', happenedAt: '2026-10-31T16:30:00Z' } as const
    await office.call(logInteraction, said)
    expect([await last(), await reckonedFrom()]).toEqual(['2026-11-01', '2026-11-01'])
  })

  test('a task of one’s own, reported by its channel; taken back, it was none', async () => {
    const shen = await town.as('shen')
    const set = await office.call(createTask, { title: '问样品', customerId, dueOn: '2026-11-22' }, shen)
    const done = { id: set.id, version: set.version, doneOn: '2026-11-10', outcome: '下周寄' }
    const report = await office.call(doTask, { ...done, channel: 'PHONE' as const }, shen)
    expect([await last(), await reckonedFrom()]).toEqual(['2026-11-10', '2026-11-10'])
    const again = await office.call(reopenTask, { id: set.id, version: report.version }, shen)
    expect([await last(), await reckonedFrom()]).toEqual(['2026-11-01', '2026-11-01'])
    await office.call(doTask, { ...done, version: again.version }, shen)
    expect([await last(), await reckonedFrom()]).toEqual(['2026-11-01', '2026-11-01'])
  })

  test('a duty done without a contact on record', async () => {
    await office.call(doTask, { ...(await open('CARE-01')), ...maintained, doneOn: '2026-11-15' }, await town.as('shen'))
    expect([await last(), await reckonedFrom()]).toEqual(['2026-11-15', '2026-11-15'])
  })

  test('once a duty of its own has been done, too', async () => {
    const evidence = ['PRODUCT_LIST', 'VISIT_FORM'].map((kind) => ({ kind, note: '已登记' }))
    const report = { outcome: '一切正常', uncheckedReason: '已逐项谈过', evidence }
    office.now = new Date('2026-12-14T02:00:00Z')
    await office.call(
      doTask,
      { ...(await open('CARE-31')), ...report, channel: 'PHONE' as const, doneOn: '2026-12-14' },
      await town.as('shen'),
    )
    office.now = new Date('2026-12-20T02:00:00Z')
    await office.call(
      doTask,
      { ...(await open('CARE-02')), ...report, channel: 'VISIT' as const, doneOn: '2026-12-20' },
      await town.as('shen'),
    )
    expect([await last(), await reckonedFrom()]).toEqual(['2026-12-20', '2026-12-20'])
  })

  test('is for those who see the customer', async () => {
    expect(await refusal(office.call(lastContact, { customerId }, await town.as('far')))).toMatch(/^not-found/)
  })
})
