import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../src/core/day.ts'
import { type FilterFields, faultsOf } from '../src/core/filter.ts'
import { type Held, matches, resolved } from '../src/core/filter-match.ts'
import { conditionText } from '../src/core/filter-text.ts'
import { industry } from '../src/core/industries.ts'
import { sectionOf } from '../src/core/industry-sections.ts'
import { inZone } from '../src/core/instant.ts'
import { Problem } from '../src/core/problem.ts'
import { customerFilterFields } from '../src/modules/customers/contract/filter-fields.ts'
import { countCustomers, createCustomer, listCustomers, readCustomer, setTags } from '../src/modules/customers/contract.ts'
import { createOrder, purchaseMonths } from '../src/modules/purchases/contract.ts'
import { mintScope } from '../src/platform/scope.ts'
import { conditionsOver } from './conditions.ts'
import { everything, testNow, testOffice } from './office.ts'

const office = await testOffice()
const fields: FilterFields = customerFilterFields
const today = '2026-11-22'
const me = 2

/** Figures that look thrown but are the same in every run. */
function thrown(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const pools = {
  name: ['海棠', '云帆 Trading', '青禾', "O'Neil, 100%_", 'TRADING'],
  tier: ['CORE', 'POTENTIAL', 'GENERAL'],
  tags: ['FREQ_HIGH', 'ACTIVE', '要培训', 'DORMANT'],
  industryCode: ['C', '34', '3421', 'F', '51'],
  provinceCode: ['330000', '110000', '440000'],
  day: [0, -1, -30, -89, -90, -91, -364, -365, -366, 20].map((n) => addDays(today, n)),
  amount: [0, 100, 10_000_000, 9_999_999, 123_456, -5_000],
} as const

const of = <T>(list: readonly T[], random: (below: number) => number): T => list[random(list.length)] as T
const maybe = <T>(value: T, random: (below: number) => number): T | null => (random(3) === 0 ? null : value)

/** A small book with gaps everywhere; what each customer holds in every field there is. */
async function book(size: number): Promise<Map<number, Record<string, Held>>> {
  await office.sql(`insert into person (id, login, name)
    select n, 'p' || n, 'P' || n from generate_series(2, 4) n`)
  const random = thrown(7)
  const rows = new Map<number, Record<string, Held>>()
  for (let i = 0; i < size; i++) {
    const id = await oneCustomer(i, random)
    rows.set(id, await held(id, await surroundings(id, i, random)))
  }
  return rows
}

async function oneCustomer(i: number, random: (below: number) => number): Promise<number> {
  office.now = new Date(testNow.getTime() - random(400) * 7_200_000)
  const { id } = await office.call(createCustomer, {
    name: `${of(pools.name, random)}${i}`,
    shortName: maybe(of(pools.name, random), random),
    phone: maybe(`0574-8800${1000 + i}`, random),
    ownerId: maybe(2 + random(3), random),
    industryCode: maybe(of(['34', '3421', '51', '346'], random), random),
    provinceCode: maybe(of(pools.provinceCode, random), random),
    sizeClass: maybe(of(['LARGE', 'SMALL'] as const, random), random),
    foundedOn: maybe(of(pools.day, random), random),
    employees: maybe(random(5), random),
    registeredCapital: maybe(random(3) * 10_000_000, random),
    status: of(['ACTIVE', 'INACTIVE'] as const, random),
    remark: maybe(of(pools.name, random), random),
    acceptDuplicates: true,
  })
  office.now = testNow
  return id
}

/** Orders, tier, tags, tasks and contacts of a customer, and what they make of its fields. */
async function surroundings(id: number, i: number, random: (below: number) => number): Promise<Record<string, Held>> {
  let netTotal = 0
  for (let n = random(4); n > 0; n--) {
    const [on, netAmount, status] = [
      of(pools.day, random),
      of(pools.amount, random),
      of(['CONFIRMED', 'CONFIRMED', 'CANCELLED'] as const, random),
    ]
    if (on > today) continue
    if (status === 'CONFIRMED') netTotal += netAmount
    await office.call(createOrder, { orderNo: `${i}-${n}`, customerId: id, orderedAt: `${on}T10:00:00+08:00`, netAmount, status })
  }
  const worked = maybe([of(['FREQ_HIGH', 'ACTIVE'], random)], random)
  const since = of(pools.day, random)
  if (worked)
    await office.sql(
      `insert into customer_tier (customer_id, tier, stage, r, f, m, band, resolved_by, tier_rfm, tier_spend_tenure, tags, verdict, policy_version, since_on)
       values ($1, $2, 'MATURE', $3, 1, 1, '', '', '', '', $4, 0, 1, $5)`,
      [id, of(pools.tier, random), random(5), worked, since],
    )
  const byHand = maybe([of(['要培训', 'DORMANT', 'ACTIVE'], random)], random)
  if (byHand) await office.call(setTags, { id, add: byHand })
  const tasks = Array.from({ length: random(3) }, () => ({
    due: of(pools.day, random),
    state: of(['OPEN', 'WAIVED'], random),
    who: maybe(2 + random(3), random),
  }))
  for (const { due, state, who } of tasks)
    await office.sql(
      `insert into task (origin, kind, customer_id, title, due_on, window_from, window_to, state, counted, assignee_id, created_at, changed_at)
       values ('HAND', 'OTHER', $1, 'x', $2, $2, $2, $3, true, $4, now(), now())`,
      [id, due, state, who],
    )
  const contact = maybe(of(pools.day, random), random)
  if (contact)
    await office.sql(
      `insert into interaction (customer_id, channel, direction, happened_at, happened_on, text, logged_by_name, logged_at)
       values ($1, 'PHONE', 'OUT', $2::date, $2::date, 'x', 'x', now()), ($1, 'NOTE', 'OUT', $2::date + 1, $2::date + 1, 'x', 'x', now())`,
      [id, contact],
    )
  const open = tasks.filter((t) => t.state === 'OPEN').map((t) => t.due)
  return {
    netTotal,
    tags: [...new Set([...(worked ?? []), ...(byHand ?? [])])],
    openTasks: open.length,
    lateTasks: open.filter((due) => due < today).length,
    nextTaskOn: open.sort()[0] ?? null,
    lastContactOn: contact,
  }
}

/** The codes a code lies within, itself included. */
const industriesOf = (code: string | null): string[] =>
  code === null ? [] : [sectionOf(code) ?? '', ...Array.from(code, (_, i) => code.slice(0, i + 1)).filter((c) => industry(c) !== undefined)]

async function held(id: number, around: Record<string, Held>): Promise<Record<string, Held>> {
  const customer = await office.call(readCustomer, { id })
  const shown = (await office.call(listCustomers, { q: customer.customerNo, limit: 200 })).rows.find((r) => r.id === id)
  const bought = await office.call(purchaseMonths, { customerId: id })
  const plain = Object.fromEntries(Object.entries(customer).filter(([name]) => name in fields)) as Record<string, Held>
  return {
    ...plain,
    points: shown?.rfm ?? null,
    industryCode: industriesOf(customer.industryCode),
    lastOrderOn: bought.lastValidOn,
    firstOrderOn: bought.firstValidOn,
    orders: bought.validOrders,
    amount12m: shown?.amount12m ?? 0,
    createdAt: inZone(new Date(customer.createdAt), 'Asia/Shanghai').day,
    changedAt: inZone(new Date(customer.changedAt), 'Asia/Shanghai').day,
    ...around,
  }
}

const rows = await book(60)

const asMe = (scope = everything, permissions = ['*']) =>
  office.caller(permissions, { scope, actor: { kind: 'PERSON', personId: me, name: 'me', permissions: new Set(permissions) } })

async function found(where: string, caller = asMe()): Promise<number[]> {
  return (await office.call(listCustomers, { where, limit: 200 }, caller)).rows.map((r) => r.id).sort((a, b) => a - b)
}

describe('a condition over the book', () => {
  test('finds in the database what it finds by hand, in the list and in the count', async () => {
    const checked = fc.asyncProperty(conditionsOver(fields, [...rows.values()]), async (condition) => {
      expect(faultsOf(fields, condition)).toEqual([])
      const bare = resolved(fields, condition, { today, personId: me })
      const expected = [...rows].filter(([, row]) => matches(fields, bare, row)).map(([id]) => id)
      const where = conditionText(condition)
      expect(await found(where)).toEqual(expected)
      expect(await office.call(countCustomers, { where }, asMe())).toEqual({ count: expected.length, capped: false })
    })
    await fc.assert(checked, { numRuns: 400 })
  })

  test('every field that is declared is held by some row', () => {
    for (const name of Object.keys(fields))
      expect(
        [...rows.values()].some((row) => name in row),
        name,
      ).toBe(true)
  })

  test('narrows a search and the simple filters, and never widens what one may see', async () => {
    const mine = mintScope({ all: false, unitIds: [], ownerIds: [me], masked: false })
    const own = [...rows].filter(([, row]) => row['ownerId'] === me).map(([id]) => id)
    expect(own.length).toBeGreaterThan(3)
    expect(await found('any(tier.filled,tier.empty)', asMe(mine))).toEqual(own)
    const both = await office.call(
      listCustomers,
      { q: '海棠', status: 'ACTIVE', where: 'any(tier.is(CORE),tier.empty)', limit: 200 },
      asMe(),
    )
    const expected = [...rows.values()].filter(
      (r) => String(r['name']).includes('海棠') && r['status'] === 'ACTIVE' && (r['tier'] === 'CORE' || r['tier'] === null),
    )
    expect(new Set(both.rows.map((r) => r.name))).toEqual(new Set(expected.map((r) => r['name'])))
    expect(both.rows.length).toBe(expected.length)
  })
})

describe('what a filter must not tell', () => {
  const refusal = async (where: string, caller = asMe()) => {
    try {
      await found(where, caller)
    } catch (error) {
      if (error instanceof Problem) return [error.code, ...error.issues.map((i) => `${i.path} ${i.reason}`)]
      throw error
    }
    return 'found'
  }

  test('A07 a field seen masked cannot be guessed at', async () => {
    const auditor = asMe(mintScope({ all: true, unitIds: [], ownerIds: [], masked: true }))
    const conditions = ['phone.has(8800)', 'phone.filled', 'any(tier.is(CORE),all(fax.empty))']
    expect(await Promise.all(conditions.map((where) => refusal(where, auditor)))).toEqual([
      ['invalid', 'where filter-hidden'],
      ['invalid', 'where filter-hidden'],
      ['invalid', 'where.any.1.all.0 filter-hidden'],
    ])
    expect(await refusal('phone.has(8800)')).toBe('found')
  })

  test('without the right to see tasks nobody filters by them', async () => {
    expect(await refusal('lateTasks.from(1)', asMe(everything, ['customers.read']))).toEqual(['invalid', 'where filter-hidden'])
  })

  test('tasks out of sight are not counted', async () => {
    const caller = {
      ...asMe(),
      reach: (permission: string) =>
        permission === 'tasks.read' ? mintScope({ all: false, unitIds: [], ownerIds: [3], masked: false }) : everything,
    }
    const counted = new Map(
      await Promise.all(
        [...rows.keys()].map(
          async (id) =>
            [
              id,
              (
                await office.sql<{ n: number }>(
                  `select count(*)::int as n from task t join customer c on c.id = t.customer_id
       where t.customer_id = $1 and t.state = 'OPEN' and (c.owner_id = 3 or t.assignee_id = $2)`,
                  [id, me],
                )
              )[0]?.n ?? 0,
            ] as const,
        ),
      ),
    )
    const expected = [...counted].filter(([, n]) => n > 0).map(([id]) => id)
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan([...rows.values()].filter((r) => Number(r['openTasks']) > 0).length)
    expect(await found('openTasks.from(1)', caller)).toEqual(expected)
  })

  test.each(["' or 1=1 --", '"; drop table customer; --', "');select pg_sleep(5)--", '$$', '%', '\\', '{}', "{'a'}"])(
    'A20 %s is text to look for',
    async (text) => {
      for (const field of ['name', 'remark']) {
        const where = conditionText({ field, op: 'has', values: [text] })
        const expected = [...rows]
          .filter(([, row]) =>
            String(row[field] ?? '')
              .toLowerCase()
              .includes(text.toLowerCase()),
          )
          .map(([id]) => id)
        expect(await found(where)).toEqual(expected)
      }
      for (const field of ['tier', 'tags', 'industryCode', 'missing'])
        expect(await found(conditionText({ field, op: 'is', values: [text] }))).toEqual([])
    },
  )

  test.each([
    ['any(tier.is(CORE),password.is(x))', 'where.any.1 filter-field'],
    ['all(name.has(x),tier.is(CORE)) or 1=1', 'where filter-syntax'],
    ['lastOrderOn.before(now())', 'where filter-syntax'],
    ['amount12m.from("1; select 1")', 'where filter-value'],
    [`${'all('.repeat(500)}tier.empty${')'.repeat(500)}`, 'where too-long'],
    [`all(${'tier.empty,'.repeat(40)}tier.empty)`, 'where too-many'],
    ['all(all(all(all(tier.empty))))', 'where too-deep'],
    ['name.has("\\u0000")', 'where filter-syntax'],
  ])('%s is refused with its place', async (where, issue) => {
    expect(await refusal(where)).toEqual(['invalid', issue])
  })
})
