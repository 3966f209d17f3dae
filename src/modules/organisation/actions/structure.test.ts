import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testOffice } from '../../../../test/office.ts'
import type { Endpoint } from '../../../core/endpoint.ts'
import { Problem } from '../../../core/problem.ts'
import type { Caller } from '../../../platform/action.ts'
import { seedCompany } from '../../../platform/seed.ts'
import * as contract from '../contract.ts'
import { byPerson } from '../store/callers.ts'
import { identify } from './caller.ts'

const office = await testOffice()

/** Asks as this caller (an administrator unless told otherwise) and checks the reply against the contract. */
async function ask<In extends z.ZodType, Out extends z.ZodType>(
  endpoint: Endpoint<In, Out>,
  input: z.input<In>,
  caller?: Caller,
): Promise<z.output<Out>> {
  return endpoint.output.parse(await office.call(endpoint, input, caller))
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(problem instanceof Problem)) throw new Error(`expected a problem, got ${String(problem)}`)
  return problem.issues[0]?.reason ?? problem.rule
}

const eventsOf = (kind: string, id: number) =>
  office.sql<{ name: string; value: string | null; subject_version: number | null }>(
    'select e.name, v.value, e.subject_version from event e left join event_value v on v.event_id = e.id where e.subject_kind = $1 and e.subject_id = $2 order by e.id',
    [kind, id],
  )
const lastEvent = async (kind: string, id: number) => {
  const event = (await eventsOf(kind, id)).at(-1)
  return { name: event?.name, version: event?.subject_version, ...JSON.parse(event?.value ?? '{}') }
}

let count = 0
const aPerson = (name: string, fields: Partial<z.input<typeof contract.createPerson.input>> = {}) =>
  ask(contract.createPerson, { login: `person${++count}`, name, ...fields })
const aUnit = (name: string, parentId: number | null = null, kind: contract.UnitFields['kind'] = 'DEPARTMENT') =>
  ask(contract.createUnit, { name, parentId, kind })

beforeAll(() => seedCompany(office.company, office.house, office.now))

