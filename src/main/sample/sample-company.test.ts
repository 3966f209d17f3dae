import { describe, expect, test } from 'vitest'
import { addDays, addMonths, type Day, daysBetween } from '../../core/day.ts'
import { isIndustryCode } from '../../core/industries.ts'
import { macroRegionOf } from '../../core/provinces.ts'
import { placeIn, region } from '../../core/regions.ts'
import { completenessOf, overallCompleteness } from '../../modules/customers/policy/completeness.ts'
import { checkCreditCode } from '../../modules/customers/policy/credit-code.ts'
import { nameIdentity } from '../../modules/customers/policy/names.ts'
import { phonesOf } from '../../modules/customers/policy/phones.ts'
import { baseTags } from '../../modules/customers/policy/tags.ts'
import { sampleCompany } from './sample-company.ts'

const today = '2026-11-22'
const world = sampleCompany(today)
const ordersOf = Map.groupBy(world.orders, ({ customerNo }) => customerNo)
const customer = (no: string) => world.customers.find(({ customerNo }) => customerNo === no)
const bought = (no: string, from: Day, until: Day): number =>
  (ordersOf.get(no) ?? [])
    .filter(({ status, orderedAt }) => status === 'CONFIRMED' && orderedAt.slice(0, 10) > from && orderedAt.slice(0, 10) <= until)
    .reduce((sum, { netFen }) => sum + netFen, 0)

describe('the sample company', () => {
  test('is the same on the same day, and moves with the day', () => {
    expect(sampleCompany(today)).toEqual(world)
    const other = sampleCompany('2024-02-29')
    expect(other.customers.map(({ name }) => name)).toEqual(world.customers.map(({ name }) => name))
    expect(other.orders.every(({ orderedAt }) => orderedAt.slice(0, 10) <= '2024-02-29')).toBe(true)
  })

  test('is as large as a sales branch is', () => {
    expect(world.customers).toHaveLength(600)
    expect(world.contacts.length).toBeGreaterThan(1_300)
    expect(world.orders.length).toBeGreaterThan(8_000)
    expect(world.orders.length).toBeLessThan(13_000)
  })

  test('has somebody in every role and every post, and teams of the size that the programme asks for (ORG-02, ORG-03, ORG-04)', () => {
    const roles = new Set(world.people.flatMap((person) => person.roles))
    const posts = Map.groupBy(
      world.people.flatMap((person) => person.posts),
      (post) => post,
    )
    expect(roles.size).toBe(10)
    expect(posts.size).toBe(7)
    expect(
      ['PROGRAMME_LEAD', 'SEGMENT_TEAM', 'EVENT_TEAM'].map(
        (post) => world.people.filter((person) => person.posts.some((p) => p === post)).length,
      ),
    ).toEqual([1, 2, 3])
  })

  test('names only units, people and customers that it has', () => {
    const units = new Set(world.units.map(({ key }) => key))
    const logins = new Set(world.people.map(({ login }) => login))
    const numbers = new Set(world.customers.map(({ customerNo }) => customerNo))
    expect(logins.size).toBe(world.people.length)
    expect(world.units.every(({ parent }) => parent === null || units.has(parent))).toBe(true)
    expect(world.people.every(({ unit, assists }) => units.has(unit) && assists.every((login) => logins.has(login)))).toBe(true)
    expect(world.deputies.every(({ person, deputy }) => logins.has(person) && logins.has(deputy))).toBe(true)
    expect(
      world.customers.every(
        ({ ownerLogin, agentNo, parentNo }) =>
          logins.has(ownerLogin) && (agentNo === null || numbers.has(agentNo)) && (parentNo === null || numbers.has(parentNo)),
      ),
    ).toBe(true)
    expect([...world.contacts, ...world.orders].every(({ customerNo }) => numbers.has(customerNo))).toBe(true)
  })
})

