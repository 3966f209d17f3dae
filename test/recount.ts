/**
 * Tiering worked out a second time, from raw order rows to the columns of the tiers export, in plain loops over dates as text.
 * It shares no code with `src/`: where the two agree, neither copied the other's mistake.
 */
export type OrderRow = { customerNo: string; orderNo: string; date: string; netFen: number }

type HighMid = { high: number; mid: number }
/** The `tiering` section of a policy document, and what else the export needs. `customers` adds those who never ordered. */
export type RecountSettings = {
  policyVersion: string
  customers?: readonly string[]
  drives: string
  rfm: {
    r: HighMid
    f: HighMid & { windowDays: number }
    m: HighMid & { windowMonths: number }
    scores: HighMid & { low: number }
  }
  bands: readonly number[]
  lifecycle: {
    lost: { days: number; gaps: number; gapDefault: number }
    decline: { drop: number; months: number; minTenureMonths: number }
    new: { tenureMonths: number }
    growth: { rise: number; months: number }
  }
  table: readonly { band: string; stage: string; tier: string; origin: string }[]
  spendTenure: { mode: string; amount: HighMid; tenureYears: HighMid; windowMonths: number }
  tags: {
    tenure: { oldMonths: number }
    frequency: { windowMonths: number; high: number; low: number }
    value: HighMid & { windowMonths: number }
    active: { months: number }
    risk: { drop: number; months: number; minBase: number }
  }
}

/** The export's columns for every customer, as text, on `asOf` (YYYY-MM-DD). */
export function recount(rows: readonly OrderRow[], asOf: string, settings: RecountSettings): Map<string, Record<string, string>> {
  const byCustomer: Record<string, OrderRow[]> = {}
  for (const customerNo of settings.customers ?? []) byCustomer[customerNo] = []
  for (const row of rows) {
    byCustomer[row.customerNo] ??= []
    if (row.date <= asOf) byCustomer[row.customerNo]!.push(row)
  }
  const result = new Map<string, Record<string, string>>()
  for (const [customerNo, own] of Object.entries(byCustomer)) result.set(customerNo, recountOne(customerNo, own, asOf, settings))
  return result
}

function recountOne(customerNo: string, rows: OrderRow[], asOf: string, s: RecountSettings): Record<string, string> {
  const orders = rows.filter((row) => row.netFen > 0).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const last = orders.at(-1)?.date
  const recency = last === undefined ? undefined : daysFromTo(last, asOf)
  const ordersInWindow = orders.filter((order) => daysFromTo(order.date, asOf) < s.rfm.f.windowDays).length
  const amountInYear = sum(rows, monthsBefore(asOf, s.rfm.m.windowMonths), asOf)

  const { high, mid, low } = s.rfm.scores
  const r = recency === undefined ? low : recency <= s.rfm.r.high ? high : recency <= s.rfm.r.mid ? mid : low
  const f = ordersInWindow >= s.rfm.f.high ? high : ordersInWindow >= s.rfm.f.mid ? mid : low
  const m = amountInYear >= fen(s.rfm.m.high) ? high : amountInYear >= fen(s.rfm.m.mid) ? mid : low
  const total = r + f + m
  const reached = s.bands.findIndex((least) => total >= least)
  const band = ['TOP', 'UPPER', 'MIDDLE', 'BOTTOM'][reached === -1 ? 3 : reached]

  const stage = recountStage(rows, orders, asOf, s)
  const cell = s.table.find((candidate) => candidate.band === band && candidate.stage === stage)
  const spend = recountSpendTenure(rows, orders, asOf, s)
  const bySpend = s.drives === 'SPEND_TENURE'
  return {
    customer_no: customerNo,
    recency_days: recency === undefined ? '' : `${recency}`,
    orders_90d: `${ordersInWindow}`,
    amount_12m: (amountInYear / 100).toFixed(2),
    r: `${r}`,
    f: `${f}`,
    m: `${m}`,
    rfm_total: `${total}`,
    stage,
    tier: bySpend ? spend : (cell?.tier ?? ''),
    resolved_by: bySpend ? 'SOURCE' : (cell?.origin ?? ''),
    tier_spend_tenure: spend,
    tags: recountTags(rows, orders, asOf, s).join('|'),
    policy_version: s.policyVersion,
  }
}

