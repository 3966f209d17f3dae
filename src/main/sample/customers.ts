import { addDays, addMonths, type Day } from '../../core/day.ts'
import { creditCodeFrom } from '../../modules/customers/policy/credit-code.ts'
import { nameIdentity } from '../../modules/customers/policy/names.ts'
import { type Buying, buying, cameOneByOne } from './buying.ts'
import { managersOf } from './people.ts'
import { present, type Random, randomFrom } from './random.ts'
import { type Story, stories } from './stories.ts'
import type { Customer } from './types.ts'
import * as words from './words.ts'

/** A customer with what is known only to the world: how it buys, and the entry it repeats. */
export type Made = { customer: Customer; buying: Buying; sameAs: string | null; season: words.Trade['season'] }

const howMany = 600
const seed = 20_261_122

export const customerNo = (no: number): string => `KH-${String(no).padStart(5, '0')}`

/** Six hundred customers; each draws from a sequence of its own, so that a change to one leaves the others as they are. */
export function makeCustomers(today: Day): Made[] {
  const told = new Map(stories.map((story) => [story.no, story]))
  const taken = new Set(stories.map(({ name }) => nameIdentity(name)))
  const made = Array.from({ length: howMany }, (_, i) => {
    const random = randomFrom(seed + (i + 1) * 7919)
    const story = told.get(i + 1)
    return story ? toldCustomer(story, random, today) : madeUpCustomer(i + 1, random, today, taken)
  })
  approveKeyCustomers(made, today)
  return made
}

const oldest = 93

/** A sequence of its own, so that nothing else is drawn otherwise. */
const wayOf = (no: number, way: Buying): Buying => (no === oldest ? way : cameOneByOne(way, randomFrom(60_013 + no * 7_907)))

function toldCustomer(story: Story, random: Random, today: Day): Made {
  const way = wayOf(story.no, story.buying)
  const trade = words.trades.find(({ industryCode }) => story.industryCode.startsWith(industryCode.slice(0, 2))) ?? present(words.trades[0])
  const seat = words.seatIn(random, story.city)
  const base = file(story.no, story.name, story.shortName, seat, { ...trade, industryCode: story.industryCode }, way, random, today)
  const customer: Customer = {
    ...base,
    type: story.type ?? 'COMPANY',
    class: story.key ? 'KEY' : 'GENERAL',
    agentNo: story.agent === undefined ? null : customerNo(story.agent),
    parentNo: story.parent === undefined ? null : customerNo(story.parent),
    ownerLogin: story.owner,
    story: story.story,
    ...(story.hasGaps ? { longTermPlan: null, painPoints: [], purchasePreference: null } : {}),
    ...(story.sameAs === undefined ? {} : { creditCode: null, address: null, legalRepresentative: null, sizeClass: null }),
  }
  return { customer, buying: way, sameAs: story.sameAs === undefined ? null : customerNo(story.sameAs), season: trade.season }
}

function madeUpCustomer(no: number, random: Random, today: Day, taken: Set<string>): Made {
  const trade = weighted(random)
  const seat = words.seat(random)
  for (;;) {
    const shortName = words.brand(random) + random.pick(trade.words)
    const inBrackets = random.chance(0.06)
    const name = inBrackets
      ? `${shortName}（${seat.cityShort}）${random.pick(words.companyForms)}`
      : `${seat.cityShort}${shortName}${random.pick(words.companyForms)}`
    if (taken.has(nameIdentity(name)) || taken.has(shortName)) continue
    taken.add(nameIdentity(name)).add(shortName)
    const way = wayOf(no, buying(random, trade.scale))
    const customer = withGaps(file(no, name, shortName, seat, trade, way, random, today), random)
    return { customer, buying: way, sameAs: null, season: trade.season }
  }
}

function weighted(random: Random): words.Trade {
  const total = words.trades.reduce((sum, { weight }) => sum + weight, 0)
  let at = random.next() * total
  return present(
    words.trades.find(({ weight }) => {
      at -= weight
      return at < 0
    }),
  )
}

const codeCharacters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']

/** Eight characters that no two customers share, as those who registered lately have: `MA` and the number among chance. */
function organisationBody(no: number, random: Random): string {
  return `MA${random.pick(codeCharacters)}${String(no).padStart(4, '0')}${random.pick(codeCharacters)}`
}

type SizeClass = NonNullable<Customer['sizeClass']>
const headcounts: Record<SizeClass, [low: number, high: number]> = {
  LARGE: [1_000, 6_000],
  MEDIUM: [300, 999],
  SMALL: [20, 299],
  MICRO: [3, 19],
}

function sizeFor(yearlyYuan: number, random: Random): SizeClass {
  if (yearlyYuan > 900_000) return random.chance(0.6) ? 'LARGE' : 'MEDIUM'
  if (yearlyYuan > 200_000) return random.chance(0.6) ? 'MEDIUM' : 'SMALL'
  return random.chance(0.7) ? 'SMALL' : random.chance(0.8) ? 'MICRO' : 'LARGE'
}

