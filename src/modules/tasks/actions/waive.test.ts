import { beforeEach, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../../test/office.ts'
import { bothTallies, maintained as done, duty, inTx, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { decideApproval, listApprovals, withdrawApproval } from '../../approvals/contract.ts'
import { assignPost, createPerson, listPosts } from '../../organisation/contract.ts'
import { askWaive } from '../contract/waiving.ts'
import * as contract from '../contract.ts'
import { endPlanned } from './planning.ts'

const office = await testOffice()
const { east, shen, gao, haitang, as } = await taskTown(office)
const han = await office.call(createPerson, { login: 'han', name: 'han', roles: ['account_manager'], unitId: east.id })

const headed = async (by: { id: number } | null) => {
  const { version = 1 } = (await office.call(listPosts, {})).posts.find((p) => p.key === 'UNIT_HEAD') ?? {}
  const holders = by === null ? [] : [{ personId: by.id, unitId: east.id }]
  await office.call(assignPost, { key: 'UNIT_HEAD', version, holders })
}
await headed(han)

beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate task, duty_tally, duty_total, duty_load, approval cascade')
})

const planned = async (change: Parameters<typeof duty>[2] = {}) => {
  const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-22', { ...of(shen, east), ...change })])
  return id
}
const ask = async (id: number, change: object = {}, login = 'shen') =>
  office.call(askWaive, { id, version: 1, reason: '客户停业装修', ...change }, await as(login))
const inbox = async (login: string) => (await office.call(listApprovals, {}, await as(login))).rows
const decide = async (login: string, approved: boolean) => {
  const [asked] = await inbox(login)
  const note = approved ? '' : '先打个电话'
  return office.call(decideApproval, { id: asked?.id ?? 0, version: 1, approved, note }, await as(login))
}
const read = (id: number) => office.call(contract.readTask, { id })
const states = async () => (await office.sql<{ state: string }>('select state from approval order by id')).map((r) => r.state)
const sameTallies = async () => {
  const { kept, recounted } = await bothTallies(office)
  expect(kept).toEqual(recounted)
}

describe('CARE-01 a release is asked of the head of the unit', () => {
  test('the task stays open and says who asked, since when, and whose decision it is', async () => {
    const id = await planned()
    expect(await ask(id)).toMatchObject({
      state: 'OPEN',
      version: 1,
      waiveAsked: { byId: shen.id, by: 'shen', at: '2026-11-22T02:00:00.000Z', reason: '客户停业装修', unit: '东区', post: '部门负责人' },
    })
    expect(await inbox('han')).toMatchObject([
      {
        kind: 'TASK_WAIVE',
        subjectKind: 'task',
        subjectId: id,
        customer: { id: haitang.id },
        facts: { taskId: id, ruleId: 'CARE-01', title: '大客户定期维护', kind: 'MAINTENANCE', dueOn: '2026-11-22', windowTo: '2026-11-29' },
      },
    ])
    for (const other of ['shen', 'lu', 'far']) expect(await inbox(other)).toEqual([])
  })

  test('approved, it is waived for the reason it was asked, in one change', async () => {
    const id = await planned()
    await ask(id)
    await decide('han', true)
    expect(await read(id)).toMatchObject({ state: 'WAIVED', standing: 'WAIVED', endedReason: '客户停业装修', waiveAsked: null })
    const events = await office.sql<{ name: string; change_id: string }>('select name, change_id from event order by id desc limit 2')
    expect(events.map((e) => e.name)).toEqual(['task.waived', 'approval.decided'])
    expect(new Set(events.map((e) => e.change_id)).size).toBe(1)
    await sameTallies()
  })

  test('refused, it is still to be done, and may be asked again', async () => {
    const id = await planned()
    await ask(id)
    await decide('han', false)
    expect(await read(id)).toMatchObject({ state: 'OPEN', waiveAsked: null })
    expect(await ask(id)).toMatchObject({ waiveAsked: { by: 'shen' } })
    expect(await states()).toEqual(['REFUSED', 'ASKED'])
  })

  test('taken back by whoever asked, it is as before', async () => {
    const id = await planned()
    const { waiveAsked } = await ask(id)
    await office.call(withdrawApproval, { id: waiveAsked?.approvalId ?? 0, version: waiveAsked?.version ?? 0 }, await as('shen'))
    expect(await read(id)).toMatchObject({ state: 'OPEN', waiveAsked: null })
  })
})

describe('where the unit has no head but whoever asks', () => {
  test('whoever may waive there decides', async () => {
    const id = await planned(of(han, east))
    expect(await ask(id, {}, 'han')).toMatchObject({ waiveAsked: { by: 'han', post: null, person: null, unit: '东区' } })
    expect((await inbox('lu')).map((a) => a.decider.permission)).toEqual(['tasks.waive'])
    expect(await inbox('far')).toEqual([])
    await decide('lu', true)
    expect(await read(id)).toMatchObject({ state: 'WAIVED' })
  })

  test('so too while the post is vacant', async () => {
    const id = await planned()
    await headed(null)
    await ask(id)
    await headed(han)
    expect(await inbox('lu')).toHaveLength(1)
    expect(await inbox('han')).toEqual([])
  })
})

