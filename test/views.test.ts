import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../src/core/problem.ts'
import { createPerson, createRole, createUnit, deleteUnit } from '../src/modules/organisation/contract.ts'
import * as contract from '../src/modules/views/contract.ts'
import type { Caller } from '../src/platform/action.ts'
import type { Company } from '../src/platform/companies.ts'
import { perform } from '../src/platform/perform.ts'
import { seedCompany } from '../src/platform/seed.ts'
import { testOffice } from './office.ts'
import { personIn } from './world.ts'

const office = await testOffice()

/** Why something was refused: the field's reason where there is one, else the rule. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const problem = await work.catch((thrown: unknown) => thrown)
  return problem instanceof Problem ? (problem.issues[0]?.reason ?? problem.rule) : `no refusal but ${JSON.stringify(problem)}`
}

/** A branch with a team in it, and a branch beside it; who may share with all is 蒋. */
const who: Record<string, Caller> = {}
const units: Record<string, number> = {}

beforeAll(async () => {
  await seedCompany(office.company, office.house, office.now)
  await office.call(createRole, { key: 'reader', name: '读者', permissions: ['customers.read'], scope: 'OWN', masked: false })
  await office.call(createRole, { key: 'sharer', name: '项目负责人', permissions: ['views.share'], scope: 'OWN', masked: false })
  const unit = async (name: string, parentId: number | null) => {
    units[name] = (await office.call(createUnit, { name, parentId, kind: 'BRANCH' })).id
  }
  await unit('华东', null)
  await unit('华东一组', units['华东'] ?? 0)
  await unit('华南', null)
  const people: [string, string, string[], string | null][] = [
    ['shen', '沈知远', ['reader'], '华东一组'],
    ['su', '苏棠', ['reader'], '华东一组'],
    ['lu', '陆承泽', ['reader'], '华东'],
    ['far', '远方', ['reader'], '华南'],
    ['jiang', '蒋漪', ['sharer'], null],
  ]
  for (const [login, name, roles, unitName] of people) {
    await office.call(createPerson, { login, name, roles, unitId: unitName === null ? null : (units[unitName] ?? null) })
    who[login] = await personIn(office, login)
  }
})

beforeEach(() => office.sql('delete from list_view'))

const as = (login: string): Caller => {
  const caller = who[login]
  if (!caller) throw new Error(`nobody is called ${login}`)
  return caller
}

const keep = (login: string, audience: contract.Audience, name = '核心与潜力', query = 'f=tier.is.CORE%2CPOTENTIAL') =>
  office.call(contract.createView, { list: 'customers', name, query, audience }, as(login))

const seenBy = async (login: string) => (await office.call(contract.listViews, { list: 'customers' }, as(login))).views

const events = async () =>
  (await office.sql<{ name: string }>("select name from event where subject_kind = 'view' order by id")).map((e) => e.name)

describe('who sees a view of 沈知远, who stands in a team of 华东', () => {
  test.each<[contract.Audience, string[]]>([
    ['MINE', ['shen']],
    ['UNIT', ['shen', 'su']],
  ])('shared with %s: %s', async (audience, readers) => {
    await keep('shen', audience)
    for (const login of Object.keys(who)) expect([login, (await seenBy(login)).length]).toEqual([login, readers.includes(login) ? 1 : 0])
  })

  test('what a branch shares, its teams see; what a team shares, the branch above does not', async () => {
    await keep('lu', 'UNIT')
    expect(await seenBy('su')).toHaveLength(1)
    expect(await seenBy('far')).toHaveLength(0)
  })

  test('what is the company’s, all see, in its own list only, as the owner’s and not as their own', async () => {
    await keep('jiang', 'COMPANY')
    for (const login of ['shen', 'lu', 'far'])
      expect(await seenBy(login)).toMatchObject([{ ownerName: '蒋漪', own: false, mayChange: false, pinned: false }])
    expect((await office.call(contract.listViews, { list: 'tasks' }, as('shen'))).views).toEqual([])
  })

  test('a unit that goes takes the sharing along and leaves the view', async () => {
    await office.call(createUnit, { name: '临时', parentId: null, kind: 'TEAM' })
    const [{ id, version } = { id: 0, version: 1 }] = await office.sql<{ id: number; version: number }>(
      "select id::int, version from unit where name = '临时'",
    )
    const view = await keep('shen', 'UNIT')
    await office.sql('update list_view set unit_id = $1 where id = $2', [id, view.id])
    await office.call(deleteUnit, { id, version })
    expect(await seenBy('shen')).toHaveLength(1)
    expect(await seenBy('su')).toHaveLength(0)
  })
})

