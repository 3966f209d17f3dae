import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import type { Nudge } from '../src/core/nudge.ts'
import { rooms } from '../src/main/modules.ts'
import { createContact } from '../src/modules/customers/contract/contacts.ts'
import { changeCustomer, createCustomer, deleteCustomer, readCustomer } from '../src/modules/customers/contract.ts'
import { changeRole, createPerson, createRole, setPersonActive } from '../src/modules/organisation/contract.ts'
import type { Company } from '../src/platform/companies.ts'
import { mostOfOnePerson } from '../src/platform/live/hub.ts'
import { seedCompany } from '../src/platform/seed.ts'
import { testOffice } from './office.ts'
import { testServer } from './server.ts'
import { type Stream, soon, streamAt } from './streams.ts'
import { sessionFor, sqlIn, tokenFor } from './trust/doors.ts'

const office = await testOffice()
await office.deployment.createCompany('second')
await seedCompany((await office.deployment.company('second')) as Company, office.house, office.now)
const servers = [await testServer(office), await testServer(office)]
const ports = await Promise.all(servers.map(listening))
const open: Stream[] = []
afterAll(() => open.forEach((s) => void s.close()))

async function listening(server: FastifyInstance): Promise<number> {
  await server.listen({ port: 0, host: '127.0.0.1' })
  return (server.server.address() as AddressInfo).port
}

async function stream(headers: Record<string, string>, port = ports[0] ?? 0): Promise<Stream> {
  const opened = await streamAt(port, headers)
  open.push(opened)
  opened.heard.splice(0)
  return opened
}

await office.call(createRole, {
  key: 'seller',
  name: 'Seller',
  permissions: ['customers.read', 'customers.write'],
  scope: 'OWN',
  masked: false,
})
await office.call(createRole, { key: 'poor', name: 'Poor', permissions: ['calendar.manage'], scope: 'ALL', masked: false })
const person = (login: string, role: string) => office.call(createPerson, { login, name: login, roles: [role], unitId: null })
const [chief, anna, boris, poor] = await Promise.all([
  person('chief', 'admin'),
  person('anna', 'seller'),
  person('boris', 'seller'),
  person('poor', 'poor'),
])
const own = (id: number) => sessionFor(office, id)
const told = (s: Stream): Nudge[] => s.heard.flatMap((h) => h.nudges)
const kindsOf = (s: Stream): string[] => [...new Set(told(s).map((n) => n.kind))]

describe('who is told of a change', () => {
  test('whoever sees the customer, on whichever server process, and nobody else', async () => {
    const [all, hers, his, none] = await Promise.all([
      stream(await own(chief.id), ports[1]),
      stream(await own(anna.id)),
      stream(await own(boris.id)),
      stream(await own(poor.id)),
    ])
    const customer = await office.call(createCustomer, { name: '宁波海棠精密机械有限公司', ownerId: anna.id })
    await office.call(createContact, { customerId: customer.id, name: '沈知远' })
    expect(await soon(() => kindsOf(hers).includes('contact') && kindsOf(all).includes('contact'))).toBe(true)
    const contact = told(hers).find((n) => n.kind === 'contact')
    expect(contact).toMatchObject({ customers: [customer.id], by: 'test' })
    expect(told(all).find((n) => n.kind === 'customer')).toMatchObject({ ids: [customer.id], customers: [customer.id] })
    expect([told(his), told(none)]).toEqual([[], []])
  })

  test('of a customer handed on, who loses it and who gets it; of one deleted, who saw it', async () => {
    const { id } = await office.call(createCustomer, { name: '杭州云帆包装', ownerId: anna.id })
    const [hers, his] = await Promise.all([stream(await own(anna.id)), stream(await own(boris.id))])
    const { version } = await office.call(readCustomer, { id })
    await office.call(changeCustomer, { id, version, ownerId: boris.id })
    expect(await soon(() => told(hers).length > 0 && told(his).length > 0)).toBe(true)
    hers.heard.splice(0)
    his.heard.splice(0)
    await office.call(deleteCustomer, { id, version: version + 1 })
    expect(await soon(() => told(his).length > 0)).toBe(true)
    expect(told(his)[0]).toMatchObject({ kind: 'customer', ids: [id] })
    expect(told(hers)).toEqual([])
  })

  test('rights are read again for each change: a role that is taken away ends what is told', async () => {
    const nina = await person('nina', 'seller')
    const hers = await stream(await own(nina.id))
    await office.call(createCustomer, { name: '苏州远山', ownerId: nina.id })
    expect(await soon(() => told(hers).length > 0)).toBe(true)
    await sqlIn(office, 'kewei', 'delete from person_role where person_id = $1', [nina.id])
    hers.heard.splice(0)
    const other = await stream(await own(chief.id))
    await office.call(createCustomer, { name: '苏州远山二厂', ownerId: nina.id })
    expect(await soon(() => told(other).length > 0)).toBe(true)
    expect(told(hers)).toEqual([])
  })

  test('what belongs to no customer is told without its ids, to who may see such things', async () => {
    const [all, hers] = await Promise.all([stream(await own(chief.id)), stream(await own(anna.id))])
    await office.call(changeRole, {
      key: 'poor',
      version: 1,
      name: 'Poorer',
      permissions: ['calendar.manage'],
      scope: 'ALL',
      masked: false,
    })
    expect(await soon(() => kindsOf(all).includes('role'))).toBe(true)
    expect(told(all).find((n) => n.kind === 'role')).toMatchObject({ ids: null, customers: null })
    expect(kindsOf(hers)).not.toContain('role')
  })

  test('nothing goes from one company to another', async () => {
    const [{ id } = { id: 0 }] = await sqlIn<{ id: number }>(
      office,
      'second',
      "insert into person (login, name) values ('stranger', 'stranger') returning id::int",
    )
    await sqlIn(office, 'second', "insert into person_role values ($1, 'admin')", [id])
    const there = await stream(await sessionFor(office, id, 'second'))
    const here = await stream(await own(chief.id))
    await office.call(createCustomer, { name: '只在这家公司' })
    expect(await soon(() => told(here).length > 0)).toBe(true)
    expect(told(there)).toEqual([])
  })
})