function file(
  no: number,
  name: string,
  shortName: string,
  seat: words.Seat,
  trade: words.Trade,
  way: Buying,
  random: Random,
  today: Day,
): Customer {
  const sizeClass = sizeFor((way.yuan * 365) / way.gap, random)
  const firstContactOn = addDays(today, -(way.since + random.int(5, 120)))
  const gender = random.chance(0.7) ? 'MALE' : 'FEMALE'
  return {
    customerNo: customerNo(no),
    name,
    shortName,
    type: 'COMPANY',
    segment: trade.segment,
    class: 'GENERAL',
    keyAccountNo: null,
    keyApprovedOn: null,
    agentNo: null,
    parentNo: null,
    creditCode: creditCodeFrom(seat.district, organisationBody(no, random)),
    industryCode: trade.industryCode,
    nature: random.pick(words.natures),
    sizeClass,
    headcount: random.int(...headcounts[sizeClass]),
    registeredCapitalFen: random.pick([50, 100, 200, 500, 1_000, 2_000, 5_000]) * 1_000_000,
    foundedOn: addDays(addMonths(today, -12 * random.int(3, 28)), -random.int(0, 364)),
    legalRepresentative: words.personName(random, gender),
    province: seat.province,
    city: seat.city,
    district: seat.district === seat.city ? null : seat.district,
    address: words.addressIn(random, seat),
    website: random.chance(0.4) ? `https://customer-${no}.example` : null,
    switchboard: random.chance(0.5) ? `400-${random.int(100, 999)}-${random.int(1000, 9999)}` : null,
    source: random.pick(words.sources),
    firstContactOn,
    ownerLogin: ownerFor(way, random),
    purchasePreference: random.pick(words.preferences),
    painPoints: [random.pick(words.pains)],
    longTermPlan: random.pick(words.plans),
    paymentTerms: random.pick(words.paymentTerms),
    needs: needsFor(random),
    ...careOf(firstContactOn, way, random, today),
    story: null,
  }
}

/** When somebody last checked the file, and, before the company kept such things in one place, looked after the customer and called on it. */
function careOf(first: Day, way: Buying, random: Random, today: Day): Pick<Customer, 'verifiedOn' | 'lastMaintenanceOn' | 'lastVisitOn'> {
  const within = (days: number): Day => {
    const day = addDays(today, -days)
    return day < first ? first : day
  }
  const before = (days: number): Day | null => {
    const day = addDays(addMonths(today, -12), -days)
    return day < first ? null : day
  }
  return {
    verifiedOn: random.chance(0.8) ? within(random.int(2, 260)) : null,
    lastMaintenanceOn: way.kind !== 'NONE' && random.chance(0.6) ? before(random.int(3, 330)) : null,
    lastVisitOn: way.kind !== 'NONE' && random.chance(0.5) ? before(random.int(3, 200)) : null,
  }
}

const needCodes = ['NEED_PRODUCT_A', 'NEED_PRODUCT_B', 'NEED_AFTER_SALES', 'NEED_CUSTOMISING', 'NEED_TRAINING', 'NEED_FAST_DELIVERY']
const needsFor = (random: Random): string[] => needCodes.filter(() => random.chance(0.3))

/** Large customers mostly go to the key-account department, the rest to the two sales departments. */
function ownerFor(way: Buying, random: Random): string {
  if (way.kind === 'KEY') return random.pick(random.chance(0.75) ? managersOf('key-accounts') : managersOf('sales-one'))
  return random.pick(random.chance(0.52) ? managersOf('sales-one') : managersOf('sales-two'))
}

/** What salespeople leave out: most files are whole, some lack a field or two, a few nearly everything. */
function withGaps(customer: Customer, random: Random): Customer {
  const careless = random.chance(0.06) ? 0.6 : random.chance(0.3) ? 0.18 : 0.01
  const kept = <T>(value: T): T | null => (random.chance(careless) ? null : value)
  return {
    ...customer,
    creditCode: kept(customer.creditCode),
    industryCode: kept(customer.industryCode),
    sizeClass: kept(customer.sizeClass),
    address: kept(customer.address),
    source: kept(customer.source),
    purchasePreference: kept(customer.purchasePreference),
    longTermPlan: kept(customer.longTermPlan),
    painPoints: kept(customer.painPoints) ?? [],
  }
}

/** Of those who buy most, most have been approved, some weeks after their first order at the earliest; numbers follow the days. */
function approveKeyCustomers(made: Made[], today: Day): void {
  const large = ({ buying: way }: Made): boolean => way.kind === 'KEY' && (way.yuan * 365) / way.gap > 900_000
  const approved = made.filter(
    (one) => one.customer.type === 'COMPANY' && (one.customer.class === 'KEY' || (large(one) && one.customer.story === null)),
  )
  const days = approved.map(({ customer, buying: way }, i) => {
    const meant = addDays(addMonths(today, -30 + Math.floor((i * 28) / approved.length)), (i * 5) % 20)
    const earliest = addDays(today, 45 - way.since)
    return { customer, on: [meant, earliest].sort().at(-1) ?? meant }
  })
  const perYear = new Map<string, number>()
  for (const { customer, on } of days.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    const year = on.slice(0, 4)
    const count = (perYear.get(year) ?? 0) + 1
    perYear.set(year, count)
    Object.assign(customer, { class: 'KEY', keyApprovedOn: on, keyAccountNo: `KA-${year}-${String(count).padStart(4, '0')}` })
  }
}
