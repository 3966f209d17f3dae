import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testOffice } from '../../../../test/office.ts'
import type { Endpoint } from '../../../core/endpoint.ts'
import { Problem } from '../../../core/problem.ts'
import type { Caller } from '../../../platform/action.ts'
import { inTransaction } from '../../../platform/db/connect.ts'
import { mintScope } from '../../../platform/scope.ts'
import { seedCompany } from '../../../platform/seed.ts'
import * as contract from '../contract.ts'
import { byPerson } from '../store/callers.ts'
import { identify } from './caller.ts'
import { createFirstAdministrator } from './founding.ts'

const office = await testOffice()

/** Asks as this caller (an administrator unless told otherwise) and checks the reply against the contract. */
async function ask<In extends z.ZodType, Out extends z.ZodType>(endpoint: Endpoint<In, Out>, input: z.input<In>, caller?: Caller): Promise<z.output<Out>> {
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
const aUnit = (name: string, parentId: number | null = null, kind: contract.UnitFields['kind'] = 'DEPARTMENT') => ask(contract.createUnit, { name, parentId, kind })

let adminId = 0
beforeAll(async () => {
  await seedCompany(office.company, office.house, office.now)
  const founder = { login: 'lan', name: '蓝心', password: 'lamp-tuesday-copper', companyName: '恒远机电' }
  adminId = (await inTransaction(office.company.write, (tx) => createFirstAdministrator(tx, founder, office.now))).personId
})

describe('people', () => {
  test('a person is added without a password and told of', async () => {
    const unit = await aUnit('销售一部')
    const person = await ask(contract.createPerson, { login: 'Ｗang.Wei ', name: '王伟', unitId: unit.id, roles: ['account_manager'], phone: '13800138000' })
    expect(person).toMatchObject({ login: 'wang.wei', unitName: '销售一部', roles: ['account_manager'], hasPassword: false, active: true, version: 1 })
    expect(await lastEvent('person', person.id)).toMatchObject({ name: 'person.created', version: 1, before: null, after: { login: 'wang.wei', roles: ['account_manager'] } })
    expect(await ask(contract.readPerson, { id: person.id })).toMatchObject({ posts: [], assists: [], email: null })
  })

  test.each([
    ['a login with a space', { login: 'a b' }, 'not-a-regex'],
    ['a login taken, in capitals', { login: 'LAN' }, 'login-taken'],
    ['a password', { password: 'chosen-by-somebody' }, 'unknown-field'],
    ['a version', { version: 7 }, 'unknown-field'],
    ['an unknown role', { roles: ['emperor'] }, 'no-such-role'],
    ['an unknown unit', { unitId: 999_999 }, 'no-such-unit'],
  ])('nobody is added with %s', async (_, fields, reason) => {
    const input = { login: `new${++count}`, name: '某人', ...fields }
    expect(await refusal(office.call(contract.createPerson, input))).toBe(reason)
  })

  test('a change keeps what differs, and needs the version seen', async () => {
    const person = await aPerson('李芳', { roles: ['account_manager'] })
    const changed = await ask(contract.changePerson, { id: person.id, version: 1, name: '李芳芳', roles: ['sales_assistant', 'account_manager'] })
    expect(changed).toMatchObject({ name: '李芳芳', version: 2, roles: ['account_manager', 'sales_assistant'] })
    expect(await lastEvent('person', person.id)).toEqual({
      name: 'person.changed',
      version: 2,
      before: { name: '李芳', roles: ['account_manager'] },
      after: { name: '李芳芳', roles: ['account_manager', 'sales_assistant'] },
    })
    expect(await refusal(ask(contract.changePerson, { id: person.id, version: 1, name: 'x' }))).toBe('changed-meanwhile')
    const before = (await eventsOf('person', person.id)).length
    expect((await ask(contract.changePerson, { id: person.id, version: 2, name: '李芳芳' })).version).toBe(2)
    expect(await eventsOf('person', person.id)).toHaveLength(before)
  })

  test('pages run through everybody by name, once', async () => {
    for (const name of ['页一', '页一', '页二', '页三']) await aPerson(name)
    const names: string[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page: { rows: contract.Person[]; next: string | null } = await ask(contract.listPeople, { limit: 2, text: '页', ...(after ? { after } : {}) })
      names.push(...page.rows.map((person) => person.name))
      after = page.next
    }
    expect(names).toEqual(['页一', '页一', '页三', '页二'])
    expect(await refusal(ask(contract.listPeople, { after: 'bm9uc2Vuc2U' }))).toBe('bad-cursor')
  })

  test('filters: unit, role, active, text; signs of LIKE are letters', async () => {
    const unit = await aUnit('筛选部')
    const a = await aPerson('筛甲', { unitId: unit.id, roles: ['auditor'] })
    const b = await aPerson('筛乙%', { unitId: unit.id })
    await ask(contract.setPersonActive, { id: b.id, version: 1, active: false })
    const idsOf = async (filter: z.input<typeof contract.listPeople.input>) => (await ask(contract.listPeople, { unitId: unit.id, ...filter })).rows.map((p) => p.id)
    expect((await idsOf({})).sort()).toEqual([a.id, b.id])
    expect(await idsOf({ role: 'auditor' })).toEqual([a.id])
    expect(await idsOf({ active: false })).toEqual([b.id])
    expect(await idsOf({ text: '%' })).toEqual([b.id])
    expect(await idsOf({ text: a.login.toUpperCase() })).toEqual([a.id])
    const options = await ask(contract.peopleOptions, { text: '筛' }, office.caller([]))
    expect(options.people).toEqual([{ id: a.id, name: '筛甲', unitId: unit.id, unitName: '筛选部' }])
  })

  test('assistance: the assistant sees the customers of those assisted', async () => {
    const [assistant, manager] = [await aPerson('助理', { roles: ['sales_assistant'] }), await aPerson('经理')]
    expect(await refusal(ask(contract.setAssistance, { id: assistant.id, version: 1, personIds: [assistant.id] }))).toBe('assists-oneself')
    expect(await ask(contract.setAssistance, { id: assistant.id, version: 1, personIds: [manager.id] })).toEqual({ version: 2, personIds: [manager.id] })
    expect(await byPerson(office.company, assistant.id)).toMatchObject({ assistedIds: [manager.id] })
  })
})

describe('nobody handles more than they have', () => {
  const clerk = (fields: Parameters<typeof office.caller>[1] = {}) => office.caller(['organisation.manage', 'roles.manage', 'customers.read'], fields)

  test('a clerk neither makes, changes, shuts out nor lets in an administrator', async () => {
    const id = adminId
    expect(await refusal(ask(contract.createPerson, { login: 'boss', name: '某', roles: ['admin'] }, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.createPasswordLink, { id }, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.setPersonActive, { id, version: 1, active: false }, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.changePerson, { id, version: 1, name: 'x' }, clerk()))).toBe('beyond-own-rights')
    const role = { key: 'super_clerk', name: '超级', permissions: ['*'], scope: 'OWN' as const, masked: false }
    expect(await refusal(ask(contract.createRole, role, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.changeRole, { key: 'auditor', version: 1, permissions: ['customers.read'] }, clerk()))).toBe('beyond-own-rights')
  })

  test('a clerk of a branch sees and changes the people of that branch only', async () => {
    const [branch, other] = [await aUnit('广州分公司', null, 'BRANCH'), await aUnit('武汉分公司', null, 'BRANCH')]
    const [near, far] = [await aPerson('近', { unitId: branch.id }), await aPerson('远', { unitId: other.id })]
    const caller = clerk({ scope: mintScope({ all: false, unitIds: [branch.id], ownerIds: [], masked: false }) })
    expect((await ask(contract.listPeople, {}, caller)).rows.map((p) => p.id)).toEqual([near.id])
    expect(await refusal(ask(contract.readPerson, { id: far.id }, caller))).toBe('not-found')
    expect(await refusal(ask(contract.changePerson, { id: far.id, version: 1, name: 'x' }, caller))).toBe('not-found')
    expect(await refusal(ask(contract.createPasswordLink, { id: far.id }, caller))).toBe('not-found')
    expect(await refusal(ask(contract.changePerson, { id: near.id, version: 1, unitId: other.id }, caller))).toBe('no-such-unit')
    expect(await refusal(ask(contract.createUnit, { name: '私设', parentId: null, kind: 'TEAM' }, caller))).toBe('whole-company-only')
    expect((await ask(contract.changePerson, { id: near.id, version: 1, name: '近邻' }, caller)).name).toBe('近邻')
  })
})

describe('somebody remains who can open every door', () => {
  test('the last administrator is neither demoted nor shut out, nor is the role emptied', async () => {
    const { version } = await ask(contract.readPerson, { id: adminId })
    await aPerson('没有密码的管理员', { roles: ['admin'] })
    expect(await refusal(ask(contract.changePerson, { id: adminId, version, roles: [] }))).toBe('last-administrator')
    expect(await refusal(ask(contract.setPersonActive, { id: adminId, version, active: false }))).toBe('last-administrator')
    expect(await refusal(ask(contract.changeRole, { key: 'admin', version: 1, permissions: ['organisation.manage'] }))).toBe('last-administrator')
    expect(await refusal(ask(contract.changeRole, { key: 'admin', version: 1, scope: 'OWN' }))).toBe('last-administrator')
    expect(await ask(contract.readPerson, { id: adminId })).toMatchObject({ active: true, roles: ['admin'], version })
  })

  test('two administrators who demote each other at once: one stays', async () => {
    const second = await aPerson('第二位', { roles: ['admin'] })
    await office.sql("update person set password_hash = 'x' where id = $1", [second.id])
    const demote = (id: number) => ask(contract.changePerson, { id, version: 1, roles: ['executive'] })
    const results = await Promise.allSettled([demote(adminId), demote(second.id)])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    await office.sql("insert into person_role values ($1, 'admin') on conflict do nothing", [adminId])
  })
})

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
    expect(await lastEvent('unit', team.id)).toEqual({ name: 'unit.changed', version: 2, before: { parentId: branch.id }, after: { parentId: null } })
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
    const sight = async () => (await identify({ personId: head.id, kind: 'PERSON', name: '' }, { company: office.company, now: office.now, requestId: 'r', permissions: [] }))?.scope
    expect(await sight()).toMatchObject({ all: false, ownerIds: [head.id], masked: false })
    expect((await sight())?.unitIds).toContain(deep.id)
    await ask(contract.changeUnit, { id: deep.id, version: 1, parentId: null })
    expect((await sight())?.unitIds).not.toContain(deep.id)
  })
})

