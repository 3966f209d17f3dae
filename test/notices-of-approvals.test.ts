import { expect, test } from 'vitest'
import { handOnApproval, withdrawApproval } from '../src/modules/approvals/contract.ts'
import type { Decider } from '../src/modules/approvals/policy.ts'
import { countNotices, listNotices } from '../src/modules/notifications/contract.ts'
import { createDeputy } from '../src/modules/organisation/contract.ts'
import { perform } from '../src/platform/perform.ts'
import { ask, askingOffice, kind } from './asking.ts'

const { office, units, people, idOf } = await askingOffice()
let subject = 0

const asked = async (as: string, decider: Decider) => {
  const input = { decider, reason: '够门槛', kind, subject: ++subject, customerId: null }
  return ((await perform(office, ask, people[as] ?? office.caller(), input)) as { id: number }).id
}
const toldOf = async (login: string) => (await office.call(listNotices, {}, people[login])).rows.map((n) => n.subjectId)
const waiting = async (login: string) => (await office.call(countNotices, {}, people[login])).unread

test('whoever decides is told that something waits, with whoever stands in for them, and nobody else', async () => {
  const span = { fromOn: '2026-11-20', untilOn: '2026-11-25' }
  await office.call(createDeputy, { personId: idOf('lu'), deputyId: idOf('bai'), ...span })
  const id = await asked('shen', { post: 'BRANCH_HEAD', unitId: units['team'] ?? 0 })
  for (const login of ['lu', 'bai']) expect(await toldOf(login)).toEqual([id])
  for (const login of ['shen', 'han', 'gu']) expect(await toldOf(login)).toEqual([])
  const [notice] = (await office.call(listNotices, {}, people['lu'])).rows
  expect(notice).toMatchObject({
    kind: 'APPROVAL_WAITING',
    subjectKind: 'APPROVAL',
    ruleId: null,
    facts: { what: kind, by: 'shen' },
    over: false,
  })
})

test('a permission tells those whose permission reaches so far', async () => {
  const id = await asked('shen', { permission: 'customers.assign', unitId: units['team'] ?? 0 })
  expect(await toldOf('lu')).toContain(id)
  expect(await toldOf('han')).not.toContain(id)
})

test('whoever a decision is handed on to is told', async () => {
  const id = await asked('shen', { post: 'BRANCH_HEAD', unitId: units['team'] ?? 0 })
  expect(await toldOf('han')).not.toContain(id)
  await office.call(handOnApproval, { id, version: 1, to: { personId: idOf('han') }, note: '' }, people['lu'])
  expect(await toldOf('han')).toContain(id)
})

test('once it is withdrawn nothing waits', async () => {
  const before = await waiting('lu')
  const id = await asked('shen', { post: 'BRANCH_HEAD', unitId: units['team'] ?? 0 })
  expect(await waiting('lu')).toBe(before + 1)
  await office.call(withdrawApproval, { id, version: 1 }, people['shen'])
  expect(await waiting('lu')).toBe(before)
  expect((await office.call(listNotices, {}, people['lu'])).rows.find((n) => n.subjectId === id)).toMatchObject({ over: true })
})