describe('units', () => {
  test('a tree is built, moved and cleared; circles and crowds are refused', async () => {
    const company = await aUnit('总公司', null, 'COMPANY')
    const branch = await aUnit('分公司', company.id, 'BRANCH')
    const team = await aUnit('小组', branch.id, 'TEAM')
    expect(await refusal(aUnit('分公司', company.id))).toBe('name-taken')
    expect(await refusal(ask(contract.changeUnit, { id: branch.id, version: 1, parentId: team.id }))).toBe('unit-below-itself')
    expect(await refusal(ask(contract.changeUnit, { id: branch.id, version: 1, parentId: 999_999 }))).toBe('no-such-unit')
    expect(await refusal(ask(contract.deleteUnit, { id: branch.id, version: 1 }))).toBe('unit-in-use')
    const moved = await ask(contract.changeUnit, { id: team.id, version: 1, parentId: null })
    expect(moved).toMatchObject({ parentId: null, version: 2 })
    expect(await lastEvent('unit', team.id)).toEqual({
      name: 'unit.changed',
      version: 2,
      before: { parentId: branch.id },
      after: { parentId: null },
    })
    expect(await refusal(ask(contract.deleteUnit, { id: team.id, version: 1 }))).toBe('changed-meanwhile')
    await ask(contract.deleteUnit, { id: team.id, version: 2 })
    expect((await ask(contract.listUnits, {}, office.caller([]))).units.map((u) => u.id)).not.toContain(team.id)
  })

  test('two moves at once close no circle', async () => {
    const [a, b] = [await aUnit('甲组'), await aUnit('乙组')]
    const below = (id: number, parentId: number) => ask(contract.changeUnit, { id, version: 1, parentId })
    const results = await Promise.allSettled([below(a.id, b.id), below(b.id, a.id)])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('a branch head sees the branch with all below it, as it stands now', async () => {
    const branch = await aUnit('视野分公司', null, 'BRANCH')
    const deep = await aUnit('三级', (await aUnit('二级', branch.id)).id)
    const head = await aPerson('负责人', { unitId: branch.id, roles: ['branch_head'] })
    const sight = async () =>
      (
        await identify(
          { personId: head.id, kind: 'PERSON', name: '' },
          { company: office.company, now: office.now, requestId: 'r', permissions: [] },
        )
      )?.scope
    expect(await sight()).toMatchObject({ all: false, ownerIds: [head.id], masked: false })
    expect((await sight())?.unitIds).toContain(deep.id)
    await ask(contract.changeUnit, { id: deep.id, version: 1, parentId: null })
    expect((await sight())?.unitIds).not.toContain(deep.id)
  })
})

describe('roles', () => {
  const fields = { name: '店长', permissions: ['organisation.manage'], scope: 'UNIT' as const, masked: false }
  test('a role is made, given, changed and removed', async () => {
    expect(await ask(contract.createRole, { key: 'shop_head', ...fields })).toMatchObject({
      key: 'shop_head',
      builtIn: false,
      people: 0,
      version: 1,
    })
    expect(await refusal(ask(contract.createRole, { key: 'shop_head', ...fields }))).toBe('key-taken')
    const person = await aPerson('店长', { roles: ['shop_head'] })
    expect(await refusal(ask(contract.deleteRole, { key: 'shop_head', version: 1 }))).toBe('role-in-use')
    const changed = await ask(contract.changeRole, {
      key: 'shop_head',
      version: 1,
      permissions: ['tokens.own', 'organisation.manage'],
      masked: true,
    })
    expect(changed).toMatchObject({ permissions: ['organisation.manage', 'tokens.own'], masked: true, people: 1, version: 2 })
    expect(await byPerson(office.company, person.id)).toMatchObject({
      grants: [{ permissions: ['organisation.manage', 'tokens.own'], scope: 'UNIT', masked: true }],
    })
    expect(await refusal(ask(contract.changeRole, { key: 'shop_head', version: 1, name: 'x' }))).toBe('changed-meanwhile')
    await ask(contract.changePerson, { id: person.id, version: 1, roles: [] })
    await ask(contract.deleteRole, { key: 'shop_head', version: 2 })
    expect(await refusal(ask(contract.deleteRole, { key: 'auditor', version: 1 }))).toBe('role-built-in')
  })

  test('a permission nobody asks for is refused; one the role holds from before may stay', async () => {
    expect(await refusal(ask(contract.createRole, { key: 'typo', ...fields, permissions: ['organisation.mange'] }))).toBe(
      'unknown-permissions',
    )
    const { roles, permissions } = await ask(contract.listRoles, {})
    expect(permissions).toContain('organisation.manage')
    const executive = roles.find((role) => role.key === 'executive')
    expect(await ask(contract.changeRole, { key: 'executive', version: executive?.version ?? 0, name: '总裁' })).toMatchObject({
      name: '总裁',
    })
  })

  test('whoever lacks a permission learns which roles have it', async () => {
    await ask(contract.createRole, { key: 'dispatcher', name: '调度', permissions: ['tasks.assign'], scope: 'UNIT', masked: false })
    const { roles } = await ask(contract.rolesWith, { permission: 'tasks.assign' })
    expect(roles.map(({ key }) => key).sort()).toEqual(['admin', 'branch_head', 'care_manager', 'dispatcher'])
    expect((await ask(contract.rolesWith, { permission: 'nothing.at.all' })).roles.map(({ key }) => key)).toEqual(['admin'])
  })
})

describe('posts and deputies', () => {
  test('a post is held by people, for the company or a unit', async () => {
    const [one, two, unit] = [await aPerson('岗一'), await aPerson('岗二'), await aUnit('岗位部')]
    const holders = [
      { personId: two.id, unitId: unit.id },
      { personId: one.id, unitId: null },
      { personId: one.id, unitId: null },
    ]
    const post = await ask(contract.assignPost, { key: 'UNIT_HEAD', version: 1, holders })
    expect(post).toMatchObject({
      version: 2,
      holders: [
        { personName: '岗一', unitId: null },
        { personName: '岗二', unitId: unit.id },
      ],
    })
    expect(await refusal(ask(contract.assignPost, { key: 'UNIT_HEAD', version: 1, holders: [] }))).toBe('changed-meanwhile')
    expect(await refusal(ask(contract.assignPost, { key: 'UNIT_HEAD', version: 2, holders: [{ personId: 999_999, unitId: null }] }))).toBe(
      'no-such-person',
    )
    expect(await refusal(ask(contract.deleteUnit, { id: unit.id, version: 1 }))).toBe('unit-in-use')
    expect((await ask(contract.listPosts, {}, office.caller([]))).posts.map((p) => p.key)).toContain('MANAGEMENT_COMMITTEE')
  })

  test('one names a deputy for oneself; for others it takes organisation.manage', async () => {
    const [boss, deputy] = [await aPerson('休假者'), await aPerson('代理人')]
    const as = (personId: number, permissions: string[] = []) =>
      office.caller([], { actor: { kind: 'PERSON', personId, name: 'x', permissions: new Set(permissions) } })
    const leave = { personId: boss.id, deputyId: deputy.id, fromOn: '2026-10-01', untilOn: '2026-10-08' }
    expect(await refusal(ask(contract.createDeputy, leave, as(deputy.id)))).toBe('not-permitted')
    const made = await ask(contract.createDeputy, leave, as(boss.id))
    expect(made).toMatchObject({ personName: '休假者', deputyName: '代理人' })
    expect(await refusal(ask(contract.createDeputy, { ...leave, deputyId: boss.id }, as(boss.id)))).toBe('deputy-is-oneself')
    expect(await refusal(ask(contract.createDeputy, { ...leave, deputyId: 999_999 }, as(boss.id)))).toBe('no-such-person')
    const on = async (day: string) => (await ask(contract.listDeputies, { personId: boss.id, on: day }, as(deputy.id))).deputies.length
    expect([await on('2026-09-30'), await on('2026-10-01'), await on('2026-10-08'), await on('2026-10-09')]).toEqual([0, 1, 1, 0])
    expect(await refusal(ask(contract.deleteDeputy, { id: made.id }, as(deputy.id)))).toBe('not-permitted')
    await ask(contract.deleteDeputy, { id: made.id }, as(999, ['organisation.manage']))
    expect(await on('2026-10-01')).toBe(0)
  })
})
