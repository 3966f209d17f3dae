import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { encodeCursor } from '../../src/core/page.ts'
import { createCustomer } from '../../src/modules/customers/contract.ts'
import { packSource } from '../../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../../src/modules/policies/contract.ts'
import { createOrder } from '../../src/modules/purchases/contract.ts'
import { startPreview } from '../../src/modules/studio/contract.ts'
import { type Action, read } from '../../src/platform/action.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { sessionFor, twoPeople } from './doors.ts'

const office = await testOffice()
await office.call(publishPolicy, { source: packSource('rfm-lifecycle') })
const server = await testServer(office)
const { adminId } = await twoPeople(office)
const session = await sessionFor(office, adminId)
for (const name of ['海棠贸易', '北仑机械', '𠮷野家']) {
  const { id } = await office.call(createCustomer, { name })
  await office.call(createOrder, { orderNo: name, customerId: id, orderedAt: '2026-11-01T10:00:00+08:00', netAmount: 100 })
}
// So that its lists are there to page through.
const { jobId } = await office.call(startPreview, { source: packSource('spend-tenure') })
await office.runJob(jobId)
const gets = [...office.house.actions.values()].filter((a) => a.endpoint.method === 'GET' && a.endpoint.reply !== 'file')
const shapeOf = (action: Action): Record<string, z.ZodType> => (action.endpoint.input as z.ZodObject).shape as Record<string, z.ZodType>

/** Every statement text that goes to the database from this process. */
const statements: string[] = []
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [first] = args
  statements.push(typeof first === 'string' ? first : String((first as { text?: string } | undefined)?.text ?? ''))
  return (query as (...all: unknown[]) => unknown).apply(this, args)
} as typeof query
afterAll(() => {
  pg.Client.prototype.query = query
})

/** Stands in every attack, so that text from outside is known again in a statement. */
const marker = 'kwinjected'
const attacks = [
  `' or '${marker}'='${marker}`,
  `'; drop table customer; -- ${marker}`,
  `") or 1=1 -- ${marker}`,
  `\\'; select pg_sleep(5); -- ${marker}`,
  `$$;select '${marker}';$$`,
  `)--${marker}`,
  `1);select pg_sleep(5)--${marker}`,
  `name desc, (select '${marker}')`,
  `"customer"."${marker}"`,
  `{"$ne":"${marker}"}`,
  `[{"gt":"${marker}"}]`,
  `a' -> '${marker}`,
  `Asia/Shanghai'; ${marker}`,
  `%' escape '${marker}`,
  `\u02bc or ${marker}`,
  `＇ or ${marker}`,
]

async function ask(action: Action, input: readonly (readonly [string, unknown])[], to = server) {
  const sent = requestOf(action.endpoint, input)
  const { statusCode, body } = await to.inject({ ...sent, headers: { ...sent.headers, ...session } } as never)
  return { statusCode, body }
}
const inPath = (action: Action): [string, unknown][] =>
  [...action.endpoint.path.matchAll(/:(\w+)/g)].map((m) => [m[1] ?? '', m[1] === 'year' ? 2026 : 1])

/** What is wrong after every attack in every place of one endpoint: an answer that is neither 200 nor 400 or 404, or attack text in a statement. */
async function wrongWith(action: Action, to = server): Promise<string[]> {
  const wrong: string[] = []
  for (const field of Object.keys(shapeOf(action))) {
    for (const attack of attacks) {
      const from = statements.length
      const { statusCode, body } = await ask(action, [...inPath(action).filter(([name]) => name !== field), [field, attack]], to)
      if (![200, 400, 404, 422, 429].includes(statusCode))
        wrong.push(`${action.endpoint.name}.${field}: ${statusCode} ${body.slice(0, 200)}`)
      if (statements.slice(from).some((text) => text.includes(marker))) wrong.push(`${action.endpoint.name}.${field}: in a statement`)
    }
  }
  return wrong
}

