import { type Crew, type Customer, type Duty, isIn, type Obligation, type Policy } from './book.ts'
import { backToWorkday, type Day, greetings, plus, plusMonths, workdaysAfter } from './days.ts'
import { periodic, recurring, type Span, type Wanted } from './recur.ts'

/**
 * Planning of a book worked out a second time, customer by customer and rule by rule, in plain loops over dates as text. It shares no code
 * with `src/`: it reads the policy as it is written, orders, and what was done or waived, and moves its own duties.
 */
export function planBook(book: readonly Customer[], policy: Policy, today: Day, liveOn: Day, crew: Crew): void {
  const { window, horizonDays } = policy.care
  const span: Span = { today, until: plus(today, horizonDays), liveOn, window }
  const loads: Loads = new Map()
  for (const c of book) for (const d of c.duties) if (d.state === 'OPEN') add(loads, d.person)
  for (const customer of book) planOne(customer, policy, span, crew, loads)
  for (const c of book) {
    for (const d of c.duties) if (d.state === 'OPEN' && d.due > today && d.of !== 'POOL') d.person = deputyOr(d.of, d, crew)
  }
}

type Loads = Map<number, number>
const add = (loads: Loads, person: number | null) => person !== null && loads.set(person, (loads.get(person) ?? 0) + 1)

const isAway = (person: number, d: Pick<Duty, 'from' | 'due'>, crew: Crew): boolean =>
  crew.away.some((a) => a.person === person && a.from <= d.from && d.due <= a.until)

/** The owner, or who stands in while they are away from the first day of the window to the due day. */
function deputyOr(owner: number | null, d: Pick<Duty, 'from' | 'due'>, crew: Crew): number | null {
  let found: number | null = null
  for (const a of crew.away) {
    if (a.person !== owner || a.from > d.from || d.due > a.until || isAway(a.deputy, d, crew)) continue
    if (found === null || a.deputy < found) found = a.deputy
  }
  return found ?? owner
}

/** Of the specialists in the customer's unit or below, else in the unit above, else of all: who has fewest open duties. */
function specialistFor(c: Customer, d: Pick<Duty, 'from' | 'due'>, crew: Crew, loads: Loads): number | null {
  const there = crew.specialists.filter(({ id }) => !isAway(id, d, crew)).sort((a, b) => a.id - b.id)
  const within = (unit: number | undefined, of: number): boolean =>
    unit !== undefined && (unit === of || within(crew.parents.get(unit), of))
  let some = there.slice(0, 0)
  for (let unit = c.unit ?? undefined; unit !== undefined && some.length === 0; unit = crew.parents.get(unit)) {
    const around = unit
    some = there.filter(({ unitId }) => within(unitId, around))
  }
  let best: number | null = null
  for (const { id } of some.length > 0 ? some : there) {
    if (best === null || (loads.get(id) ?? 0) < (loads.get(best) ?? 0)) best = id
  }
  return best
}

function planOne(c: Customer, policy: Policy, span: Span, crew: Crew, loads: Loads): void {
  const wanted = [
    ...rulesOwed(c, policy, span),
    ...managerOwed(c, policy, span),
    ...reviewOwed(c, policy, span),
    ...daysOwed(c, policy, span),
  ]
  const stays = new Set(wanted.flatMap((w) => ('standing' in w ? [w.standing] : [])))
  for (const d of c.duties) {
    if (d.state !== 'OPEN') continue
    if (d.kind === 'ASSIGN_MANAGER' && c.owner !== null) Object.assign(d, { state: 'DONE', doneOn: span.today })
    else if (d.due > span.today && d.rule !== 'CARE-28' && !stays.has(d))
      Object.assign(d, { state: 'ENDED', again: stillOwed(c, policy, d) })
  }
  handOver(c)
  for (const w of wanted) {
    if ('standing' in w) continue
    const { key, ...duty } = w
    const { owner, unit, tier, class: rank } = c
    const isShared = [...policy.care.obligations, ...policy.visits.obligations].some((o) => o.rule === w.rule && o.pool)
    const person = isShared ? specialistFor(c, w, crew, loads) : deputyOr(owner, w, crew)
    add(loads, person)
    c.duties.push({
      ...duty,
      period: freshKey(c, w.rule, key),
      state: 'OPEN',
      doneOn: null,
      again: false,
      channel: null,
      told: null,
      person,
      of: isShared ? 'POOL' : owner,
      unit,
      tier,
      class: rank,
    })
  }
}

/** Open duties go with their customer to whoever it belongs to now; what specialists share stays. */
function handOver(c: Customer): void {
  const { planned: before, owner, unit } = c
  c.planned = { owner, unit }
  if (before === null || (before.owner === owner && before.unit === unit)) return
  for (const d of c.duties) if (d.state === 'OPEN' && d.of !== 'POOL') Object.assign(d, { person: owner, of: owner, unit })
}

/** The customer is still among those the rule is for: the duty was planned anew, it did not cease to apply (§0.1.5). */
function stillOwed(c: Customer, { care, visits, keyAccounts }: Policy, { rule, kind }: Duty): boolean {
  if (kind === 'ASSIGN_MANAGER') return isIn(keyAccounts.manager.appliesTo, c)
  if (isIn(care.stopAt, c)) return false
  const occasion = care.occasions.find((o) => o.rule === rule)
  if (occasion) return isIn(occasion.appliesTo, c)
  if (rule === 'MD-13') return isIn(care.appliesTo, c)
  const obligation = [...care.obligations, ...visits.obligations].find((o) => o.rule === rule && o.enabled)
  return obligation !== undefined && isIn(care.appliesTo, c) && isIn(obligation.appliesTo, c)
}

