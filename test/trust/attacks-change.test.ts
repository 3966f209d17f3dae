import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '../../src/core/endpoint.ts'
import * as contacts from '../../src/modules/customers/contract/contacts.ts'
import { exportCustomers } from '../../src/modules/customers/contract/export.ts'
import * as customers from '../../src/modules/customers/contract.ts'
import { importTemplate, startImport } from '../../src/modules/importing/contract.ts'
import * as organisation from '../../src/modules/organisation/contract.ts'
import * as policies from '../../src/modules/policies/contract.ts'
import * as orders from '../../src/modules/purchases/contract.ts'
import { exportTiers, startRun } from '../../src/modules/tiering/contract.ts'
import { type Change, change, changeMany } from '../../src/platform/action.ts'
import { jobKind, startJob } from '../../src/platform/jobs/job.ts'
import { runJob } from '../../src/platform/jobs/run-job.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { personWith, sessionFor, tokenFor, twoPeople, untouched } from './doors.ts'

type Json = Record<string, unknown>
const office = await testOffice()
const server = await testServer(office)
const { adminId } = await twoPeople(office)
const admin = await sessionFor(office, adminId)
await office.call(policies.publishPolicy, {
  source: readFileSync(new URL('../../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8'),
})

async function ask(endpoint: Endpoint, input: Json, headers: Record<string, string> = admin, to = server) {
  const sent = requestOf(endpoint, Object.entries(input))
  const reply = await to.inject({ ...sent, headers: { ...sent.headers, ...headers } } as never)
  return { status: reply.statusCode, rule: reply.json<{ problem?: { rule: string } }>().problem?.rule, body: reply.body }
}
const jobState = async (id: number) =>
  (await office.sql<{ state: string; problem: string | null }>('select state, problem from job where id = $1', [id]))[0]

describe('A11 rights taken away midway', () => {
  const takings: Record<string, { take: (login: string, id: number) => Promise<unknown>; status: number }> = {
    'the permission goes from the role': {
      take: (login) => office.sql("update role set permissions = '{orders.read}' where key = $1", [`r_${login}`]),
      status: 403,
    },
    'the role goes from the person': { take: (_, id) => office.sql('delete from person_role where person_id = $1', [id]), status: 403 },
    'the person is shut out': { take: (_, id) => office.sql('update person set active = false where id = $1', [id]), status: 401 },
  }

  test.each(Object.entries(takings))(
    '%s: the next request of session and token is refused, the queued job does nothing',
    async (what, { take, status }) => {
      const login = `a${what.length}`
      const person = await personWith(office, login, { permissions: ['customers.read', 'tiering.run'] })
      const ways = [{ authorization: person.authorization }, await sessionFor(office, person.id)]
      for (const way of ways) expect((await ask(customers.listCustomers, {}, way)).status).toBe(200)
      const { body } = await ask(startRun, {}, ways[0])
      const { jobId } = JSON.parse(body) as { jobId: number }
      await take(login, person.id)
      for (const way of ways) expect((await ask(customers.listCustomers, {}, way)).status).toBe(status)
      await office.runJob(jobId)
      const end = await jobState(jobId)
      expect({ state: end?.state, problem: JSON.parse(end?.problem ?? '{}') }).toMatchObject({
        state: 'FAILED',
        problem: { rule: 'not-permitted' },
      })
      expect(await office.sql('select count(*)::int as n from tier_run')).toEqual([{ n: 0 }])
    },
  )

  /** Writes one unit a chunk, three in all; between the first and the second `between` happens. */
  function threeUnits(permission: string, between: () => Promise<unknown>) {
    const one = changeMany<string, undefined>('trust.unit', permission, async ({ tx }, name) => {
      await tx.insertInto('unit').values({ name, kind: 'TEAM' }).execute()
      return { result: undefined, events: [] }
    })
    return jobKind({
      kind: 'trust.units',
      permission,
      input: z.strictObject({}),
      async run(context) {
        await context.chunk(one, '甲')
        await between()
        await context.chunk(one, '乙')
        return {}
      },
    })
  }
  async function begin(login: string, between: (id: number) => Promise<unknown>) {
    const person = await personWith(office, login, { permissions: ['tiering.run'] })
    const kind = threeUnits('tiering.run', () => between(person.id))
    const house = { ...office.house, jobs: new Map([...office.house.jobs, [kind.kind, kind]]) }
    const start = change(
      {
        name: 'plant.start',
        summary: 'x',
        method: 'POST',
        path: '/plant',
        permission: 'tiering.run',
        input: z.strictObject({}),
        output: z.unknown(),
      },
      async (context) => ({ result: { id: await startJob(context, kind, {}) }, nothingChanged: true }),
    )
    const to = await testServer({ ...office, house: { ...house, actions: new Map([['plant.start', start]]) } })
    const { body } = await ask(start.endpoint, {}, { authorization: person.authorization }, to)
    const { id } = JSON.parse(body) as { id: number }
    await runJob({ ...office, house }, () => office.now, id)
    const units = await office.sql<{ name: string }>("select name from unit where name in ('甲', '乙') order by name")
    await office.sql("delete from unit where name in ('甲', '乙')")
    return { state: (await jobState(id))?.state, units: units.length }
  }

  test('a running job stops at its next chunk; undisturbed it runs to its end', async () => {
    expect(await begin('runs', async () => {})).toEqual({ state: 'DONE', units: 2 })
    expect(await begin('loses', (id) => office.sql('delete from person_role where person_id = $1', [id]))).toEqual({
      state: 'FAILED',
      units: 1,
    })
    expect(await begin('gone', (id) => office.sql('update person set active = false where id = $1', [id]))).toEqual({
      state: 'FAILED',
      units: 1,
    })
  })

  test('a finished file is out of reach of one who was shut out', async () => {
    const { id } = await office.call(organisation.createPerson, { login: 'exporter', name: '导出', roles: ['admin'], unitId: null })
    const as = office.caller(['*'], { actor: { kind: 'PERSON', personId: id, name: 'x', permissions: new Set('*') } })
    const { fileId } = await office.call(importTemplate, { kind: 'customers' }, as)
    const authorization = await tokenFor(office, id)
    const fetch = () => server.inject({ method: 'GET', url: `/api/files/${fileId}`, headers: { authorization } })
    expect((await fetch()).statusCode).toBe(200)
    await office.sql('update person set active = false where id = $1', [id])
    expect((await fetch()).statusCode).toBe(401)
  })

  test('a finished export is out of reach of one who may no longer export', async () => {
    const person = await personWith(office, 'once', { permissions: ['customers.import', 'customers.export', 'customers.read'] })
    const { body } = await ask(importTemplate, { kind: 'customers' }, { authorization: person.authorization })
    await office.sql("update role set permissions = '{}' where key = 'r_once'")
    const { fileId } = JSON.parse(body) as { fileId: string }
    const reply = await server.inject({ method: 'GET', url: `/api/files/${fileId}`, headers: { authorization: person.authorization } })
    expect([reply.statusCode, reply.json<{ problem: { rule: string } }>().problem.rule]).toEqual([403, 'not-permitted'])
  })

  test('and of one who sees less, or less openly, than when it was made', async () => {
    const person = await personWith(office, 'wide', { permissions: ['customers.export', 'customers.read'] })
    const { body } = await ask(exportCustomers, { format: 'csv' }, { authorization: person.authorization })
    const { fileId } = JSON.parse(body) as { fileId: string }
    const fetch = async () => {
      const reply = await server.inject({ method: 'GET', url: `/api/files/${fileId}`, headers: { authorization: person.authorization } })
      return reply.statusCode === 200 ? 'given' : reply.json<{ problem: { rule: string } }>().problem.rule
    }
    const role = (set: string) => office.sql(`update role set ${set} where key = 'r_wide'`)
    expect(await fetch()).toBe('given')
    await role("scope = 'OWN'")
    expect(await fetch()).toBe('file-shows-more')
    await role("scope = 'ALL', masked = true")
    expect(await fetch()).toBe('file-shows-more')
    await role('masked = false')
    expect(await fetch()).toBe('given')
  })

  test('every file that is made says by which right', async () => {
    const files = await office.sql<{ purpose: string; permission: string | null }>(
      'select distinct purpose, permission from file order by 1',
    )
    expect(files).toEqual([
      { purpose: 'export', permission: 'customers.export' },
      { purpose: 'import-template', permission: 'customers.import' },
    ])
  })
})

describe('P2 a refused change changes nothing', () => {
  const seeds = async () => {
    const a = await office.call(customers.createCustomer, { name: '海棠贸易', creditCode: null })
    const b = await office.call(customers.createCustomer, { name: '北仑机械' })
    const order = await office.call(orders.createOrder, {
      orderNo: 'SO-1',
      customerId: a.id,
      orderedAt: '2026-11-01T10:00:00+08:00',
      netAmount: 100,
    })
    const contact = await office.call(contacts.createContact, { customerId: a.id, name: '周敏' })
    const unit = await office.call(organisation.createUnit, { name: '分公司', parentId: null, kind: 'BRANCH' })
    const team = await office.call(organisation.createUnit, { name: '一组', parentId: unit.id, kind: 'TEAM' })
    return { a, b, order, contact, unit, team }
  }
  const made = seeds()
  type Made = Awaited<typeof made>

  const refusals: Record<string, (m: Made) => [Endpoint, Json, number]> = {
    'a customer of a name that is there': () => [customers.createCustomer, { name: '海棠 贸易' }, 409],
    'a number that is taken': (m) => [customers.createCustomer, { name: '新', customerNo: m.a.customerNo }, 409],
    'a credit code of the wrong form': () => [customers.createCustomer, { name: '新', creditCode: '123' }, 400],
    'an owner who is not there': () => [customers.createCustomer, { name: '新', ownerId: 999_999 }, 409],
    'a stale version': (m) => [customers.changeCustomer, { id: m.a.id, version: 99, remark: 'x' }, 409],
    'a name of another customer': (m) => [customers.changeCustomer, { id: m.b.id, version: 1, name: '海棠贸易' }, 409],
    'deleting a customer with orders': (m) => [customers.deleteCustomer, { id: m.a.id, version: 1 }, 422],
    'a birthday without a basis': (m) => [contacts.createContact, { customerId: m.a.id, name: '周', birthday: '05-01' }, 400],
    'a contact of a customer who is not there': () => [contacts.createContact, { customerId: 999_999, name: '周' }, 404],
    'an order number that is taken': (m) => [
      orders.createOrder,
      { orderNo: 'SO-1', customerId: m.b.id, orderedAt: '2026-11-01T10:00:00Z', netAmount: 1 },
      409,
    ],
    'deleting an order seen long ago': (m) => [orders.deleteOrder, { id: m.order.id, version: 99 }, 409],
    'a unit in which others stand': (m) => [organisation.deleteUnit, { id: m.unit.id, version: 1 }, 422],
    'a circle of units': (m) => [organisation.changeUnit, { id: m.unit.id, version: 1, parentId: m.team.id }, 422],
    'a login that is taken': () => [organisation.createPerson, { login: 'CHIEF', name: 'x' }, 400],
    'a role of permissions nobody asks for': () => [
      organisation.createRole,
      { key: 'zz', name: 'z', permissions: ['no.such'], scope: 'ALL', masked: false },
      422,
    ],
    'the last administrator': () => [organisation.setPersonActive, { id: adminId, version: 1, active: false }, 422],
    'a policy that is not sound': () => [policies.publishPolicy, { source: 'schema: 1\nid: x' }, 400],
    'a day outside its year': () => [
      policies.changeCalendar,
      { year: 2027, noticed: false, days: [{ day: '2026-01-01', working: true }] },
      400,
    ],
    'an import of a file that is not there': () => [
      startImport,
      { fileId: '00000000-0000-4000-8000-000000000000', kind: 'customers' },
      404,
    ],
    'an export without a run': () => [exportTiers, {}, 422],
    'a set-up link made up': () => [
      policies.completeSetup,
      { token: 'x'.repeat(30), company: 'x', login: 'xx', name: 'x', password: 'lamp-tuesday-copper' },
      422,
    ],
  }

  test.each(Object.entries(refusals))('%s', async (_, request) => {
    const [endpoint, input, status] = request(await made)
    const answer = await untouched(office, () => ask(endpoint, input))
    expect(answer.status, answer.body).toBe(status)
  })

  test('the harness notices a change that writes before it refuses, outside its transaction', async () => {
    const real = office.house.actions.get('customers.change') as Change
    const hasty = change(real.endpoint, async (context, input) => {
      await context.company.write.query("update customer set remark = 'too early'")
      return real.run(context, input)
    })
    const to = await testServer({ ...office, house: { ...office.house, actions: new Map([['customers.change', hasty]]) } })
    const { a } = await made
    await expect(untouched(office, () => ask(hasty.endpoint, { id: a.id, version: 99 }, admin, to))).rejects.toThrow(
      'something was written',
    )
  })
})
