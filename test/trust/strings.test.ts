import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '../../src/core/endpoint.ts'
import * as contacts from '../../src/modules/customers/contract/contacts.ts'
import * as customers from '../../src/modules/customers/contract.ts'
import * as organisation from '../../src/modules/organisation/contract.ts'
import * as orders from '../../src/modules/purchases/contract.ts'
import { type Action, type Change, change } from '../../src/platform/action.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { twoPeople } from './doors.ts'
import { keptTexts, refusedTexts } from './naughty.ts'

type Json = Record<string, unknown>

const office = await testOffice()
const server = await testServer(office)
const { admin } = await twoPeople(office)
const holder = await office.call(customers.createCustomer, { name: '海棠贸易' })

let count = 0
const fresh = (): string => `n${++count}`

/** One thing with text fields: how it is made and how it is read back, besides the answer to its making. */
type Thing = {
  create: Endpoint
  base: () => Json
  readBack: (made: Json) => [Endpoint, Json]
  pick?: (answer: Json, made: Json) => Json | undefined
}
const byId = (list: string) => (answer: Json, made: Json) => (answer[list] as Json[]).find((row) => row['id'] === made['id'])

const things: Record<string, Thing> = {
  customer: {
    create: customers.createCustomer,
    base: () => ({ name: fresh(), acceptDuplicates: true }),
    readBack: ({ id }) => [customers.readCustomer, { id }],
  },
  contact: {
    create: contacts.createContact,
    base: () => ({ customerId: holder.id, name: fresh() }),
    readBack: () => [contacts.listContacts, { customerId: holder.id }],
    pick: byId('rows'),
  },
  person: {
    create: organisation.createPerson,
    base: () => ({ login: fresh(), name: fresh() }),
    readBack: ({ id }) => [organisation.readPerson, { id }],
  },
  unit: {
    create: organisation.createUnit,
    base: () => ({ name: fresh(), parentId: null, kind: 'TEAM' }),
    readBack: () => [organisation.listUnits, {}],
    pick: byId('units'),
  },
  order: {
    create: orders.createOrder,
    base: () => ({ orderNo: fresh(), customerId: holder.id, orderedAt: '2026-11-01T10:00:00+08:00', netAmount: 100 }),
    readBack: () => [orders.listOrders, { limit: 200 }],
    pick: byId('rows'),
  },
}

/** Fields that hold text a person writes, with the most characters; codes and texts with a form of their own are apart. */
function textFields({ create }: Thing): { field: string; max: number; free: boolean }[] {
  const { properties } = z.toJSONSchema(create.input, { io: 'input', unrepresentable: 'any' }) as { properties: Record<string, Json> }
  return Object.entries(properties).flatMap(([field, schema]) => {
    const text = ((schema['anyOf'] as Json[] | undefined) ?? [schema]).find((s) => s['type'] === 'string' && !s['enum'])
    if (!text || text['format'] === 'date' || text['format'] === 'date-time') return []
    return [{ field, max: Number(text['maxLength'] ?? 64), free: !/^(creditCode|email|login|birthday)$/.test(field) }]
  })
}

async function ask(to: FastifyInstance, endpoint: Endpoint, input: Json): Promise<{ status: number; json: Json }> {
  const reply = await to.inject({
    ...requestOf(endpoint, Object.entries(input)),
    headers: { 'content-type': 'application/json', authorization: admin },
  } as never)
  return { status: reply.statusCode, json: reply.json<Json>() }
}

/** Writes the text into every free text field that is long enough and answers the fields that came back otherwise. */
async function lost(to: FastifyInstance, thing: Thing, text: string): Promise<string[]> {
  const fields = textFields(thing)
    .filter((f) => f.free && f.max >= text.length)
    .map((f) => f.field)
  const made = await ask(to, thing.create, { ...thing.base(), ...Object.fromEntries(fields.map((f) => [f, text])) })
  if (made.status !== 200) return [`${made.status} ${JSON.stringify(made.json).slice(0, 300)}`]
  const [endpoint, input] = thing.readBack(made.json)
  const { json } = await ask(to, endpoint, input)
  const read = thing.pick ? thing.pick(json, made.json) : json
  return fields.filter((f) => made.json[f] !== text || read?.[f] !== text).map((f) => `${f}: ${JSON.stringify(read?.[f])}`)
}