describe('A20 A21 text from outside is never part of a statement', () => {
  test('in any field of any query or path', { timeout: 60_000 }, async () => {
    const wrong: string[] = []
    for (const action of gets) wrong.push(...(await wrongWith(action)))
    expect(wrong).toEqual([])
    expect(statements.length).toBeGreaterThan(1_000)
    expect(await office.sql('select count(*)::int as n from customer')).toEqual([{ n: 3 }])
  })

  test('in the name of a field: every unknown one is refused', async () => {
    const names = [
      "name'--",
      'name[$ne]',
      'name[gt]',
      'filter',
      'where',
      'orderBy',
      'sort[]',
      'direction',
      'nulls',
      'groupBy',
      'timeZone',
      'select',
      'fields',
      'include',
    ]
    for (const action of gets) {
      for (const name of names.filter((n) => !Object.hasOwn(shapeOf(action), n)))
        expect((await ask(action, [...inPath(action), [name, marker]])).statusCode, `${action.endpoint.name} ${name}`).toBe(400)
    }
  })

  test('A07 no filter, sort or group goes by a field that is not shown', async () => {
    const hidden = [
      'password_hash',
      'passwordHash',
      'password_hash[startsWith]',
      'id_no[gt]',
      'token_hash',
      'name_key',
      'field_sources',
      'session.token_hash',
    ]
    for (const action of gets) {
      for (const field of hidden) expect((await ask(action, [...inPath(action), [field, '$2']])).statusCode, action.endpoint.name).toBe(400)
    }
    for (const sort of [...hidden, 'name desc', 'name,', '--name', 'NAME', 'id', '1', '(select 1)', 'c.name_key'])
      expect((await ask(office.house.actions.get('customers.list') as Action, [['sort', sort]])).statusCode, sort).toBe(400)
  })

  test.each([
    ['limit', ['0', '-1', '1001', '1e3', '1;', '10000000000', 'all', '', '0x10']],
    ['after', ['x', '', '%', 'null', 'WyJ4Il0', '[]', "';--"]],
  ])('%s takes what it is for, nothing else', async (field, values) => {
    for (const action of gets.filter((a) => Object.hasOwn(shapeOf(a), field)))
      for (const value of values)
        expect((await ask(action, [...inPath(action), [field, value]])).statusCode, `${action.endpoint.name} ${value}`).toBe(400)
  })

  test('the harness notices a sort that goes into the statement', async () => {
    const input = z.strictObject({ sort: z.string() })
    const leak = read(
      { name: 'plant.sort', summary: 'x', method: 'GET', path: '/plant', permission: 'signed-in', input, output: z.unknown() },
      ({ db }, { sort }) =>
        db
          .selectFrom('customer')
          .select('name')
          .orderBy(sql.raw(`name /* ${sort} */`))
          .execute(),
    )
    const leaky = await testServer({ ...office, house: { ...office.house, actions: new Map([['plant.sort', leak]]) } })
    expect(await wrongWith(leak, leaky)).toContainEqual(expect.stringContaining('in a statement'))
  })
})

describe('A21 made-up cursors', () => {
  const withCursor = gets.filter((a) => Object.hasOwn(shapeOf(a), 'after'))
  const parts: (string | number | null)[] = [
    null,
    0,
    -1,
    1e308,
    2 ** 63,
    1.5,
    '',
    '0',
    `x'${marker}`,
    '\0',
    '\ud800',
    'NaN',
    'infinity',
    '-infinity',
    'now',
    '2026-01-01',
    '294277-01-01',
    '4714-01-01 BC',
    '9'.repeat(400),
    '{}',
  ]
  const cursors = [
    ...parts.map((a) => encodeCursor([a])),
    ...parts.flatMap((a) => [1, null, 'x', 1e300].map((b) => encodeCursor([a, b]))),
    ...parts.map((a) => encodeCursor([a, 1, 1])),
    ...['{"0":1}', '[[1],[2]]', '[{},1]', '[true,1]', '1', '"x"', 'null', '[1', ''].map((text) => Buffer.from(text).toString('base64url')),
    ...['!!!!', 'A', '=', 'WyJ4IiwxXQ==garbage', '\u6d77', 'WzFd\0', 'x'.repeat(600), 'x'.repeat(601)],
  ]

  test('are refused or lead to a page, in every list and every order', { timeout: 60_000 }, async () => {
    const wrong: string[] = []
    for (const action of withCursor) {
      const sorts: (string | undefined)[] =
        action.endpoint.name === 'customers.list' ? ['name', '-name', 'number', 'created', '-created', '-lastOrder'] : [undefined]
      for (const sort of sorts) {
        for (const after of cursors) {
          const { statusCode, body } = await ask(action, [
            ...inPath(action),
            ['after', after],
            ...(sort ? ([['sort', sort]] as const) : []),
          ])
          if (statusCode !== 200 && statusCode !== 400)
            wrong.push(`${action.endpoint.name} ${sort ?? ''} ${after.slice(0, 60)}: ${statusCode} ${body.slice(0, 150)}`)
        }
      }
    }
    expect(withCursor.length).toBeGreaterThan(4)
    expect(wrong).toEqual([])
    expect(statements.some((text) => text.includes(marker) && !text.includes('/*'))).toBe(false)
  })

  test('show nobody more than the list does: every row a cursor leads to is in sight', async () => {
    const list = office.house.actions.get('customers.list') as Action
    const whole = JSON.parse((await ask(list, [])).body) as { rows: { id: number }[] }
    const ids = new Set(whole.rows.map((r) => r.id))
    for (const after of cursors) {
      const { statusCode, body } = await ask(list, [['after', after]])
      if (statusCode === 200) for (const row of (JSON.parse(body) as { rows: { id: number }[] }).rows) expect(ids.has(row.id)).toBe(true)
    }
  })
})