function freshKey(c: Customer, rule: string, key: string): string {
  let used = 0
  for (const d of c.duties) if (d.rule === rule && (d.period === key || d.period.startsWith(`${key}#`))) used++
  return used === 0 ? key : `${key}#${used + 1}`
}

/** Obligations of care and visits, and verification, of whoever bought or is a key customer, until it is lost. */
function rulesOwed(c: Customer, { care, visits, customers }: Policy, span: Span): Wanted[] {
  if (!isIn(care.appliesTo, c) || isIn(care.stopAt, c)) return []
  const { focus, focusDays, otherDays } = customers.verification
  const days = isIn(focus, c) ? focusDays : otherDays
  const verify: Obligation = { rule: 'MD-13', enabled: true, appliesTo: [], every: { days }, action: 'VERIFY', counted: false }
  const own = [...care.obligations, ...visits.obligations].filter((o) => o.enabled && isIn(o.appliesTo, c))
  const wanted: Wanted[] = []
  for (const o of [...own, verify]) if (!('each' in o.every)) wanted.push(...recurring(o, c, span))
  const years = new Set(
    wanted.map((w) => ('standing' in w ? w.standing : w)).flatMap((w) => (w.kind === 'PRODUCT_VISIT' ? [w.due.slice(0, 4)] : [])),
  )
  for (const o of own) if ('each' in o.every) wanted.push(...periodic(o, c, span, o.action === 'ANNUAL_VISIT' ? years : new Set()))
  return wanted
}

/** KA-08, KA-09: a customer of weight without a manager gets one within so many workdays. */
function managerOwed(c: Customer, { keyAccounts: { manager } }: Policy, { today }: Span): Wanted[] {
  if (c.owner !== null || !isIn(manager.appliesTo, c)) return []
  const asked = c.duties.filter((d) => d.kind === 'ASSIGN_MANAGER' && d.state !== 'ENDED')
  let newest: Duty | null = null
  for (const d of asked) if (newest === null || d.period >= newest.period) newest = d
  if (newest?.state === 'WAIVED') return []
  const open = asked.find((d) => d.state === 'OPEN')
  if (open) return open.due < today ? [] : [{ standing: open }]
  const due = workdaysAfter(today, manager.assignWithin.days)
  return [{ rule: c.class === 'KEY' ? 'KA-09' : 'KA-08', kind: 'ASSIGN_MANAGER', key: today, due, from: today, to: due }]
}

/** CARE-28: a move to or from a tier of weight, or of a key customer, is thought over within so many workdays. */
function reviewOwed(c: Customer, { care: { strategyReview: review } }: Policy, { today }: Span): Wanted[] {
  const move = c.tiers.at(-1)
  const before = c.tiers.at(-2)
  if (!move || !before) return []
  if (!isIn(review.appliesTo, c) && !isIn(review.appliesTo, { ...c, tier: before.tier })) return []
  const reviews = c.duties.filter((d) => d.rule === 'CARE-28' && d.state !== 'ENDED')
  if (reviews.some((d) => d.period === move.on) || reviews.filter((d) => d.state === 'OPEN').length >= review.openAtMost) return []
  const due = workdaysAfter(move.on, review.within.days)
  return due < today ? [] : [{ rule: 'CARE-28', kind: 'STRATEGY_REVIEW', key: move.on, due, from: move.on, to: due }]
}

/** Gifts to new customers, anniversaries and festivals (CARE-12, EVT-01, CARE-27); nobody of this book has other days that matter. */
function daysOwed(c: Customer, { care }: Policy, { today, until }: Span): Wanted[] {
  if (isIn(care.stopAt, c)) return []
  const wanted: Wanted[] = []
  for (const { rule, trigger, dueDays } of care.occasions.filter((o) => o.enabled && isIn(o.appliesTo, c))) {
    for (const [on, key] of occurrences(trigger, dueDays, c.orders[0], today, until)) {
      const standing = c.duties.find((d) => d.rule === rule && d.state !== 'ENDED' && (d.period === key || d.period.startsWith(`${key}#`)))
      if (standing?.state === 'OPEN') wanted.push({ standing })
      if (standing) continue
      const from = trigger === 'FIRST_ORDER' ? on : backToWorkday(plus(on, -care.preparation.leadDays))
      const kind = trigger === 'GREETING_DAY' ? 'GREETING' : 'GIFT'
      wanted.push({ rule, kind, key, due: plus(on, dueDays), from, to: plus(on, dueDays) })
    }
  }
  return wanted
}

function occurrences(trigger: string, dueDays: number, first: Day | undefined, today: Day, until: Day): [on: Day, key: string][] {
  const found: [Day, string][] = []
  if (trigger === 'GREETING_DAY') for (const [day, name] of greetings) if (day >= today && day <= until) found.push([day, `${day}:${name}`])
  if (first === undefined) return found
  if (trigger === 'FIRST_ORDER' && first <= today && plus(first, dueDays) >= today) found.push([first, first])
  for (let years = 1; trigger === 'COOPERATION_ANNIVERSARY' && plusMonths(first, years * 12) <= until; years++) {
    const day = plusMonths(first, years * 12)
    if (day >= today) found.push([day, day])
  }
  return found
}