describe.each(Object.entries(things))('B2 texts of a %s', (kind, thing) => {
  const fields = textFields(thing)
  test('there are some', () => expect(fields.length).toBeGreaterThan(kind === 'customer' ? 20 : 0))

  test.each(Object.entries(keptTexts))('%s come back as they were written', async (_, text) => {
    expect(await lost(server, thing, text)).toEqual([])
  })

  test.each(Object.entries(refusedTexts))('%s are refused in every field, by name', async (_, text) => {
    for (const { field } of fields) {
      const { status, json } = await ask(server, thing.create, { ...thing.base(), [field]: text })
      expect({ field, status, json }).toMatchObject({
        status: 400,
        json: { problem: { issues: [{ path: field, reason: 'unstorable-text' }] } },
      })
    }
  })

  test('a text of the greatest length is kept, one longer is refused', async () => {
    for (const { field, max } of fields.filter((f) => f.free)) {
      const whole = `${fresh()}${'𠮷'.repeat(max)}`.slice(0, max).replace(/[\ud800-\udbff]$/, '海')
      const kept = await ask(server, thing.create, { ...thing.base(), [field]: whole })
      expect({ field, status: kept.status, value: kept.json[field] }).toEqual({ field, status: 200, value: whole })
      const more = await ask(server, thing.create, { ...thing.base(), [field]: 'x'.repeat(max + 1) })
      expect({ field, more }).toMatchObject({ more: { status: 400, json: { problem: { issues: [{ path: field, reason: 'too-long' }] } } } })
    }
  })
})

describe('B2 lists and searches', () => {
  /** Names of signs and lone letters alone: search goes by words, and a lone letter only begins a name. */
  const unsearchable = new Set(
    [
      ...['flags', 'byte order mark inside', 'combining', 'private use', 'replacement sign', 'line ends inside', 'tabs'],
      ...['no-break and ideographic spaces inside', 'SQL dollar', 'copy end', 'template signs'],
    ].map((kind) => keptTexts[kind]),
  )

  test('every name stands in the list as it was written, and is found by it', async () => {
    for (const text of Object.values(keptTexts)) await ask(server, customers.createCustomer, { name: text, acceptDuplicates: true })
    const listed = new Set<string>()
    for (let after: string | null | undefined; after !== null; ) {
      const { json }: { json: Json } = await ask(server, customers.listCustomers, { limit: 200, ...(after ? { after } : {}) })
      for (const row of json['rows'] as Json[]) listed.add(String(row['name']))
      after = json['next'] as string | null
    }
    expect(Object.values(keptTexts).filter((text) => !listed.has(text))).toEqual([])
    const missed: string[] = []
    for (const text of Object.values(keptTexts)) {
      const { status, json } = await ask(server, customers.listCustomers, { q: text, limit: 200 })
      expect(status, text).toBe(200)
      if (!unsearchable.has(text) && !(json['rows'] as Json[]).some((row) => row['name'] === text)) missed.push(JSON.stringify(text))
    }
    expect(missed).toEqual([])
  })

  test('a NUL is refused as a search word too', async () => {
    expect((await ask(server, customers.listCustomers, { q: 'a\0b' })).status).toBe(400)
  })
})

test('the harness notices a field that is tidied behind the writer’s back', async () => {
  const real = office.house.actions.get('customers.create') as Change
  const tidy: Action = change(real.endpoint, (context, input) => {
    const given = input as Json
    return real.run(context, {
      ...given,
      remark: typeof given['remark'] === 'string' ? given['remark'].normalize('NFKC') : given['remark'],
    })
  })
  const house = { ...office.house, actions: new Map([...office.house.actions, ['customers.create', tidy]]) }
  const leaky = await testServer({ ...office, house })
  const thing = things['customer'] as Thing
  expect(await lost(leaky, thing, 'ＡＢＣ')).toEqual([expect.stringContaining('remark')])
})
