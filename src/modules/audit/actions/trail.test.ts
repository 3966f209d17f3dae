import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testOffice } from '../../../../test/office.ts'
import type { Event } from '../../../core/event.ts'
import type { Action, Caller } from '../../../platform/action.ts'
import { inTransaction } from '../../../platform/db/connect.ts'
import { buildHouse } from '../../../platform/house.ts'
import { perform } from '../../../platform/perform.ts'
import { recordEvents } from '../../../platform/record.ts'
import { mintScope } from '../../../platform/scope.ts'
import type * as contract from '../contract.ts'
import { audit } from '../module.ts'
import { exportTrail, readEntry, searchTrail } from './trail.ts'

const office = await testOffice()
const house = office.house.modules.some((room) => room.name === audit.name)
  ? office.house
  : buildHouse([...office.house.modules, audit], office.house.identify)

async function ask<Out extends z.ZodType>(
  action: Action & { endpoint: { output: Out } },
  input: unknown,
  caller?: Caller,
): Promise<z.output<Out>> {
  const answer = await perform({ ...office, house }, action, caller ?? office.caller(), input)
  return action.endpoint.output.parse(JSON.parse(JSON.stringify(answer)))
}
const search = (input: z.input<typeof contract.searchTrail.input>, caller?: Caller) => ask(searchTrail, input, caller)

const changeId = '00000000-0000-4000-8000-000000000001'
const record = (minute: number, by: string, events: Event[], jobId: number | null = null) =>
  inTransaction(office.company.write, (tx) => {
    const caller = office.caller()
    const at = new Date(Date.UTC(2026, 10, 20, 1, minute))
    return recordEvents(tx, { ...caller, now: at, actor: { ...caller.actor, name: by } }, { changeId, jobId }, events)
  })
const about = (name: string, kind: string, id: number, more: Partial<Event> = {}): Event => ({
  name,
  subject: { kind, id, version: 1 },
  ...more,
})

let own = 0
let other = 0
beforeAll(async () => {
  const unit = await office.sql<{ id: number }>("insert into unit (name, kind) values ('销售一部', 'DEPARTMENT') returning id")
  const customers = await office.sql<{ id: number }>(
    `insert into customer (customer_no, name, name_key, name_identity, unit_id, created_at, changed_at)
     values ('KH-1', '宁波海棠精密机械有限公司', 'a', 'a', $1, now(), now()), ('KH-2', '南京五一广告', 'b', 'b', null, now(), now()) returning id`,
    [unit[0]?.id],
  )
  own = Number(customers[0]?.id)
  other = Number(customers[1]?.id)
  const cause = { rule: 'SEG-04', policyVersion: 3, facts: { total: 15, email: 'lan@example.cn' } }
  await record(1, '沈致远', [
    about('customer.created', 'customer', own, { customerId: own, after: { name: '海棠', phone: '0574-88001234', fax: null } }),
  ])
  await record(2, '韩东升', [about('customer.created', 'customer', other, { customerId: other, after: { name: '五一' } })])
  await record(3, '沈致远', [
    about('contact.created', 'contact', 9, {
      customerId: own,
      after: { name: '李工', mobile: '13800001111', wechat: 'ligong', deep: [{ email: 'li@haitang.cn' }] },
    }),
    about('contact.changed', 'contact', 9, {
      customerId: own,
      before: { birthday: '1980-02-03', title: '工程师' },
      after: { birthday: null, title: '主任' },
    }),
  ])
  await record(4, '100%_夜间', [about('tier.changed', 'tier', own, { customerId: own, cause })], 77)
  await record(5, '沈致远', [about('role.changed', 'role', 2, { before: { name: 'a' }, after: { name: 'b' } })])
})