function recountStage(rows: OrderRow[], orders: OrderRow[], asOf: string, { lifecycle }: RecountSettings): string {
  if (orders.length === 0) return 'NEW'
  const dates = [...new Set(orders.map((order) => order.date))]
  const first = dates[0]!
  const last = dates.at(-1)!
  const silence = daysFromTo(last, asOf)
  const isBeyondOwnGap =
    dates.length === 1
      ? silence > lifecycle.lost.gaps * lifecycle.lost.gapDefault
      : silence * (dates.length - 1) > lifecycle.lost.gaps * daysFromTo(first, last)
  if (silence > lifecycle.lost.days && isBeyondOwnGap) return 'LOST'

  const { decline, growth } = lifecycle
  if (asOf >= monthsAfter(first, decline.minTenureMonths)) {
    const middle = monthsBefore(asOf, decline.months)
    const before = sum(rows, monthsBefore(asOf, 2 * decline.months), middle)
    if (before > 0 && (before - sum(rows, middle, asOf)) * 100 >= before * decline.drop) return 'DECLINE'
  }
  if (asOf < monthsAfter(first, lifecycle.new.tenureMonths)) return 'NEW'
  const middle = monthsBefore(asOf, growth.months)
  const before = sum(rows, monthsBefore(asOf, 2 * growth.months), middle)
  return before > 0 && (sum(rows, middle, asOf) - before) * 100 >= before * growth.rise ? 'GROWTH' : 'MATURE'
}

function recountSpendTenure(rows: OrderRow[], orders: OrderRow[], asOf: string, { spendTenure: s }: RecountSettings): string {
  const amount = sum(rows, monthsBefore(asOf, s.windowMonths), asOf)
  const isSince = (years: number) => orders.length > 0 && asOf >= monthsAfter(orders[0]!.date, years * 12)
  for (const [level, tier] of [
    ['high', 'CORE'],
    ['mid', 'POTENTIAL'],
  ] as const) {
    const conditions = [amount >= fen(s.amount[level]), isSince(s.tenureYears[level])]
    if (s.mode === 'AND' ? conditions.every(Boolean) : conditions.some(Boolean)) return tier
  }
  return 'NEW'
}

function recountTags(rows: OrderRow[], orders: OrderRow[], asOf: string, { tags: s }: RecountSettings): string[] {
  if (orders.length === 0) return ['TENURE_NEW', 'FREQ_LOW', 'VALUE_LOW', 'PROSPECT']
  const first = orders[0]!.date
  const inFrequencyWindow = orders.filter((order) => order.date > monthsBefore(asOf, s.frequency.windowMonths)).length
  let months = 1
  while (months < s.frequency.windowMonths && monthsAfter(first, months + 1) <= asOf) months++
  const aMonth = inFrequencyWindow / months
  const value = sum(rows, monthsBefore(asOf, s.value.windowMonths), asOf)
  const tags = [
    monthsAfter(first, s.tenure.oldMonths) <= asOf ? 'TENURE_OLD' : 'TENURE_NEW',
    aMonth >= s.frequency.high ? 'FREQ_HIGH' : aMonth < s.frequency.low ? 'FREQ_LOW' : 'FREQ_MID',
    value >= fen(s.value.high) ? 'VALUE_HIGH' : value >= fen(s.value.mid) ? 'VALUE_MID' : 'VALUE_LOW',
    orders.some((order) => order.date > monthsBefore(asOf, s.active.months)) ? 'ACTIVE' : 'DORMANT',
  ]
  const start = monthsBefore(asOf, s.risk.months)
  const now = sum(rows, start, asOf)
  const bases = [
    sum(rows, monthsBefore(asOf, 2 * s.risk.months), start),
    sum(rows, monthsBefore(asOf, 12 + s.risk.months), monthsBefore(asOf, 12)),
  ]
  const hasFallen = bases.some((base) => base > 0 && base >= fen(s.risk.minBase) && now * 100 <= base * (100 - s.risk.drop))
  return hasFallen ? [...tags, 'AT_RISK'] : tags
}

/** Net fen later than the first day, up to and with the second. */
function sum(rows: OrderRow[], after: string, until: string): number {
  let total = 0
  for (const row of rows) if (row.date > after && row.date <= until) total += row.netFen
  return total
}

const fen = (yuan: number): number => Number((yuan * 100).toFixed(0))

function daysFromTo(from: string, to: string): number {
  return (new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / 86_400_000
}

const monthsBefore = (date: string, n: number): string => monthsAfter(date, -n)

const shifted = new Map<string, string>()

/** The same day `n` months on; the month's last day where it has no such day. JavaScript rolls over, so step back to the month's end. */
function monthsAfter(date: string, n: number): string {
  const key = `${date} ${n}`
  const known = shifted.get(key)
  if (known !== undefined) return known
  const moved = new Date(`${date}T00:00:00Z`)
  const day = moved.getUTCDate()
  moved.setUTCMonth(moved.getUTCMonth() + n)
  if (moved.getUTCDate() !== day) moved.setUTCDate(0)
  const text = moved.toISOString().slice(0, 10)
  shifted.set(key, text)
  return text
}
