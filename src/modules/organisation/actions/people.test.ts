import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testOffice } from '../../../../test/office.ts'
import type { Endpoint } from '../../../core/endpoint.ts'
import { Problem } from '../../../core/problem.ts'
import type { Caller } from '../../../platform/action.ts'
import { inTransaction } from '../../../platform/db/connect.ts'
import { mintScope } from '../../../platform/scope.ts'
import { seedCompany } from '../../../platform/seed.ts'
import * as contract from '../contract.ts'
import { byPerson } from '../store/callers.ts'
import { createFirstAdministrator } from './founding.ts'

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

let adminId = 0
beforeAll(async () => {
  await seedCompany(office.company, office.house, office.now)
  const founder = { login: 'lan', name: '蓝心', password: 'lamp-tuesday-copper', companyName: '恒远机电', locale: 'zh-CN' as const }
  adminId = (await inTransaction(office.company.write, (tx) => createFirstAdministrator(tx, founder, office.now))).personId
})

describe('people', () => {
  test('a person is added without a password and told of', async () => {
    const unit = await aUnit('销售一部')
    const person = await ask(contract.createPerson, {
      login: 'Ｗang.Wei ',
      name: '王伟',
      unitId: unit.id,
      roles: ['account_manager'],
      phone: '13800138000',
    })
    expect(person).toMatchObject({
      login: 'wang.wei',
      unitName: '销售一部',
      roles: ['account_manager'],
      hasPassword: false,
      active: true,
      version: 1,
    })
    expect(await lastEvent('person', person.id)).toMatchObject({
      name: 'person.created',
      version: 1,
      before: null,
      after: { login: 'wang.wei', roles: ['account_manager'] },
    })
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
    const changed = await ask(contract.changePerson, {
      id: person.id,
      version: 1,
      name: '李芳芳',
      roles: ['sales_assistant', 'account_manager'],
    })
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
      const page: { rows: contract.Person[]; next: string | null } = await ask(contract.listPeople, {
        limit: 2,
        text: '页',
        ...(after ? { after } : {}),
      })
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
    const idsOf = async (filter: z.input<typeof contract.listPeople.input>) =>
      (await ask(contract.listPeople, { unitId: unit.id, ...filter })).rows.map((p) => p.id)
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
    expect(await ask(contract.setAssistance, { id: assistant.id, version: 1, personIds: [manager.id] })).toEqual({
      version: 2,
      personIds: [manager.id],
    })
    expect(await byPerson(office.company, assistant.id)).toMatchObject({ assistedIds: [manager.id] })
  })
})

describe('nobody handles more than they have', () => {
  const clerk = (fields: Parameters<typeof office.caller>[1] = {}) =>
    office.caller(['organisation.manage', 'roles.manage', 'customers.read'], fields)

  test('a clerk neither makes, changes, shuts out nor lets in an administrator', async () => {
    const id = adminId
    expect(await refusal(ask(contract.createPerson, { login: 'boss', name: '某', roles: ['admin'] }, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.createPasswordLink, { id }, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.setPersonActive, { id, version: 1, active: false }, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.changePerson, { id, version: 1, name: 'x' }, clerk()))).toBe('beyond-own-rights')
    const role = { key: 'super_clerk', name: '超级', permissions: ['*'], scope: 'OWN' as const, masked: false }
    expect(await refusal(ask(contract.createRole, role, clerk()))).toBe('beyond-own-rights')
    expect(await refusal(ask(contract.changeRole, { key: 'auditor', version: 1, permissions: ['customers.read'] }, clerk()))).toBe(
      'beyond-own-rights',
    )
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
    expect(await refusal(ask(contract.changeRole, { key: 'admin', version: 1, permissions: ['organisation.manage'] }))).toBe(
      'last-administrator',
    )
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

test('every endpoint but the public ones turns strangers away, and those with a permission turn others away', async () => {
  const stranger = office.caller([], { actor: { kind: 'LINK', personId: null, name: '', permissions: new Set() } })
  for (const { endpoint } of office.house.actions.values()) {
    if (
      endpoint.permission === 'public' ||
      !/^(session|passwordLink|password|people|assistance|units|roles|posts|deputies|tokens)\./.test(endpoint.name)
    )
      continue
    expect([endpoint.name, await refusal(office.call(endpoint, {}, stranger))]).toEqual([endpoint.name, 'signed-out'])
    if (endpoint.permission === 'signed-in') continue
    expect([endpoint.name, await refusal(office.call(endpoint, {}, office.caller([])))]).toEqual([endpoint.name, 'not-permitted'])
  }
})

test('a person begins in the language the company was set up in', async () => {
  const localeOf = async (login: string) => (await office.sql(`select locale from person where login = '${login}'`))[0]
  await office.sql("update company_profile set locale = 'zh-TW'")
  await office.call(contract.createPerson, { login: 'taipei', name: '林書豪', roles: [] })
  await office.sql("update company_profile set locale = 'zh-CN'")
  expect([await localeOf('lan'), await localeOf('taipei')]).toEqual([{ locale: 'zh-CN' }, { locale: 'zh-TW' }])
})