describe('searching the trail', () => {
  test.each<[string, z.input<typeof contract.searchTrail.input>, string[]]>([
    [
      'everything, newest first',
      {},
      ['role.changed', 'tier.changed', 'contact.changed', 'contact.created', 'customer.created', 'customer.created'],
    ],
    [
      'a span of time, its end left out',
      { from: '2026-11-20T01:03:00Z', until: '2026-11-20T01:05:00Z' },
      ['tier.changed', 'contact.changed', 'contact.created'],
    ],
    ['the same span as the wall in Shanghai says it', { from: '2026-11-20T09:05:00+08:00' }, ['role.changed']],
    ['who did it', { actor: '韩' }, ['customer.created']],
    ['signs that a search pattern would use', { actor: '0%_' }, ['tier.changed']],
    ['what happened, by its beginning', { event: 'contact.' }, ['contact.changed', 'contact.created']],
    ['a subject', { subjectKind: 'contact', subjectId: 9 }, ['contact.changed', 'contact.created']],
    ['a job', { jobId: 77 }, ['tier.changed']],
    ['words on the screen', { q: '新增联系人' }, ['contact.created']],
    ['words of another room', { q: '修改角色' }, ['role.changed']],
    ["a customer's name", { q: '五一' }, ['customer.created']],
    ['all of it together', { event: 'contact', from: '2026-11-20T01:00:00Z', actor: '沈', q: '修改' }, ['contact.changed']],
    ['nothing', { actor: '无此人' }, []],
  ])('by %s', async (_, input, names) => {
    expect((await search(input)).rows.map((r) => r.name)).toEqual(names)
  })

  test('by the customer, with its name', async () => {
    const page = await search({ customerId: other })
    expect(page.rows).toEqual([
      expect.objectContaining({ customer: { id: other, name: '南京五一广告' }, actor: { kind: 'OPERATOR', id: null, name: '韩东升' } }),
    ])
  })

  test.each<[string, z.input<typeof contract.searchTrail.input>]>([
    ['by time', {}],
    ['by number', { subjectKind: 'customer' }],
  ])('page by page nothing is lost or shown twice, %s', async (_, input) => {
    const whole = (await search(input)).rows.map((r) => r.id)
    const paged: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await search({ ...input, limit: 1, ...(after === undefined ? {} : { after }) })
      paged.push(...page.rows.map((r) => r.id))
      if (page.next === null) break
      after = page.next
    }
    expect(paged).toEqual(whole)
  })

  test.each<[string, z.input<typeof contract.searchTrail.input>, string]>([
    ['a number without its kind', { subjectId: 9 }, 'missing'],
    ['a page position that is none', { after: 'x' }, 'bad-cursor'],
  ])('%s is refused', async (_, input, reason) => {
    await expect(search(input)).rejects.toMatchObject({ code: 'invalid', issues: [{ reason }] })
  })

  test('who has not the permission gets nothing', async () => {
    await expect(search({}, office.caller(['customers.read']))).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('who sees one department sees what happened to its customers, and nothing of the house', async () => {
    const [unit] = await office.sql<{ id: number }>("select id from unit where name = '销售一部'")
    const scope = mintScope({ all: false, unitIds: [Number(unit?.id)], ownerIds: [], masked: false })
    const page = await search({}, office.caller(['audit.read'], { scope }))
    expect(page.rows.map((r) => r.name)).toEqual(['tier.changed', 'contact.changed', 'contact.created', 'customer.created'])
    const nobody = mintScope({ all: false, unitIds: [], ownerIds: [], masked: false })
    expect((await search({}, office.caller(['audit.read'], { scope: nobody }))).rows).toEqual([])
    const [foreign] = (await search({ customerId: other })).rows
    await expect(ask(readEntry, { id: foreign?.id }, office.caller(['audit.read'], { scope }))).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('one entry', () => {
  const masked = mintScope({ all: true, unitIds: [], ownerIds: [], masked: true })
  const idOf = async (event: string) => (await search({ event })).rows[0]?.id

  test('shows the values before and after', async () => {
    const entry = await ask(readEntry, { id: await idOf('contact.changed') })
    expect(entry).toMatchObject({
      before: { birthday: '1980-02-03', title: '工程师' },
      after: { birthday: null, title: '主任' },
      erased: false,
      sealed: false,
      masked: false,
    })
  })

  test('shows rule, version and facts of what a policy caused', async () => {
    const entry = await ask(readEntry, { id: await idOf('tier.changed') })
    expect(entry).toMatchObject({ rule: 'SEG-04', policyVersion: 3, facts: { total: 15 }, before: null, after: null })
  })

  test('for who sees contacts masked no contact detail is anywhere in the answer', async () => {
    const auditor = office.caller(['audit.read'], { scope: masked })
    for (const row of (await search({}, auditor)).rows) {
      const text = JSON.stringify(await ask(readEntry, { id: row.id }, auditor))
      expect(text).not.toMatch(/13800001111|ligong|li@haitang|88001234|1980-02-03|lan@example/)
      expect(text).toContain('"masked":true')
    }
    expect(await ask(readEntry, { id: await idOf('contact.created') }, auditor)).toMatchObject({ after: { name: '李工', deep: [{}] } })
  })

  test('says when its values were erased', async () => {
    const id = await idOf('role.changed')
    await office.sql('delete from event_value where event_id = $1', [id])
    expect(await ask(readEntry, { id })).toMatchObject({ erased: true, before: null, after: null, fields: ['name'] })
  })
})

describe('the export', () => {
  test('makes a csv of the search, and is itself in the trail', async () => {
    const made = await ask(exportTrail, { event: 'contact.' }, office.caller(['audit.export']))
    expect(made.rows).toBe(2)
    const lines = readFileSync(office.company.files.pathOf(made.fileId), 'utf8').trimEnd().split('\r\n')
    expect(lines[0]).toBe('\ufeff编号,时间,操作人,操作方式,事件代码,事件,对象,对象编号,客户编号,客户,变动的字段,依据规则,制度版本,任务编号')
    expect(lines[1]).toContain(
      `,2026-11-20T09:03:00+08:00,沈致远,OPERATOR,contact.changed,修改联系人,contact,9,${own},宁波海棠精密机械有限公司,birthday title,,,`,
    )
    expect(lines).toHaveLength(3)
    const [event] = (await search({ event: 'audit.' })).rows
    expect(await ask(readEntry, { id: event?.id })).toMatchObject({
      name: 'audit.exported',
      after: { rows: 2, filter: { event: 'contact.' } },
    })
  })

  test('needs its own permission', async () => {
    await expect(ask(exportTrail, {}, office.caller(['audit.read']))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('what values point at', () => {
  test('is named as it is called today, customers only where they are in sight', async () => {
    const [unit] = await office.sql<{ id: number }>("select id::int from unit where name = '销售一部'")
    const [person] = await office.sql<{ id: number }>("insert into person (login, name) values ('han', '韩东升') returning id::int")
    const owned = { owner_id: person?.id, unit_id: unit?.id, agent_id: other }
    const holders = [{ personId: person?.id, unitId: unit?.id }]
    await record(20, '沈致远', [
      about('customer.changed', 'customer', own, { customerId: own, before: { owner_id: 999_999 }, after: owned }),
      about('post.assigned', 'post', 1, { before: { holders: [] }, after: { key: 'EVENT_TEAM', holders } }),
      about('person.changed', 'person', 1, { after: { roles: ['auditor', 'never_was'] } }),
    ])
    const namesIn = async (event: string, caller?: Caller) => {
      const [row] = (await search({ event })).rows
      return (await ask(readEntry, { id: row?.id }, caller)).names
    }
    const none = { person: {}, unit: {}, customer: {}, role: {}, post: {} }
    const people = { person: { [String(person?.id)]: '韩东升' }, unit: { [String(unit?.id)]: '销售一部' } }
    expect(await namesIn('customer.changed')).toEqual({ ...none, ...people, customer: { [other]: '南京五一广告' } })
    const scope = mintScope({ all: false, unitIds: [Number(unit?.id)], ownerIds: [], masked: false })
    expect(await namesIn('customer.changed', office.caller(['audit.read'], { scope }))).toEqual({ ...none, ...people })
    const [post] = await office.sql<{ name: string }>("select name from post where key = 'EVENT_TEAM'")
    expect(await namesIn('post.assigned')).toEqual({ ...none, ...people, post: { EVENT_TEAM: post?.name } })
    expect(Object.keys((await namesIn('person.changed')).role)).toEqual(['auditor'])
  })
})