describe('who may change, share and delete', () => {
  const rename = (login: string, id: number) => office.call(contract.changeView, { id, version: 1, name: '改了' }, as(login))

  test.each<[string, contract.Audience, string, string]>([
    ['shen', 'MINE', 'su', 'not-found'],
    ['shen', 'MINE', 'jiang', 'not-found'],
    ['shen', 'UNIT', 'su', 'view-of-somebody-else'],
    ['shen', 'UNIT', 'lu', 'not-found'],
    ['shen', 'UNIT', 'jiang', 'not-found'],
    ['jiang', 'COMPANY', 'lu', 'view-of-somebody-else'],
  ])('a view of %s, for %s: %s is refused (%s), and nothing is written', async (owner, audience, login, why) => {
    const view = await keep(owner, audience)
    const before = await events()
    expect(await refusal(rename(login, view.id))).toBe(why)
    expect(await refusal(office.call(contract.deleteView, { id: view.id, version: 1 }, as(login)))).toBe(why)
    expect(await refusal(office.call(contract.restoreView, { id: view.id, version: 1 }, as(login)))).toBe(why)
    expect(await events()).toEqual(before)
    expect(await seenBy(owner)).toMatchObject([{ name: '核心与潜力', version: 1 }])
  })

  test('the owner changes it; who may share changes what is the company’s, also of others', async () => {
    const mine = await keep('shen', 'MINE')
    expect(await rename('shen', mine.id)).toMatchObject({ name: '改了', version: 2 })
    expect(await refusal(rename('shen', mine.id))).toBe('changed-meanwhile')
    await office.sql("update list_view set audience = 'COMPANY', version = 1 where id = $1", [mine.id])
    expect(await rename('jiang', mine.id)).toMatchObject({ own: false, mayChange: true, ownerName: '沈知远' })
  })

  test('with the company shares only who may, at once or later; with the team whoever has one', async () => {
    expect(await refusal(keep('shen', 'COMPANY'))).toBe('view-not-shared-by-you')
    expect(await refusal(keep('jiang', 'UNIT'))).toBe('view-without-unit')
    const mine = await keep('shen', 'MINE')
    const share = (audience: contract.Audience) => office.call(contract.changeView, { id: mine.id, version: 1, audience }, as('shen'))
    expect(await refusal(share('COMPANY'))).toBe('view-not-shared-by-you')
    expect(await share('UNIT')).toMatchObject({ audience: 'UNIT', unitName: '华东一组' })
  })

  test('an API token, a job or the command line keeps no views', async () => {
    expect(await refusal(office.call(contract.createView, { list: 'customers', name: 'x', query: '' }))).toBe('people-only')
  })

  test('a deleted view is gone for everybody, and comes back with the tabs it stood among', async () => {
    const view = await keep('shen', 'UNIT')
    await office.call(contract.pinView, { id: view.id, pinned: true }, as('su'))
    await office.call(contract.setFirstView, { list: 'customers', viewId: view.id }, as('su'))
    const gone = await office.call(contract.deleteView, { id: view.id, version: 1 }, as('shen'))
    expect(await office.call(contract.listViews, { list: 'customers' }, as('su'))).toMatchObject({ views: [], first: null })
    expect(await refusal(office.call(contract.pinView, { id: view.id, pinned: false }, as('su')))).toBe('not-found')
    await office.call(contract.restoreView, gone, as('shen'))
    expect(await office.call(contract.listViews, { list: 'customers' }, as('su'))).toMatchObject({
      views: [{ pinned: true }],
      first: view.id,
      ownFirst: true,
    })
    expect((await events()).slice(-5)).toEqual(['view.created', 'view.pinned', 'view.first', 'view.deleted', 'view.restored'])
  })

  test('a hundred views a person has, and not one more; deleted ones do not count', async () => {
    const { id } = await keep('shen', 'MINE')
    await office.sql(
      `insert into list_view (list, name, query, owner_id, audience, created_at, changed_at)
       select 'customers', 'v' || n, '', owner_id, 'MINE', now(), now() from list_view, generate_series(1, 99) n where id = $1`,
      [id],
    )
    expect(await refusal(keep('shen', 'MINE'))).toBe('too-many-views')
    const gone = await office.call(contract.deleteView, { id, version: 1 }, as('shen'))
    await keep('shen', 'MINE')
    expect(await refusal(office.call(contract.restoreView, gone, as('shen')))).toBe('too-many-views')
  })
})