describe('the stream', () => {
  test('is for a signed-in browser only', async () => {
    for (const headers of [{}, { authorization: await tokenFor(office, chief.id) }, { cookie: `kewei=kewei.${'x'.repeat(40)}` }])
      expect((await streamAt(ports[0] ?? 0, headers)).status).toBe(401)
    const bad = await streamAt(ports[0] ?? 0, { ...(await own(chief.id)), 'last-event-id': '1 or 1' })
    expect(bad.status).toBe(400)
  })

  test('is passed on at once and kept by nobody', async () => {
    const { headers } = await stream(await own(chief.id))
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
  })

  test('goes on after a break from where it was: nothing is lost, however little of it', async () => {
    const headers = await own(anna.id)
    const first = await streamAt(ports[0] ?? 0, headers)
    const last = first.heard.at(-1)?.id ?? ''
    first.close()
    const mine = await office.call(createCustomer, { name: '断线时新建的', ownerId: anna.id })
    const foreign = await office.call(createCustomer, { name: '看不到的', ownerId: boris.id })
    const { heard } = await streamAt(ports[1] ?? 0, { ...headers, 'last-event-id': last })
    const ids = heard.flatMap((h) => h.nudges).flatMap((n) => n.ids ?? [])
    expect(ids).toContain(mine.id)
    expect(ids).not.toContain(foreign.id)
  })

  test('after more than can be named, everything is to be asked again', async () => {
    const headers = await own(chief.id)
    const events = Array.from({ length: 501 }, (_, i) => i)
    await office.sql(
      `insert into event (name, at, actor_kind, actor_name, change_id, subject_kind, subject_id)
       select 'order.created', $1, 'SYSTEM', 'test', gen_random_uuid(), 'order', g from generate_series(1, $2::int) g`,
      [office.now, events.length],
    )
    const { heard } = await streamAt(ports[0] ?? 0, { ...headers, 'last-event-id': String(office.now.getTime()) })
    expect(heard.map((h) => h.event)).toEqual(['again'])
    await office.sql("delete from event where name = 'order.created'")
  })

  test('ends within seconds when its session is ended, or its person shut out', async () => {
    const [one, two] = [await person('leaver', 'seller'), await person('expelled', 'seller')]
    const [leaving, expelled] = [await own(one.id), await own(two.id)]
    const [a, b] = [await stream(leaving), await stream(expelled)]
    await servers[1]?.inject({ method: 'DELETE', url: '/api/session', headers: leaving })
    await office.call(setPersonActive, { id: two.id, version: 1, active: false })
    expect(await soon(() => a.ended && b.ended, 5)).toBe(true)
    expect([a.heard.at(-1)?.event, b.heard.at(-1)?.event]).toEqual(['over', 'over'])
    expect((await streamAt(ports[0] ?? 0, leaving)).status).toBe(401)
  })

  test('is opened no more often by one person than some browsers need', async () => {
    const headers = await own((await person('many', 'seller')).id)
    const some = await Promise.all(Array.from({ length: mostOfOnePerson }, () => stream(headers)))
    expect((await streamAt(ports[0] ?? 0, headers)).status).toBe(429)
    some[0]?.close()
    expect(await soon(() => some[0]?.ended ?? false)).toBe(true)
    expect((await stream(headers)).status).toBe(200)
    for (const s of some) s.close()
  })

  test('after the database connection was lost, it tells on', async () => {
    const here = await stream(await own(chief.id))
    await office.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kewei-live' and datname = current_database()",
    )
    expect(await soon(() => here.heard.some((h) => h.event === 'again'))).toBe(true)
    const { id } = await office.call(createCustomer, { name: '重新连上以后' })
    expect(await soon(() => told(here).some((n) => n.ids?.includes(id)))).toBe(true)
  })

  test('200 at once are told of one change, each its own part', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, (_, i) => person(`crowd${i}`, i % 2 ? 'seller' : 'admin')))
    const headers = await Promise.all(people.map((p) => own(p.id)))
    const streams = await Promise.all(headers.flatMap((h) => Array.from({ length: 10 }, () => stream(h))))
    expect(streams.filter((s) => s.status === 200)).toHaveLength(200)
    const { id } = await office.call(createCustomer, { name: '大家都看', ownerId: people[1]?.id ?? 0 })
    const admins = streams.filter((_, i) => Math.floor(i / 10) % 2 === 0)
    expect(await soon(() => admins.every((s) => told(s).some((n) => n.ids?.includes(id))))).toBe(true)
    const informed = streams.filter((s) => told(s).some((n) => n.ids?.includes(id)))
    expect(informed).toHaveLength(110)
    for (const s of streams) s.close()
  })

  test('ends at once when the server stops', async () => {
    const third = await testServer(office)
    const here = await stream(await own(chief.id), await listening(third))
    await third.close()
    expect(await soon(() => here.ended, 3)).toBe(true)
  })
})

test('of every kind of thing that changes on a customer, somebody is told', () => {
  const { told: kinds } = rooms()
  expect([...kinds.keys()].sort()).toEqual(expect.arrayContaining(['contact', 'customer', 'interaction', 'order', 'plan', 'task', 'tier']))
})