describe('roles', () => {
  const fields = { name: '店长', permissions: ['organisation.manage'], scope: 'UNIT' as const, masked: false }
  test('a role is made, given, changed and removed', async () => {
    expect(await ask(contract.createRole, { key: 'shop_head', ...fields })).toMatchObject({ key: 'shop_head', builtIn: false, people: 0, version: 1 })
    expect(await refusal(ask(contract.createRole, { key: 'shop_head', ...fields }))).toBe('key-taken')
    const person = await aPerson('店长', { roles: ['shop_head'] })
    expect(await refusal(ask(contract.deleteRole, { key: 'shop_head', version: 1 }))).toBe('role-in-use')
    const changed = await ask(contract.changeRole, { key: 'shop_head', version: 1, permissions: ['tokens.own', 'organisation.manage'], masked: true })
    expect(changed).toMatchObject({ permissions: ['organisation.manage', 'tokens.own'], masked: true, people: 1, version: 2 })
    expect(await byPerson(office.company, person.id)).toMatchObject({ grants: [{ permissions: ['organisation.manage', 'tokens.own'], scope: 'UNIT', masked: true }] })
    expect(await refusal(ask(contract.changeRole, { key: 'shop_head', version: 1, name: 'x' }))).toBe('changed-meanwhile')
    await ask(contract.changePerson, { id: person.id, version: 1, roles: [] })
    await ask(contract.deleteRole, { key: 'shop_head', version: 2 })
    expect(await refusal(ask(contract.deleteRole, { key: 'auditor', version: 1 }))).toBe('role-built-in')
  })

  test('a permission nobody asks for is refused; one the role holds from before may stay', async () => {
    expect(await refusal(ask(contract.createRole, { key: 'typo', ...fields, permissions: ['organisation.mange'] }))).toBe('unknown-permissions')
    const { roles, permissions } = await ask(contract.listRoles, {})
    expect(permissions).toContain('organisation.manage')
    const executive = roles.find((role) => role.key === 'executive')
    expect(await ask(contract.changeRole, { key: 'executive', version: executive?.version ?? 0, name: '总裁' })).toMatchObject({ name: '总裁' })
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
    expect(post).toMatchObject({ version: 2, holders: [{ personName: '岗一', unitId: null }, { personName: '岗二', unitId: unit.id }] })
    expect(await refusal(ask(contract.assignPost, { key: 'UNIT_HEAD', version: 1, holders: [] }))).toBe('changed-meanwhile')
    expect(await refusal(ask(contract.assignPost, { key: 'UNIT_HEAD', version: 2, holders: [{ personId: 999_999, unitId: null }] }))).toBe('no-such-person')
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

test('every endpoint but the public ones turns strangers away, and those with a permission turn others away', async () => {
  const stranger = office.caller([], { actor: { kind: 'LINK', personId: null, name: '', permissions: new Set() } })
  for (const { endpoint } of office.house.actions.values()) {
    if (endpoint.permission === 'public' || !/^(session|passwordLink|password|people|assistance|units|roles|posts|deputies|tokens)\./.test(endpoint.name)) continue
    expect([endpoint.name, await refusal(office.call(endpoint, {}, stranger))]).toEqual([endpoint.name, 'signed-out'])
    if (endpoint.permission === 'signed-in') continue
    expect([endpoint.name, await refusal(office.call(endpoint, {}, office.caller([])))]).toEqual([endpoint.name, 'not-permitted'])
  }
})