describe('with which view a list begins', () => {
  const first = async (login: string) => {
    const { first: id, ownFirst } = await office.call(contract.listViews, { list: 'customers' }, as(login))
    return { id, ownFirst }
  }

  test('the own choice, else the role’s, else none', async () => {
    const role = await keep('jiang', 'COMPANY', '读者的')
    const own = await keep('shen', 'MINE', '自己的')
    expect(await first('shen')).toEqual({ id: null, ownFirst: false })
    await office.call(contract.setRoleViews, { id: role.id, version: 1, roles: ['reader'] }, as('jiang'))
    expect(await first('shen')).toEqual({ id: role.id, ownFirst: false })
    expect(await first('jiang')).toEqual({ id: null, ownFirst: false })
    await office.call(contract.setFirstView, { list: 'customers', viewId: own.id }, as('shen'))
    expect(await first('shen')).toEqual({ id: own.id, ownFirst: true })
    expect(await first('su')).toEqual({ id: role.id, ownFirst: false })
    await office.call(contract.setFirstView, { list: 'customers', viewId: null }, as('shen'))
    expect(await first('shen')).toEqual({ id: role.id, ownFirst: false })
  })

  test('a role begins with one view: the one named last', async () => {
    const [one, two] = [await keep('jiang', 'COMPANY', '一'), await keep('jiang', 'COMPANY', '二')]
    for (const view of [one, two]) await office.call(contract.setRoleViews, { id: view.id, version: 1, roles: ['reader'] }, as('jiang'))
    expect(await first('shen')).toEqual({ id: two.id, ownFirst: false })
    expect((await seenBy('shen')).map((v) => [v.name, v.roles])).toEqual([
      ['一', []],
      ['二', ['reader']],
    ])
  })

  test('a view that is no longer the company’s is no role’s first', async () => {
    const view = await keep('jiang', 'COMPANY')
    await office.call(contract.setRoleViews, { id: view.id, version: 1, roles: ['reader'] }, as('jiang'))
    await office.call(contract.changeView, { id: view.id, version: 2, audience: 'MINE' }, as('jiang'))
    expect(await first('shen')).toEqual({ id: null, ownFirst: false })
  })

  test.each<[string, (id: number) => Promise<unknown>, string]>([
    ['roles by who may not', (id) => office.call(contract.setRoleViews, { id, version: 1, roles: [] }, as('shen')), 'not-permitted'],
    [
      'roles of a private view',
      (id) => office.call(contract.setRoleViews, { id, version: 1, roles: [] }, as('jiang')),
      'view-not-of-company',
    ],
    ['a view of another list', (id) => office.call(contract.setFirstView, { list: 'tasks', viewId: id }, as('jiang')), 'no-such-view'],
    [
      'somebody else’s private view',
      (id) => office.call(contract.setFirstView, { list: 'customers', viewId: id }, as('shen')),
      'not-found',
    ],
  ])('%s is refused', async (_, ask, why) => {
    const { id } = await keep('jiang', 'MINE')
    expect(await refusal(ask(id))).toBe(why)
  })

  test('a role there is not', async () => {
    const { id } = await keep('jiang', 'COMPANY')
    expect(await refusal(office.call(contract.setRoleViews, { id, version: 1, roles: ['nobody'] }, as('jiang')))).toBe('no-such-role')
  })
})

describe('what is kept', () => {
  test('a question in its one order, whatever the order it came in', async () => {
    expect((await keep('shen', 'MINE', 'a', 'sort=-created&q=%E6%B5%B7%E6%A3%A0&where=a%7Cb')).query).toBe(
      'q=%E6%B5%B7%E6%A3%A0&sort=-created&where=a%7Cb',
    )
  })

  test.each([
    ['a parameter no list has', 'q=a&limit=1000000'],
    ['a script', 'sort=%3Cscript%3E'],
    ['SQL for a field', 'f=tier%27%3B%20drop%20table%20list_view%3B--.is.x'],
    ['JSON', '{"q":1}'],
    ['a null character', 'q=%00'],
  ])('%s is refused', async (_, query) => {
    expect(await refusal(keep('shen', 'MINE', 'x', query))).toBe('no-list-question')
  })

  test.each([
    ['an empty name', '  '],
    ['a name of 41 characters', '很'.repeat(41)],
    ['a name of invisible characters', 'a\u202eb'],
  ])('%s is refused', async (_, name) => {
    await expect(keep('shen', 'MINE', name)).rejects.toThrow('invalid')
  })
})

test('two companies never see each other’s views', async () => {
  await office.deployment.createCompany('second')
  const second = { ...office, company: (await office.deployment.company('second')) as Company }
  await seedCompany(second.company, office.house, office.now)
  const view = await keep('jiang', 'COMPANY')
  const list = office.house.actions.get(contract.listViews.name)
  const change = office.house.actions.get(contract.changeView.name)
  if (!list || !change) throw new Error('the room is not built in')
  expect(await perform(second, list, as('jiang'), { list: 'customers' })).toMatchObject({ views: [] })
  expect(await refusal(perform(second, change, as('jiang'), { id: view.id, version: 1, name: 'x' }))).toBe('not-found')
})
