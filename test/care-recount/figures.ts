import { expect } from 'vitest'
import * as compliance from '../../src/modules/compliance/contract.ts'
import type { TestOffice } from '../office.ts'
import type { Customer, Duty } from './book.ts'
import { type Day, plus } from './days.ts'
import { policy, type Year } from './year.ts'

/** How the duties whose window ended in a period were kept, counted one by one. */
export function counted(duties: readonly Duty[], from: Day, until: Day, today: Day) {
  const found = { owed: 0, onTime: 0, late: 0, openLate: 0, waived: 0, notApplicable: 0 }
  for (const d of duties) {
    if (d.again || d.to < from || d.to > until || d.to >= today) continue
    found.owed++
    if (d.state === 'WAIVED') found.waived++
    else if (d.state === 'ENDED') found.notApplicable++
    else if (d.state === 'OPEN') found.openLate++
    else if ((d.doneOn ?? '') <= d.to) found.onTime++
    else found.late++
  }
  const asked = found.onTime + found.late + found.openLate
  return { ...found, share: asked === 0 ? null : found.onTime / asked }
}

const reminders = new Set([
  'MD-13',
  'CARE-15',
  ...[...policy.care.obligations, ...policy.visits.obligations].filter((o) => !o.counted).map((o) => o.rule),
])

/** CARE-15: of each visit on site and each gift that is no surprise, that the customer was told so many days before. */
export function announced(duties: readonly Duty[]): Duty[] {
  const { occasions, notice } = policy.care
  const surprises = occasions.flatMap((o) => (o.surprise ? [o.rule] : []))
  return duties.flatMap((d): Duty[] => {
    const isMeant = ['PRODUCT_VISIT', 'ANNUAL_VISIT', 'GIFT'].includes(d.kind) || d.channel === 'VISIT'
    if (d.doneOn === null || !isMeant || surprises.includes(d.rule)) return []
    const by = plus(d.doneOn, -notice.daysBefore)
    return [{ ...d, rule: 'CARE-15', due: by, from: by, to: by, state: d.told === null ? 'OPEN' : 'DONE', doneOn: d.told }]
  })
}

/** What the page of all rules says of a period. */
export async function overviewAgrees(office: TestOffice, duties: readonly Duty[], from: Day, until: Day, today: Day): Promise<void> {
  const reply = await office.call(compliance.overview, { from, until })
  for (const rule of reply.rules) {
    const own = duties.filter((d) => d.rule === rule.ruleId)
    const ahead = own.filter((d) => !d.again && d.to >= from && d.to <= until && d.to >= today).length
    expect(rule, `${rule.ruleId} ${from}`).toMatchObject({
      ...counted(own, from, until, today),
      ahead,
      counted: !reminders.has(rule.ruleId),
    })
  }
  const shown = new Set(reply.rules.map((rule) => rule.ruleId))
  expect(duties.filter((d) => !shown.has(d.rule))).toEqual([])
  const inAll = duties.filter((d) => !reminders.has(d.rule))
  expect(reply.total, from).toEqual(counted(inAll, from, until, today))
}

