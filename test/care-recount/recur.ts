import type { Customer, Duty, Obligation } from './book.ts'
import { backToWorkday, between, type Day, latest, plus, plusMonths } from './days.ts'

/** A duty that is owed: one that stands already, or the due day and window of a new one. */
export type Wanted = { standing: Duty } | { rule: string; kind: string; key: string; due: Day; from: Day; to: Day }

type Window = { beforeDays: number; afterDays: number }
/** What every rule is worked out for: the day, how far ahead, and since when the company keeps to the policy. */
export type Span = { today: Day; until: Day; liveOn: Day; window: Window }

const inTouch = ['MAINTENANCE', 'PRODUCT_VISIT', 'PRODUCT_RECOMMENDATION', 'ANNUAL_VISIT', 'ONLINE_REVIEW', 'FOLLOW_UP', 'FOLLOW_UP_VISIT']

/** Which kinds of tasks do what a rule asks. */
function satisfying(action: string): string[] {
  if (action === 'CONTACT') return [...inTouch, 'CONTACT', 'VALUE_ADDED']
  return action === 'PRODUCT_RECOMMENDATION' ? [action, 'PRODUCT_VISIT'] : [action]
}

/** A number in [0, 1) from a customer's number: FNV-1a on 32 bits, stirred as MurmurHash3 ends. */
function placeOf(no: string): number {
  const mask = 0xffffffffn
  let hash = 0x811c9dc5n
  for (const letter of no) hash = ((hash ^ BigInt(letter.charCodeAt(0))) * 0x01000193n) & mask
  hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & mask
  hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & mask
  return Number(hash ^ (hash >> 16n)) / 4294967296
}

/** §0.1.4 and §0.1.5: what a rule by months or days owes up to the end of the span. */
export function recurring(o: Obligation, c: Customer, { today, until, liveOn, window }: Span): Wanted[] {
  const every = o.every
  if ('each' in every) throw new Error('a calendar period is no cycle')
  const step = (day: Day, n = 1): Day => ('months' in every ? plusMonths(day, every.months * n) : plus(day, every.days * n))
  const alive = c.duties.filter((d) => d.rule === o.rule && d.state !== 'ENDED')
  const ahead = alive.filter((d) => d.state === 'OPEN' && d.due >= today)
  let last: Duty | null = null
  for (const d of alive) if ((d.state !== 'OPEN' || d.due <= today) && (last === null || d.due > last.due)) last = d
  const kinds = satisfying(o.action)
  const contact = o.action === 'CONTACT' ? latest(c.contacts.filter((day) => day <= today)) : null
  const doneBy = (duties: readonly Duty[]) => duties.map((d) => (d.state === 'DONE' && kinds.includes(d.kind) ? d.doneOn : null))
  const done = latest([contact, ...doneBy(c.duties)])
  const otherwise = o.action === 'CONTACT' ? latest([contact, ...doneBy(c.duties.filter((d) => d.rule !== o.rule))]) : null

  const first = (): Day => {
    if (done !== null && step(done) >= today) return step(done)
    const order = c.orders[0]
    if (done === null && order !== undefined && order > liveOn) {
      let n = 1
      while (step(order, n) < today) n++
      return step(order, n)
    }
    const cycle = between(liveOn, step(liveOn))
    const spread = c.class === 'KEY' ? Math.ceil(cycle / 2) : cycle
    let due = plus(liveOn, Math.floor(placeOf(c.no) * spread))
    while (due < today) due = plus(due, spread)
    const planned = ahead.map((d) => d.due).sort()[0]
    return last === null && planned !== undefined && planned <= step(today) ? planned : due
  }
  const after = (head: Duty): Day => {
    let due = step(head.due)
    if (head.doneOn !== null && (head.doneOn < head.from || head.doneOn > head.to)) {
      due = step(head.doneOn)
      if (due <= head.due) due = plus(head.due, 1)
    }
    if (otherwise !== null && step(otherwise) > due) due = step(otherwise)
    if (due >= today) return due
    if (done !== null && step(done) >= today) return step(done)
    while (due < today) due = step(due)
    return due
  }

  const wanted: Wanted[] = []
  let taken = 0
  for (const d of alive) if (last !== null && d.due <= last.due) taken++
  for (const d of ahead) if (last !== null && d.due <= last.due) wanted.push({ standing: d })
  let due = last === null ? first() : after(last)
  for (; o.atMost === undefined || taken < o.atMost; taken++) {
    const standing = ahead.find((d) => d.due === due)
    if (standing) wanted.push({ standing })
    else if (due > until) break
    else {
      const [from, to] = [plus(due, -window.beforeDays), plus(due, window.afterDays)]
      wanted.push({ rule: o.rule, kind: o.action, key: due, due, from, to })
    }
    due = step(due)
  }
  return wanted
}

type Period = { key: string; from: Day; to: Day; due: Day }

function periodOf(each: 'QUARTER' | 'YEAR', day: Day): Period {
  const year = day.slice(0, 4)
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3)
  const from = each === 'YEAR' ? `${year}-01-01` : `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`
  const to = plus(plusMonths(from, each === 'YEAR' ? 12 : 3), -1)
  return { key: each === 'YEAR' ? year : `${year}Q${quarter}`, from, to, due: backToWorkday(to) }
}

/** CARE-05, CARE-08: once in each year or quarter, due on its last workday. `years`: those in which a visit that serves it is owed (C12). */
export function periodic(o: Obligation, c: Customer, { today, until }: Span, years: ReadonlySet<string>): Wanted[] {
  const every = o.every
  if (!('each' in every)) throw new Error('a cycle is no calendar period')
  const own = c.duties.filter((d) => d.rule === o.rule)
  const wanted: Wanted[] = []
  for (let at = periodOf(every.each, today); ; at = periodOf(every.each, plus(at.to, 1))) {
    const { key, due } = at
    if (due < today) continue
    const ofPeriod = own.filter((d) => d.period === key || d.period.startsWith(`${key}#`))
    if (ofPeriod.some((d) => d.state === 'DONE' || d.state === 'WAIVED')) continue
    const standing = ofPeriod.find((d) => d.state === 'OPEN' && d.due === due)
    if (standing) wanted.push({ standing })
    else if (due > until && !years.has(key)) return wanted
    else wanted.push({ rule: o.rule, kind: o.action, key, due, from: at.from, to: at.to })
  }
}