describe('a task that is settled meanwhile', () => {
  test.each<[string, (id: number) => Promise<unknown>, string]>([
    ['done', async (id) => office.call(contract.doTask, { id, version: 1, ...done }, await as('shen')), 'DONE'],
    ['waived directly', async (id) => office.call(contract.waiveTask, { id, version: 1, reason: '重复' }, await as('lu')), 'WAIVED'],
    ['no longer owed', (id) => inTx(office, (tx) => endPlanned(tx, [id], 'TIER_CHANGED', office.now)), 'ENDED'],
  ])('%s takes the asking back', async (_, settle, state) => {
    const id = await planned()
    await ask(id)
    await settle(id)
    expect(await read(id)).toMatchObject({ state, waiveAsked: null })
    expect(await states()).toEqual(['WITHDRAWN'])
    expect(await inbox('han')).toEqual([])
    await sameTallies()
  })

  test('says so on the trail', async () => {
    const id = await planned()
    await ask(id)
    await office.call(contract.doTask, { id, version: 1, ...done })
    const names = (await office.sql<{ name: string }>('select name from event order by id desc limit 2')).map((e) => e.name)
    expect(names).toEqual(['approval.withdrawn', 'task.done'])
    await ask((await plan(office, [duty(haitang.id, '2026-12-22', of(shen, east))]))[0] ?? 0)
    const ended = await inTx(office, async (tx) =>
      endPlanned(
        tx,
        (await office.sql<{ id: string }>("select id from task where state = 'OPEN'")).map((r) => Number(r.id)),
        'x',
        office.now,
      ),
    )
    expect(ended.map((e) => e.name)).toEqual(['approval.withdrawn'])
  })

  test('at the very moment of the decision is one or the other', async () => {
    const id = await planned()
    await ask(id)
    const [deciding, doing] = await Promise.allSettled([decide('han', true), office.call(contract.doTask, { id, version: 1, ...done })])
    const { state } = await read(id)
    expect([deciding.status, doing.status]).toEqual(state === 'WAIVED' ? ['fulfilled', 'rejected'] : ['rejected', 'fulfilled'])
    expect(await states()).toEqual([state === 'WAIVED' ? 'APPROVED' : 'WITHDRAWN'])
    await sameTallies()
  })
})

describe('asking is refused', () => {
  test('without a reason, twice, on an old page, for what is settled', async () => {
    const id = await planned()
    expect(await refusal(ask(id, { reason: ' ' }))).toBe('invalid invalid-input reason:missing')
    expect(await refusal(ask(id, { version: 4 }))).toBe('conflict changed-meanwhile')
    expect(await refusal(ask(id))).toBe('allowed')
    expect(await refusal(ask(id))).toBe('refused already-asked')
    await office.call(contract.waiveTask, { id, version: 1, reason: '重复' })
    expect(await refusal(ask(id, { version: 2 }))).toBe('refused task-not-open')
  })

  test('to whoever does not see the task or does no tasks; the one it is given to may ask', async () => {
    const id = await planned()
    expect(await refusal(ask(id, {}, 'far'))).toBe('not-found not-found')
    expect(await refusal(ask(id, {}, 'pei'))).toBe('forbidden not-permitted')
    await office.sql('update task set assignee_id = $1', [gao.id])
    expect(await refusal(ask(id, {}, 'gao'))).toBe('allowed')
  })
})

describe('CARE-04 without a new product', () => {
  const recommendation = { ruleId: 'CARE-04', kind: 'PRODUCT_RECOMMENDATION' }

  test('whoever does it releases itself with that reason, asking nobody', async () => {
    const id = await planned(recommendation)
    expect((await read(id)).rule?.waiveFor).toEqual(['没有新品'])
    const waived = await ask(id, { ground: '没有新品', reason: '' })
    expect(waived).toMatchObject({ state: 'WAIVED', endedReason: '没有新品', waiveAsked: null })
    expect(await states()).toEqual([])
    await sameTallies()
  })

  test('another reason is asked for, another case there is none', async () => {
    const id = await planned(recommendation)
    expect(await refusal(ask(id, { ground: '没有时间' }))).toBe('invalid invalid-input ground:not-one-of')
    expect(await ask(id)).toMatchObject({ state: 'OPEN', waiveAsked: { reason: '客户停业装修' } })
  })

  test('the case does not serve another rule', async () => {
    expect(await refusal(ask(await planned(), { ground: '没有新品' }))).toBe('invalid invalid-input ground:not-one-of')
  })
})