/** What the page of one rule says of a period, by unit, person, tier, class and month. */
export async function ruleAgrees(
  office: TestOffice,
  ruleId: string,
  all: readonly Duty[],
  from: Day,
  until: Day,
  today: Day,
): Promise<void> {
  const reply = await office.call(compliance.ruleCompliance, { ruleId, from, until })
  const duties = all.filter((d) => d.rule === ruleId)
  expect(reply.rule).toMatchObject(counted(duties, from, until, today))
  const divisions: [[string | number | null, object][], (d: Duty) => string | number | null][] = [
    [reply.byUnit.map(({ id, name: _, ...figures }) => [id, figures]), (d) => d.unit],
    [reply.byPerson.map(({ id, name: _, ...figures }) => [id, figures]), (d) => d.person],
    [reply.byTier.map(({ code, ...figures }) => [code, figures]), (d) => d.tier],
    [reply.byClass.map(({ code, ...figures }) => [code, figures]), (d) => d.class],
    [reply.byMonth.map(({ month, ...figures }) => [month, figures]), (d) => d.to.slice(0, 7)],
  ]
  for (const [shown, keyOf] of divisions) {
    const known = new Set(shown.map(([key]) => key))
    expect(known.size).toBe(shown.length)
    for (const [key, figures] of shown) {
      expect(figures, `${ruleId} ${key}`).toEqual(
        counted(
          duties.filter((d) => keyOf(d) === key),
          from,
          until,
          today,
        ),
      )
    }
    expect(duties.filter((d) => d.to >= from && d.to <= until && d.to < today && !d.again && !known.has(keyOf(d)))).toEqual([])
  }
}

const visiting = ['FOLLOW_UP_VISIT', 'ONLINE_REVIEW', 'ANNUAL_VISIT', 'PRODUCT_VISIT']

/** VIS-13: who stood among the core customers at the end of a period, for long enough, and who of them was visited in it. */
export function covered(book: Iterable<Customer>, from: Day, until: Day): { no: string; visited: boolean }[] {
  const list: { no: string; visited: boolean }[] = []
  for (const c of book) {
    const standing = c.tiers.filter((t) => t.on <= until).at(-1)
    if (standing?.tier !== 'CORE' || standing.on > plus(until, -policy.visits.coverage.leastDaysInTier)) continue
    const isVisit = (d: Duty) => d.state === 'DONE' && (visiting.includes(d.kind) || d.channel === 'VISIT')
    list.push({ no: c.no, visited: c.duties.some((d) => isVisit(d) && (d.doneOn ?? '') >= from && (d.doneOn ?? '') <= until) })
  }
  return list.sort((a, b) => (a.no < b.no ? -1 : 1))
}

export async function coverageAgrees(office: TestOffice, { book }: Year, from: Day, until: Day): Promise<number> {
  const expected = covered(book.values(), from, until)
  const visited = expected.filter((c) => c.visited)
  const rows: { customerNo: string; visitedOn: string | null }[] = []
  for (let after: string | undefined; ; ) {
    const reply = await office.call(compliance.coverage, { from, until, limit: 200, ...(after ? { after } : {}) })
    expect(reply).toMatchObject({ customers: expected.length, visited: visited.length })
    rows.push(...reply.rows)
    if (reply.next === null) break
    after = reply.next
  }
  expect(rows.map((r) => ({ no: r.customerNo, visited: r.visitedOn !== null }))).toEqual(expected)
  return expected.length
}

/** Every figure of a year that was lived through: all rules and each one, for the year, its quarters and months, and the coverage. */
export async function everythingAgrees(office: TestOffice, year: Year): Promise<void> {
  const today = office.now.toISOString().slice(0, 10)
  const planned = [...year.book.values()].flatMap((c) => c.duties)
  const duties = [...planned, ...announced(planned)]
  const spans: [Day, Day][] = [['2011-01-01', '2011-12-31']]
  for (let month = 1; month <= 13; month++) {
    const from = month === 13 ? '2012-01-01' : `2011-${String(month).padStart(2, '0')}-01`
    const next = month >= 12 ? `2012-0${month - 11}-01` : `2011-${String(month + 1).padStart(2, '0')}-01`
    spans.push([from, plus(next, -1)])
  }
  for (const [from, until] of spans) await overviewAgrees(office, duties, from, until, today)
  const rules = [...new Set(duties.map((d) => d.rule))].sort()
  for (const rule of rules) {
    for (const [from, until] of [spans[0], ['2011-04-01', '2011-06-30'], ['2011-11-15', '2012-01-31']] as [Day, Day][]) {
      await ruleAgrees(office, rule, duties, from, until, today)
    }
  }
}
