import { beforeEach, describe, expect, test } from 'vitest'
import { withdrawAskings } from '../src/modules/approvals/actions/asking.ts'
import * as contract from '../src/modules/approvals/contract.ts'
import type { Decider } from '../src/modules/approvals/policy.ts'
import { createCustomer, deleteCustomer, timeline } from '../src/modules/customers/contract.ts'
import { createDeputy } from '../src/modules/organisation/contract.ts'
import { type Caller, change } from '../src/platform/action.ts'
import { perform } from '../src/platform/perform.ts'
import { ask, askingOffice, kind } from './asking.ts'

const { office, answers, units, people, idOf } = await askingOffice()
const customerId = (await office.call(createCustomer, { name: '宁波海棠电器有限公司', ownerId: idOf('shen') })).id
let subject = 0

type Asked = { decider: Decider; reason?: string; kind?: string; subject?: number; customerId?: number | null }
const asked = async (as: string, { decider, reason = '够门槛', kind: of = kind, subject: about, customerId: of2 = null }: Asked) => {
  const input = { decider, reason, kind: of, subject: about ?? ++subject, customerId: of2 }
  return ((await perform(office, ask, people[as] ?? office.caller(), input)) as { id: number }).id
}
const list = async (as: string, box: (typeof contract.approvalBoxes)[number] = 'TO_DECIDE') =>
  (await office.call(contract.listApprovals, { box }, people[as])).rows.map((r) => r.id)
const decide = (as: string, id: number, approved = true, more: { note?: string; version?: number } = {}) =>
  office.call(contract.decideApproval, { id, version: 1, approved, note: approved ? '' : '不够', ...more }, people[as])
const branchHead = (): Decider => ({ post: 'BRANCH_HEAD', unitId: units['team'] ?? 0 })

beforeEach(() => {
  answers.length = 0
})

describe('asking a second person', () => {
  test('reaches the head of the branch the team lies in, and nobody else', async () => {
    const id = await asked('shen', { decider: branchHead(), customerId })
    expect(await list('lu')).toContain(id)
    for (const other of ['shen', 'han', 'gu', 'bai']) expect(await list(other)).not.toContain(id)
    expect(await list('shen', 'ASKED')).toContain(id)
    const { rows } = await office.call(timeline, { id: customerId, limit: 1 })
    expect(rows[0]?.name).toBe('approval.asked')
  })

  test('is refused when nobody could decide, and while the same is being asked', async () => {
    await expect(asked('shen', { decider: { post: 'EVENT_TEAM', unitId: null } })).rejects.toMatchObject({ rule: 'nobody-to-decide' })
    await expect(asked('gu', { decider: { post: 'GENERAL_MANAGER', unitId: null } })).rejects.toMatchObject({ rule: 'nobody-to-decide' })
    await asked('shen', { decider: branchHead(), subject: 900 })
    await expect(asked('shen', { decider: branchHead(), subject: 900 })).rejects.toMatchObject({ rule: 'already-asked' })
  })

  test('for something no room follows up is a fault', async () => {
    await expect(asked('shen', { decider: branchHead(), kind: 'NOBODY' })).rejects.toThrow('no room offers')
  })

  test('by permission reaches whoever may, as far as their permission goes', async () => {
    const id = await asked('shen', { decider: { permission: 'customers.assign', unitId: units['team'] ?? 0 } })
    const whole = await asked('shen', { decider: { permission: 'policies.publish', unitId: null } })
    expect(await list('lu')).toContain(id)
    expect(await list('han')).not.toContain(id)
    expect(await list('gu')).toContain(whole)
    expect(await list('lu')).not.toContain(whole)
  })

  test('keeps the customer on the book until it is decided', async () => {
    const gone = (await office.call(createCustomer, { name: '无锡长风商贸有限公司' })).id
    const id = await asked('shen', { decider: branchHead(), customerId: gone })
    await expect(office.call(deleteCustomer, { id: gone, version: 1 })).rejects.toMatchObject({ rule: 'customer-in-use' })
    await decide('lu', id)
    await office.call(deleteCustomer, { id: gone, version: 1 })
    expect((await office.call(contract.listApprovals, { box: 'DECIDED' }, people['lu'])).rows[0]).toMatchObject({ id, customer: null })
  })
})