describe('its customers', () => {
  test('MD-05 have valid codes that no two share', () => {
    const codes = world.customers.flatMap(({ creditCode }) => creditCode ?? [])
    expect(codes.length).toBeGreaterThan(500)
    expect(codes.filter((code) => checkCreditCode(code).status !== 'OK')).toEqual([])
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('DQ-01 have names of their own, but for the one entered again in Traditional characters', () => {
    const identities = world.customers.map(({ name }) => nameIdentity(name))
    const twice = world.customers.filter((one, i) => identities.indexOf(nameIdentity(one.name)) !== i)
    expect(twice.map(({ name }) => name)).toEqual(['蘇州雲帆連鎖超市有限公司'])
  })

  test('DQ-02 are of known industries, and sit where the address says', () => {
    for (const { industryCode, city, address, district } of world.customers) {
      if (industryCode !== null) expect(isIndustryCode(industryCode)).toBe(true)
      expect(region(city ?? '')).not.toBeNull()
      if (address !== null) expect(placeIn(address)).toMatchObject({ city, district })
    }
  })

  test('TAG-02 TAG-03 TAG-04 bear tags of every size and region and of most industries', () => {
    const codes = new Set(world.customers.flatMap((one) => baseTags(one).map(({ code }) => code)))
    expect(codes).toContain('INDUSTRY_C')
    expect(codes).toContain('INDUSTRY_52')
    expect(codes).toContain('SIZE_LARGE')
    expect(codes).toContain('SIZE_SME')
    expect([...codes].filter((code) => code.startsWith('REGION_'))).toHaveLength(7)
    expect(new Set(world.customers.map(({ province }) => macroRegionOf(province ?? ''))).size).toBe(7)
  })

  test('KA-01 are key customers by approval only, with a number of their own', () => {
    const keys = world.customers.filter((one) => one.class === 'KEY')
    expect(keys.length).toBeGreaterThan(15)
    expect(new Set(keys.map(({ keyAccountNo }) => keyAccountNo)).size).toBe(keys.length)
    expect(
      keys.every(
        ({ keyAccountNo, keyApprovedOn, agentNo }) =>
          /^KA-\d{4}-\d{4}$/.test(keyAccountNo ?? '') && keyApprovedOn !== null && keyApprovedOn <= today && agentNo === null,
      ),
    ).toBe(true)
    expect(world.customers.filter((one) => one.class === 'GENERAL').every(({ keyAccountNo }) => keyAccountNo === null)).toBe(true)
  })

  test('DQ-05 have files with gaps: nearly, but not quite, 95 % complete', () => {
    const contacts = Map.groupBy(world.contacts, ({ customerNo }) => customerNo)
    const book = world.customers.map((one) =>
      completenessOf({
        ...one,
        ownerId: one.ownerLogin,
        contacts: (contacts.get(one.customerNo) ?? []).map((contact) => ({ ...contact, phones: [contact.phones] })),
      }),
    )
    const { basisPoints, completeCustomers } = overallCompleteness(book)
    expect(basisPoints).toBeGreaterThan(9_000)
    expect(basisPoints).toBeLessThan(9_500)
    expect(completeCustomers).toBeGreaterThan(200)
  })

  test('DQ-01 have contacts whose phones are mostly good, and some that are not', () => {
    const cells = world.contacts.map(({ phones }) => phonesOf(phones))
    expect(cells.filter(({ phones }) => phones.length > 0).length).toBeGreaterThan(cells.length * 0.95)
    expect(cells.some(({ rejected }) => rejected.length > 0)).toBe(true)
    expect(cells.some(({ phones }) => phones.length === 2)).toBe(true)
  })
})

describe('its orders', () => {
  test('are numbered in order, cost between 2,000 and 2,000,000 yuan, and their lines add up', () => {
    expect(new Set(world.orders.map(({ orderNo }) => orderNo)).size).toBe(world.orders.length)
    expect(world.orders.map(({ orderedAt }) => orderedAt)).toEqual(world.orders.map(({ orderedAt }) => orderedAt).toSorted())
    for (const { kind, netFen, lines, orderedAt } of world.orders) {
      expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(netFen)
      if (kind === 'ORDER') expect(netFen >= 200_000 && netFen <= 200_000_000).toBe(true)
      expect(orderedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00$/)
      expect(daysBetween(orderedAt.slice(0, 10), today)).toBeGreaterThanOrEqual(0)
    }
  })

  test('SEG-02 hold cancelled ones, and credits for less than the order they name', () => {
    const byNo = new Map(world.orders.map((order) => [order.orderNo, order]))
    const credits = world.orders.filter(({ kind }) => kind === 'CREDIT')
    expect(credits.length).toBeGreaterThan(100)
    expect(world.orders.filter(({ status }) => status === 'CANCELLED').length).toBeGreaterThan(100)
    for (const { creditFor, netFen, customerNo, orderedAt } of credits) {
      const order = byNo.get(creditFor ?? '')
      expect(order).toMatchObject({ customerNo, kind: 'ORDER', status: 'CONFIRMED' })
      expect(-netFen).toBeLessThanOrEqual(order?.netFen ?? 0)
      expect(orderedAt > (order?.orderedAt ?? '')).toBe(true)
    }
  })
})

describe('its stories', () => {
  const year = addMonths(today, -12)

  test('MD-10 one customer bought for exactly 500,000 yuan in twelve months, and is exactly two years old', () => {
    expect(bought('KH-00240', year, today)).toBe(50_000_000)
    expect(ordersOf.get('KH-00240')?.[0]?.orderedAt.slice(0, 10)).toBe(addMonths(today, -24))
  })

  test('a key customer drifts away', () => {
    expect(customer('KH-00150')?.class).toBe('KEY')
    expect(bought('KH-00150', addDays(today, -84), today)).toBe(0)
    expect(bought('KH-00150', addMonths(today, -6), today)).toBeLessThan(bought('KH-00150', year, addMonths(today, -6)) * 0.7)
  })

  test('a new customer grows fast', () => {
    expect(bought('KH-00451', addMonths(today, -6), today)).toBeGreaterThan(10_000_000)
    expect(bought('KH-00451', '2000-01-01', addMonths(today, -6))).toBe(0)
  })

  test('MD-02 an agent has eight customers of its own', () => {
    expect(customer('KH-00060')?.type).toBe('AGENT')
    expect(world.customers.filter(({ agentNo }) => agentNo === 'KH-00060')).toHaveLength(8)
  })

  test('a company has two branches', () => {
    const branches = world.customers.filter(({ parentNo }) => parentNo === 'KH-00190')
    expect(branches.map(({ name }) => name.endsWith('分公司'))).toEqual([true, true])
  })

  test('DQ-01 four entries repeat others, each by the same person with the same phone', () => {
    const firstOf = (no: string) => world.contacts.find(({ customerNo }) => customerNo === no)
    for (const [twice, once] of [
      ['KH-00501', 'KH-00218'],
      ['KH-00502', 'KH-00171'],
      ['KH-00503', 'KH-00388'],
      ['KH-00504', 'KH-00305'],
    ] as const) {
      expect(firstOf(twice)).toMatchObject({ name: firstOf(once)?.name, phones: firstOf(once)?.phones })
      expect(customer(twice)?.creditCode).toBeNull()
    }
  })
})
