import { addMonths, civil, type Day, dayFrom, dayNumber, weekday } from '../../core/day.ts'
import type { Buying } from './buying.ts'
import type { Made } from './customers.ts'
import { products } from './products.ts'
import { present, type Random, randomFrom } from './random.ts'
import type { Order, OrderLine } from './types.ts'

type Draft = Omit<Order, 'orderNo' | 'creditFor'> & { creditOf: Draft | null; orderNo: string }

/** Three years of orders of all customers, numbered by the hour they were placed. */
export function makeOrders(made: readonly Made[], today: Day): Order[] {
  const drafts = made.flatMap((one) => ordersOf(one, today))
  drafts.sort((a, b) => (a.orderedAt + a.customerNo < b.orderedAt + b.customerNo ? -1 : 1))
  const perYear = new Map<string, number>()
  for (const draft of drafts) {
    const year = draft.orderedAt.slice(2, 4)
    const count = (perYear.get(year) ?? 0) + 1
    perYear.set(year, count)
    draft.orderNo = `DD-${year}-${String(count).padStart(5, '0')}`
  }
  return drafts.map(({ creditOf, ...order }) => ({ ...order, creditFor: creditOf?.orderNo ?? null }))
}

function ordersOf({ customer: { customerNo }, buying, season }: Made, today: Day): Draft[] {
  const random = randomFrom(99_991 + Number(customerNo.slice(3)) * 15_485_863)
  if (buying.kind === 'SCRIPTED') return exactlyHalfAMillion(customerNo, today, random)
  const now = dayNumber(today)
  const drafts: Draft[] = []
  let ago = buying.drawnFrom
  while (ago > buying.until || (ago === buying.until && ago > 0)) {
    const day = workday(now - ago, now)
    const drawn = orderOn(customerNo, day, yuanOf(buying, ago, civil(day).month, season, random) * 100, now, random)
    if (ago <= buying.since) drafts.push(...drawn)
    ago -= Math.max(1, Math.round(gapAt(buying, ago) * random.around()))
  }
  return drafts
}

/** Nobody orders on a Sunday; what falls on one is ordered on the Monday, or the Saturday when Monday is yet to come. */
function workday(day: number, now: number): number {
  return weekday(day) !== 7 ? day : day < now ? day + 1 : day - 1
}

const turned = ({ turn }: Buying, ago: number): number => (turn !== null && ago <= turn.daysAgo ? turn.factor : 1)

const gapAt = (buying: Buying, ago: number): number => buying.gap / Math.sqrt(turned(buying, ago))

const seasons = {
  EVEN: [1, 0.8, 1, 1, 1.05, 1, 0.95, 0.95, 1.05, 1, 1.1, 1.1],
  AUTUMN: [1, 0.7, 0.9, 0.9, 0.95, 0.95, 0.95, 1.1, 1.2, 1.1, 1.15, 1.1],
  SPRING: [0.9, 0.8, 1.2, 1.2, 1.1, 0.9, 0.85, 1, 1.1, 1.05, 0.95, 0.95],
} as const

function yuanOf(buying: Buying, ago: number, month: number, season: keyof typeof seasons, random: Random): number {
  const growth = buying.yearly ** ((buying.drawnFrom - ago) / 365)
  const scattered = buying.yuan * growth * present(seasons[season][month - 1]) * Math.sqrt(turned(buying, ago)) * random.around()
  return Math.min(2_000_000, Math.max(2_000, Math.round(scattered / 10) * 10))
}

/** An order, now and then cancelled; of the others, some get money back for what came damaged or was too much. */
function orderOn(customerNo: string, day: number, fen: number, now: number, random: Random): Draft[] {
  const isCancelled = random.chance(0.03)
  const order = draft(customerNo, day, fen, random, isCancelled ? 'CANCELLED' : 'CONFIRMED')
  const back = workday(day + random.int(4, 40), now)
  if (isCancelled || back > now || !random.chance(0.025)) return [order]
  const line = present(order.lines[0])
  const amountFen = -Math.max(100, Math.round((line.amountFen * random.int(10, 60)) / 10_000) * 100)
  const lines = [{ productCode: line.productCode, quantity: -1, amountFen }]
  return [order, { ...draft(customerNo, back, amountFen, random, 'CONFIRMED'), kind: 'CREDIT', creditOf: order, lines }]
}

function draft(customerNo: string, day: number, netFen: number, random: Random, status: Order['status']): Draft {
  const hour = random.pick(['08', '09', '10', '11', '13', '14', '15', '16', '17'])
  const orderedAt = `${dayFrom(day)}T${hour}:${String(random.int(0, 59)).padStart(2, '0')}:00`
  return { orderNo: '', customerNo, kind: 'ORDER', orderedAt, netFen, status, creditOf: null, lines: linesOf(netFen, random) }
}

/** One to four products that together cost what the order costs. */
function linesOf(netFen: number, random: Random): OrderLine[] {
  const affordable = products.filter(({ priceFen }) => priceFen <= netFen / 2)
  const many = Math.min(random.int(1, 4), Math.max(1, affordable.length))
  const from = random.int(0, Math.max(0, affordable.length - 1))
  let rest = netFen
  return Array.from({ length: many }, (_, i) => {
    const product = present(affordable[(from + i * 3) % affordable.length] ?? products[11])
    const part = Math.floor((netFen * random.int(20, 45)) / 10_000 / many) * 100
    const amountFen = i === many - 1 ? rest : part
    rest -= amountFen
    return { productCode: product.code, quantity: Math.max(1, Math.round(amountFen / product.priceFen)), amountFen }
  })
}

/** MD-10: a customer exactly two years old who bought for exactly 500,000 yuan in the last twelve months. */
function exactlyHalfAMillion(customerNo: string, today: Day, random: Random): Draft[] {
  const month = (ago: number): number => dayNumber(addMonths(today, -ago))
  const before = [24, 22, 20, 18, 16, 14, 13].map((ago) => draft(customerNo, month(ago), 4_600_000, random, 'CONFIRMED'))
  const lately = [11, 10, 9, 8, 7, 6, 5, 4, 3, 1].map((ago) => draft(customerNo, month(ago), 5_000_000, random, 'CONFIRMED'))
  return [...before, ...lately]
}
