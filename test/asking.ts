import { z } from 'zod'
import { endpoint } from '../src/core/endpoint.ts'
import { askApproval } from '../src/modules/approvals/actions/asking.ts'
import type { Decider } from '../src/modules/approvals/policy.ts'
import { assignPost, createPerson, createUnit, listPosts } from '../src/modules/organisation/contract.ts'
import { type Caller, change } from '../src/platform/action.ts'
import type { Approval } from '../src/platform/house.ts'
import { type TestOffice, testOffice } from './office.ts'
import { personIn } from './world.ts'

/** What the room of the tests asks for. */
export const kind = 'TEST_KEY'

/** As a later room would ask: in a change of its own. */
export const ask = change(
  endpoint({
    name: 'things.ask',
    summary: 'ask',
    method: 'POST',
    path: '/things',
    permission: 'approvals.own',
    input: z.strictObject({ decider: z.unknown(), reason: z.string(), kind: z.string(), subject: z.int(), customerId: z.int().nullable() }),
    output: z.strictObject({ id: z.int() }),
  }),
  async (context, input) => {
    const about = { subject: { kind: 'thing', id: input.subject }, customerId: input.customerId, facts: { amount: 5 } }
    const { id, event } = await askApproval(context, {
      ...about,
      kind: input.kind,
      reason: input.reason,
      decider: input.decider as Decider,
    })
    return { result: { id }, events: [event] }
  },
)

export type AskingOffice = {
  office: TestOffice
  /** What the room that asked was told, in order. */
  answers: { approval: Approval; approved: boolean }[]
  units: Record<string, number>
  people: Record<string, Caller>
  idOf(login: string): number
}

/**
 * An office with a room that asks, in which what follows fails for the reason 出错. Team `team` lies in `branch`, whose head is lu;
 * han heads `elsewhere`, gu is general manager; shen and bai work in the team, pei audits.
 */
export async function askingOffice(): Promise<AskingOffice> {
  const office = await testOffice()
  const answers: AskingOffice['answers'] = []
  const decided = async (_: unknown, approval: Approval, approved: boolean) => {
    if (approval.reason === '出错') throw new Error('what follows fails')
    answers.push({ approval, approved })
    return { events: [{ name: 'thing.followed', subject: { kind: 'thing', id: approval.subject.id } }] }
  }
  office.house = { ...office.house, approvals: new Map([[kind, { kind, decided }]]) }
  const units: Record<string, number> = {}
  const people: Record<string, Caller> = {}
  const idOf = (login: string): number => people[login]?.actor.personId ?? 0
  const add = async (name: string, parent: string | undefined, unitKind: 'COMPANY' | 'BRANCH' | 'TEAM') => {
    const parentId = parent === undefined ? null : (units[parent] ?? null)
    units[name] = (await office.call(createUnit, { name, parentId, kind: unitKind })).id
  }
  await add('company', undefined, 'COMPANY')
  await add('branch', 'company', 'BRANCH')
  await add('team', 'branch', 'TEAM')
  await add('elsewhere', 'company', 'BRANCH')
  const roles: [string, string, string][] = [
    ['shen', 'account_manager', 'team'],
    ['lu', 'branch_head', 'branch'],
    ['han', 'branch_head', 'elsewhere'],
    ['gu', 'executive', 'company'],
    ['bai', 'sales_assistant', 'team'],
    ['pei', 'auditor', 'company'],
  ]
  for (const [login, role, unit] of roles)
    await office.call(createPerson, { login, name: login, roles: [role], unitId: units[unit] ?? null })
  for (const [login] of roles) people[login] = await personIn(office, login)
  const hold = async (key: string, holders: [string, string | null][]) => {
    const { version = 1 } = (await office.call(listPosts, {})).posts.find((p) => p.key === key) ?? {}
    const named = holders.map(([login, unit]) => ({ personId: idOf(login), unitId: unit === null ? null : (units[unit] ?? null) }))
    await office.call(assignPost, { key, version, holders: named })
  }
  await hold('BRANCH_HEAD', [
    ['lu', 'branch'],
    ['han', 'elsewhere'],
  ])
  await hold('GENERAL_MANAGER', [['gu', null]])
  return { office, answers, units, people, idOf }
}