describe('deciding', () => {
  test('approving does what the room offered, with what was asked, in one change', async () => {
    const id = await asked('shen', { decider: branchHead(), customerId })
    expect(await decide('lu', id, true, { note: '同意' })).toMatchObject({
      state: 'APPROVED',
      decidedByName: 'lu',
      note: '同意',
      version: 2,
    })
    expect(answers).toMatchObject([
      {
        approved: true,
        approval: { id, kind, customerId, askedBy: idOf('shen'), decidedBy: idOf('lu'), facts: { amount: 5 }, note: '同意' },
      },
    ])
    const events = await office.sql<{ name: string; change_id: string }>('select name, change_id from event order by id desc limit 2')
    expect(events.map((e) => e.name)).toEqual(['thing.followed', 'approval.decided'])
    expect(new Set(events.map((e) => e.change_id)).size).toBe(1)
    expect(await list('lu')).not.toContain(id)
    expect(await list('lu', 'DECIDED')).toContain(id)
  })

  test('refusing says why', async () => {
    const id = await asked('shen', { decider: branchHead() })
    await expect(decide('lu', id, false, { note: ' ' })).rejects.toMatchObject({ issues: [{ path: 'note', reason: 'missing' }] })
    expect(await decide('lu', id, false)).toMatchObject({ state: 'REFUSED', note: '不够' })
    expect(answers.map((a) => a.approved)).toEqual([false])
  })

  test('is done once, on the version seen', async () => {
    const id = await asked('shen', { decider: branchHead() })
    await expect(decide('lu', id, true, { version: 7 })).rejects.toMatchObject({ code: 'conflict' })
    await decide('lu', id)
    await expect(decide('lu', id, false, { version: 2 })).rejects.toMatchObject({ rule: 'approval-was-approved' })
    expect(answers).toHaveLength(1)
  })

  test('twice at the same moment happens once', async () => {
    const id = await asked('shen', { decider: branchHead() })
    const both = await Promise.allSettled([decide('lu', id), decide('lu', id, false)])
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(answers).toHaveLength(1)
  })

  test('leaves everything as it was when what follows fails', async () => {
    const id = await asked('shen', { decider: branchHead(), reason: '出错' })
    await expect(decide('lu', id)).rejects.toThrow('what follows fails')
    expect(await list('lu')).toContain(id)
  })

  test('is not for whoever asked, nor for the database to let through', async () => {
    const own = await asked('lu', { decider: { permission: 'customers.assign', unitId: units['team'] ?? 0 } })
    await expect(decide('lu', own)).rejects.toMatchObject({ rule: 'own-asking' })
    const write = 'update approval set state = $1, decided_by = asked_by, decided_at = now() where id = $2'
    await expect(office.sql(write, ['APPROVED', own])).rejects.toThrow('check constraint')
  })

  test('for those without a part in it there is nothing', async () => {
    const id = await asked('shen', { decider: branchHead() })
    for (const other of ['han', 'gu', 'bai']) await expect(decide(other, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(decide('han', 999_999)).rejects.toMatchObject({ code: 'not-found', facts: { kind: 'approval' } })
    await expect(decide('pei', id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a deputy decides for the holder, in their time only, and never what they asked themselves', async () => {
    const id = await asked('shen', { decider: branchHead() })
    const own = await asked('bai', { decider: branchHead() })
    const span = { personId: idOf('lu'), deputyId: idOf('bai'), fromOn: '2026-11-22', untilOn: '2026-11-23' }
    await office.call(createDeputy, span, people['lu'])
    const later = { ...(people['bai'] as Caller), now: new Date('2026-11-24T02:00:00Z') }
    await expect(office.call(contract.decideApproval, { id, version: 1, approved: true }, later)).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await list('bai')).toContain(id)
    expect(await list('bai')).not.toContain(own)
    await expect(decide('bai', own)).rejects.toMatchObject({ rule: 'own-asking' })
    expect(await decide('bai', id)).toMatchObject({ state: 'APPROVED', decidedByName: 'bai' })
  })
})

describe('looking at one', () => {
  const look = (as: string, id: number) => office.call(contract.readApproval, { id }, people[as])

  test('says what one may do with it: who decides, who asked, and who has decided', async () => {
    const id = await asked('shen', { decider: branchHead(), customerId })
    expect(await look('lu', id)).toMatchObject({ id, state: 'ASKED', facts: { amount: 5 }, may: { decide: true, withdraw: false } })
    expect(await look('shen', id)).toMatchObject({ may: { decide: false, withdraw: true, look: true } })
    await decide('lu', id)
    expect(await look('lu', id)).toMatchObject({ state: 'APPROVED', may: { decide: false, withdraw: false } })
    expect(await look('shen', id)).toMatchObject({ state: 'APPROVED', may: { decide: false, withdraw: false } })
  })

  test('is not for others, and one handed on is no longer one’s own to decide', async () => {
    const id = await asked('shen', { decider: branchHead() })
    for (const other of ['han', 'gu']) await expect(look(other, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(look('lu', 999_999)).rejects.toMatchObject({ code: 'not-found', facts: { kind: 'approval' } })
    await office.call(contract.handOnApproval, { id, version: 1, to: { personId: idOf('han') } }, people['lu'])
    expect(await look('lu', id)).toMatchObject({ decider: { person: { name: 'han' } }, may: { decide: false, withdraw: false } })
    expect(await look('han', id)).toMatchObject({ may: { decide: true } })
    await expect(look('gu', id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('whoever decides is told whether they may look at the customer too', async () => {
    const id = await asked('shen', { decider: { personId: idOf('han') }, customerId })
    expect(await look('han', id)).toMatchObject({ customer: { id: customerId }, may: { decide: true, look: false } })
    const whole = await asked('shen', { decider: { post: 'GENERAL_MANAGER', unitId: null }, customerId })
    expect(await look('gu', whole)).toMatchObject({ may: { decide: true, look: true } })
  })
})

describe('withdrawing', () => {
  test('is for whoever asked, while nobody has decided', async () => {
    const id = await asked('shen', { decider: branchHead() })
    const withdraw = (as: string, version = 1) => office.call(contract.withdrawApproval, { id, version, note: '重复了' }, people[as])
    await expect(withdraw('lu')).rejects.toMatchObject({ rule: 'not-yours-to-withdraw' })
    await expect(withdraw('han')).rejects.toMatchObject({ code: 'not-found' })
    expect(await withdraw('shen')).toMatchObject({ state: 'WITHDRAWN', note: '重复了' })
    await expect(decide('lu', id, true, { version: 2 })).rejects.toMatchObject({ rule: 'approval-was-withdrawn' })
    await expect(withdraw('shen', 2)).rejects.toMatchObject({ rule: 'approval-was-withdrawn' })
    expect(answers).toEqual([])
  })

  test('a room takes back what it asked about a subject that goes', async () => {
    const id = await asked('shen', { decider: branchHead(), subject: 950 })
    const gone = change(ask.endpoint, async (context, input) => {
      const [first, ...rest] = await withdrawAskings(context, { kind: 'thing', id: input.subject }, '已删除')
      return first ? { result: { id: 1 }, events: [first, ...rest] } : { result: { id: 0 }, nothingChanged: true }
    })
    const input = { decider: null, reason: '', kind, subject: 950, customerId: null }
    expect(await perform(office, gone, office.caller(), input)).toEqual({ id: 1 })
    expect(await perform(office, gone, office.caller(), input)).toEqual({ id: 0 })
    expect(await list('lu')).not.toContain(id)
  })
})

describe('handing on', () => {
  const handOn = (as: string, id: number, to: { personId: number } | { post: string; unitId: number | null }) =>
    office.call(contract.handOnApproval, { id, version: 1, to, note: '请把关' }, people[as])

  test('leaves the decision to a post or a person, and no longer to oneself', async () => {
    const id = await asked('shen', { decider: branchHead() })
    expect(await handOn('lu', id, { post: 'GENERAL_MANAGER', unitId: null })).toMatchObject({
      decider: { post: { key: 'GENERAL_MANAGER' }, person: null, unit: null },
      note: '请把关',
      version: 2,
    })
    await expect(decide('lu', id, true, { version: 2 })).rejects.toMatchObject({ code: 'not-found' })
    expect(await list('gu')).toContain(id)
    const named = await asked('shen', { decider: branchHead() })
    await handOn('lu', named, { personId: idOf('han') })
    expect(await decide('han', named, true, { version: 2 })).toMatchObject({ decidedByName: 'han', decider: { person: { name: 'han' } } })
  })

  test('keeps it in the sight of whoever handed it on, with what came of it', async () => {
    const id = await asked('shen', { decider: branchHead() })
    await handOn('lu', id, { personId: idOf('han') })
    expect(await list('lu')).not.toContain(id)
    for (const as of ['shen', 'lu']) expect(await list(as, 'INVOLVED')).toContain(id)
    for (const as of ['han', 'gu']) expect(await list(as, 'INVOLVED')).not.toContain(id)
    await decide('han', id, true, { version: 2 })
    const [row] = (await office.call(contract.listApprovals, { box: 'INVOLVED' }, people['lu'])).rows
    expect(row).toMatchObject({ id, state: 'APPROVED', decidedByName: 'han' })
    expect(await list('han', 'INVOLVED')).toContain(id)
    const own = await asked('lu', { decider: { post: 'GENERAL_MANAGER', unitId: null } })
    expect((await list('lu', 'INVOLVED')).slice(0, 2)).toEqual([own, id])
    expect(await list('lu', 'DECIDED')).not.toContain(id)
  })

  test.each([
    ['to whoever asked', () => ({ personId: idOf('shen') }), { rule: 'own-asking' }],
    ['to somebody without an inbox', () => ({ personId: idOf('pei') }), { issues: [{ path: 'to.personId', reason: 'has-no-inbox' }] }],
    ['to nobody', () => ({ personId: 999_999 }), { issues: [{ path: 'to.personId', reason: 'no-such-person' }] }],
    ['to an empty post', () => ({ post: 'EVENT_TEAM', unitId: null }), { rule: 'nobody-to-decide' }],
    [
      'to a unit there is not',
      () => ({ post: 'BRANCH_HEAD', unitId: 999_999 }),
      { issues: [{ path: 'to.unitId', reason: 'no-such-unit' }] },
    ],
  ])('not %s', async (_, to, expected) => {
    const id = await asked('shen', { decider: branchHead() })
    await expect(handOn('lu', id, to())).rejects.toMatchObject(expected)
  })

  test('is not for whoever asked, nor for others', async () => {
    const id = await asked('shen', { decider: branchHead() })
    await expect(handOn('shen', id, { personId: idOf('han') })).rejects.toMatchObject({ rule: 'own-asking' })
    await expect(handOn('han', id, { personId: idOf('gu') })).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('a list by pages shows each once, newest first', async () => {
  const made: number[] = []
  for (let i = 0; i < 5; i++) made.push(await asked('han', { decider: { post: 'GENERAL_MANAGER', unitId: null } }))
  for (const [as, box] of [
    ['gu', 'TO_DECIDE'],
    ['han', 'ASKED'],
  ] as const) {
    const seen: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await office.call(contract.listApprovals, { box, limit: 2, ...(after ? { after } : {}) }, people[as])
      seen.push(...page.rows.map((r) => r.id))
      if (page.next === null) break
      after = page.next
    }
    expect(seen.filter((id) => made.includes(id))).toEqual([...made].reverse())
    expect(new Set(seen).size).toBe(seen.length)
  }
  expect((await office.call(contract.listApprovals, {})).rows).toEqual([])
})
