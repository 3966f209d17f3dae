import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../src/core/day.ts'
import * as compliance from '../src/modules/compliance/contract.ts'
import { createPerson } from '../src/modules/organisation/contract.ts'
import { doTask, waiveTask } from '../src/modules/tasks/contract.ts'
import { endPlanned } from '../src/modules/tasks/store.ts'
import { testOffice } from './office.ts'
import { bothTallies, duty, inTx, plan, taskTown } from './tasks.ts'

const office = await testOffice()
let town: Awaited<ReturnType<typeof taskTown>>

/** Equal seeds give equal histories. */
function drawing(seed: number) {
  let state = seed
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const one = <T>(from: readonly T[]): T => from[draw(from.length)]!
  return { draw, one }
}

const { draw, one } = drawing(20261122)
const today = '2026-11-22'
const rules = [
  ['CARE-01', 'MAINTENANCE', true],
  ['CARE-03', 'MAINTENANCE', true],
  ['CARE-11', 'FOLLOW_UP', true],
  ['CARE-12', 'GIFT', true],
  ['CARE-31', 'CONTACT', false],
  ['VIS-06', 'FOLLOW_UP_VISIT', true],
] as const
const evidence = [{ kind: 'VISIT_FORM', note: '登记表 1 页' }]
/** Shown, and left out of the total. */
const reminders = ['CARE-31', 'CARE-15']

type Row = {
  id: number
  customer_id: number
  rule_id: string
  window_to: string
  state: string
  done_on: string | null
  told_on: string | null
  ended_reason: string | null
  unit_id: number | null
  assignee_id: number | null
  tier: string | null
  class: string | null
}
let tasks: Row[] = []

/** CARE-15: of each gift that was given, that the customer was told the day before; in time, too late, or never. */
const announced = (rows: readonly Row[]): Row[] =>
  rows.flatMap((t) =>
    t.rule_id === 'CARE-12' && t.done_on !== null
      ? [{ ...t, rule_id: 'CARE-15', window_to: addDays(t.done_on, -1), state: t.told_on === null ? 'OPEN' : 'DONE', done_on: t.told_on }]
      : [],
  )

const inOrder = (a: Row, b: Row): number => {
  const [of, behind] = [a, b].map((t) => [t.rule_id, t.window_to, String(t.id).padStart(9, '0')].join(' '))
  return (of ?? '') < (behind ?? '') ? -1 : 1
}

/** A year of duties: done on any day, waived, ended by a change of class or planned anew, or left open. */
async function history() {
  const places = [
    { assigneeId: town.shen.id, unitId: town.east.id, customer: town.haitang.id },
    { assigneeId: town.lu.id, unitId: town.east.id, customer: town.baichuan.id },
    { assigneeId: town.far.id, unitId: town.west.id, customer: town.yunlu.id },
    // Work of the east for a customer of the west.
    { assigneeId: town.lu.id, unitId: town.east.id, customer: town.yunlu.id },
    { assigneeId: null, unitId: null, customer: town.yunlu.id },
  ]
  const duties = Array.from({ length: 260 }, (_, i) => {
    const [ruleId, kind, counted] = one(rules)
    const { customer, ...at } = one(places)
    const change = { ruleId, kind, counted, period: `p${i}`, tier: one(['CORE', 'GENERAL', null]), class: one(['KEY', 'GENERAL'] as const) }
    return duty(customer, addDays('2026-02-01', draw(400)), { ...change, ...at })
  })
  for (const id of await plan(office, duties)) {
    const [task] = await office.sql<{ window_to: string }>('select window_to::text from task where id = $1', [id])
    const fate = draw(10)
    const windowTo = task?.window_to ?? today
    const doneOn = addDays(windowTo, draw(30) - 20)
    const report = { channel: 'PHONE' as const, outcome: '一切正常', uncheckedReason: '电话里已逐项问过', evidence }
    const toldOn = one([null, doneOn, addDays(doneOn, -1), addDays(doneOn, -9)])
    if (fate < 5 && doneOn <= today) await office.call(doTask, { id, version: 1, doneOn, toldOn, ...report })
    else if (fate === 5) await office.call(waiveTask, { id, version: 1, reason: '客户停产' })
    else if (fate === 6) await inTx(office, (tx) => endPlanned(tx, [id], one(['CLASS_CHANGED', 'RESCHEDULED']), office.now))
  }
  const all = await office.sql<Row>(
    `select id::int, customer_id::int, rule_id, window_to::text, state, done_on::text, told_on::text, ended_reason, unit_id::int,
       assignee_id::int, tier, class
     from task where origin = 'POLICY'`,
  )
  expect(all.filter((t) => t.ended_reason === 'RESCHEDULED').length).toBeGreaterThan(3)
  tasks = [...all.filter((t) => t.ended_reason !== 'RESCHEDULED'), ...announced(all)].sort(inOrder)
}

beforeAll(async () => {
  town = await taskTown(office)
  await history()
})

const fields = { ON_TIME: 'onTime', LATE: 'late', OPEN_LATE: 'openLate', WAIVED: 'waived', NOT_APPLICABLE: 'notApplicable' } as const

/** One task after another, without the room's own policy. */
function standingOf(t: Row): compliance.Outcome {
  if (t.state === 'WAIVED') return 'WAIVED'
  if (t.state === 'ENDED') return 'NOT_APPLICABLE'
  if (t.state === 'OPEN') return 'OPEN_LATE'
  return (t.done_on ?? '') <= t.window_to ? 'ON_TIME' : 'LATE'
}
const owedIn = (rows: readonly Row[], from: string, until: string) =>
  rows.filter((t) => t.window_to >= from && t.window_to <= until && t.window_to < today)

function recount(rows: readonly Row[]) {
  const found = { owed: 0, onTime: 0, late: 0, openLate: 0, waived: 0, notApplicable: 0 }
  for (const t of rows) {
    found.owed++
    found[fields[standingOf(t)]]++
  }
  const asked = found.onTime + found.late + found.openLate
  return { ...found, share: asked === 0 ? null : found.onTime / asked }
}

const periods = [
  ['this quarter', '2026-10-01', '2026-12-31'],
  ['a quarter that is over', '2026-04-01', '2026-06-30'],
  ['a year', '2026-01-01', '2026-12-31'],
  ['one day', '2026-09-09', '2026-09-09'],
  ['days to come', '2026-12-01', '2026-12-31'],
] as const

describe('CARE-26 every figure is what a plain count of the tasks gives', () => {
  test('the history holds every standing, and the tallies are right', async () => {
    expect(new Set(owedIn(tasks, '2026-01-01', '2026-12-31').map(standingOf)).size).toBe(5)
    const { kept, recounted } = await bothTallies(office)
    expect(kept).toEqual(recounted)
  })

  test.each(periods)('%s: by rule and in all', async (_, from, until) => {
    const reply = await office.call(compliance.overview, { from, until })
    expect(reply).toMatchObject({ from, until, policyVersion: 1, targetPercent: 95 })
    const owed = owedIn(tasks, from, until)
    for (const rule of reply.rules) {
      const ahead = tasks.filter((t) => t.rule_id === rule.ruleId && t.window_to >= from && t.window_to <= until && t.window_to >= today)
      expect(rule, rule.ruleId).toMatchObject({ ...recount(owed.filter((t) => t.rule_id === rule.ruleId)), ahead: ahead.length })
    }
    expect(reply.total).toEqual(recount(owed.filter((t) => !reminders.includes(t.rule_id))))
  })

  test.each(periods)('%s: month by month, and for one unit or those of none', async (_, from, until) => {
    const units = [
      { unitId: town.east.id, has: (t: Row) => t.unit_id === town.east.id },
      { unitId: 'none' as const, has: (t: Row) => t.unit_id === null },
      { unitId: undefined, has: () => true },
    ]
    for (const { unitId, has } of units) {
      const owed = owedIn(tasks, from, until).filter(has)
      const reply = await office.call(compliance.overview, { from, until, unitId })
      expect(reply.total).toEqual(recount(owed.filter((t) => !reminders.includes(t.rule_id))))
      for (const rule of reply.rules) {
        const own = owed.filter((t) => t.rule_id === rule.ruleId)
        expect(rule, rule.ruleId).toMatchObject(recount(own))
        for (const { month, ...figures } of rule.byMonth)
          expect(figures, `${rule.ruleId} ${month}`).toEqual(recount(own.filter((t) => t.window_to.startsWith(month))))
      }
      const { rule, byMonth } = await office.call(compliance.ruleCompliance, { ruleId: 'CARE-01', from, until, unitId })
      expect(rule).toMatchObject(recount(owed.filter((t) => t.rule_id === 'CARE-01')))
      expect(byMonth.map((m) => m.owed)).toEqual(reply.rules.find((r) => r.ruleId === 'CARE-01')?.byMonth.map((m) => m.owed))
    }
  })

  test('CARE-31 CARE-15 are shown and left out of the total; rules without duties stand there with zeros', async () => {
    const { rules: shown } = await office.call(compliance.overview, { from: '2026-01-01', until: '2026-12-31' })
    const of = (id: string) => shown.find((r) => r.ruleId === id)
    expect(of('CARE-31')).toMatchObject({ counted: false })
    expect(of('CARE-31')?.owed).toBeGreaterThan(0)
    const told = of('CARE-15')
    expect(told).toMatchObject({ counted: false, enabled: true, title: '事前告知' })
    expect(Math.min(told?.onTime ?? 0, told?.late ?? 0, told?.openLate ?? 0)).toBeGreaterThan(0)
    expect(of('CARE-05')).toMatchObject({ owed: 0, share: null, enabled: true })
    expect(of('EVT-05')).toMatchObject({ owed: 0, enabled: false })
  })

  test('without a period it is this quarter', async () => {
    expect(await office.call(compliance.overview, {})).toMatchObject({ from: '2026-10-01', until: '2026-12-31', judgedUntil: '2026-11-21' })
  })

  test.each(periods)('%s: a rule by unit, person, tier, class and month', async (_, from, until) => {
    for (const ruleId of [...rules.map(([id]) => id), 'CARE-15']) {
      const reply = await office.call(compliance.ruleCompliance, { ruleId, from, until })
      const owed = owedIn(tasks, from, until).filter((t) => t.rule_id === ruleId)
      expect(reply.rule).toMatchObject(recount(owed))
      const divisions = [
        [reply.byUnit.map(({ id, name: _, ...f }) => [id, f]), (t: Row) => t.unit_id],
        [reply.byPerson.map(({ id, name: _, ...f }) => [id, f]), (t: Row) => t.assignee_id],
        [reply.byTier.map(({ code, ...f }) => [code, f]), (t: Row) => t.tier],
        [reply.byClass.map(({ code, ...f }) => [code, f]), (t: Row) => t.class],
        [reply.byMonth.map(({ month, ...f }) => [month, f]), (t: Row) => t.window_to.slice(0, 7)],
      ] as const
      for (const [shown, keyOf] of divisions) {
        for (const [key, figures] of shown) expect(figures, `${ruleId} ${key}`).toEqual(recount(owed.filter((t) => keyOf(t) === key)))
        const keys = new Set(shown.map(([key]) => key))
        expect(keys.size).toBe(shown.length)
        expect(owed.filter((t) => !keys.has(keyOf(t)))).toEqual([])
      }
    }
  })

  test('behind each figure stand as many records as it says, page by page', async () => {
    const [from, until] = ['2026-01-01', '2026-12-31']
    const pages = async (filter: object) => {
      const found: { taskId: number | null; standing: string }[] = []
      for (let after: string | undefined; ; ) {
        const page = await office.call(compliance.complianceRecords, { from, until, limit: 7, ...filter, ...(after ? { after } : {}) })
        found.push(...page.rows)
        if (page.next === null) return found
        after = page.next
      }
    }
    const owed = owedIn(tasks, from, until)
    expect((await pages({})).map((r) => r.taskId)).toEqual(owed.map((t) => t.id))
    for (const standing of compliance.outcomes) {
      for (const ruleId of ['CARE-01', 'CARE-15']) {
        const expected = owed.filter((t) => t.rule_id === ruleId && standingOf(t) === standing).map((t) => t.id)
        const shown = await pages({ ruleId, standing })
        expect(shown.map((r) => r.taskId)).toEqual(expected)
        expect(new Set(shown.map((r) => r.standing))).toEqual(new Set(expected.length > 0 ? [standing] : []))
      }
    }
    const ids = async (filter: object) => (await pages(filter)).map((r) => r.taskId)
    const those = (fits: (t: Row) => boolean) => owed.filter(fits).map((t) => t.id)
    expect(await ids({ unitId: town.east.id })).toEqual(those((t) => t.unit_id === town.east.id))
    expect(await ids({ personId: 'none' })).toEqual(those((t) => t.assignee_id === null))
    expect(await ids({ tier: 'none', class: 'KEY' })).toEqual(those((t) => t.tier === null && t.class === 'KEY'))
  })

  test('a rule nobody knows is not found; a period that ends before it begins is refused', async () => {
    await expect(office.call(compliance.ruleCompliance, { ruleId: 'CARE-99' })).rejects.toThrow()
    await expect(office.call(compliance.overview, { from: '2026-11-02', until: '2026-11-01' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('who sees what', () => {
  test('CARE-26 a branch head counts the work of the branch; a customer elsewhere counts without its name', async () => {
    const lu = await town.as('lu')
    const period = { from: '2026-01-01', until: '2026-12-31' }
    const { rules: shown } = await office.call(compliance.overview, period, lu)
    const east = owedIn(tasks, period.from, period.until).filter((t) => t.unit_id === town.east.id || t.assignee_id === town.lu.id)
    for (const rule of shown) expect(rule).toMatchObject(recount(east.filter((t) => t.rule_id === rule.ruleId)))
    const { rows } = await office.call(compliance.complianceRecords, { ...period, limit: 200 }, lu)
    expect(rows.length).toBe(east.length)
    expect(new Set(rows.map((r) => r.customerName))).toEqual(new Set(['宁波海棠电子', '百川物流', '西安云麓']))
    const he = await office.call(createPerson, { login: 'he', name: 'he', roles: ['care_specialist'], unitId: town.east.id })
    const specialist = await office.call(compliance.complianceRecords, { ...period, limit: 200 }, await town.as('he'))
    expect(he.id).toBeGreaterThan(0)
    expect(specialist.rows.length).toBe(east.length)
    const hidden = specialist.rows.filter((r) => r.taskId === null)
    expect(hidden.length).toBe(east.filter((t) => t.customer_id === town.yunlu.id).length)
    expect(hidden.length).toBeGreaterThan(0)
    expect(hidden.filter((r) => r.customerId !== null || r.customerNo !== null || r.customerName !== null || r.reason !== null)).toEqual([])
  })

  test.each([
    ['lu', 'compliance.export', true],
    ['pei', 'compliance.export', true],
    ['shen', 'compliance.read', false],
    ['gao', 'compliance.read', false],
  ] as const)('%s may %s: %s', async (login, permission, expected) => {
    expect((await town.as(login)).actor.permissions.has(permission)).toBe(expected)
  })
})

test('the export holds every record of its filter and leaves its trace', async () => {
  const filter = { from: '2026-01-01', until: '2026-12-31', ruleId: 'VIS-06' }
  const { fileId, rows } = await office.call(compliance.exportRecords, filter)
  const owed = owedIn(tasks, filter.from, filter.until).filter((t) => t.rule_id === 'VIS-06')
  expect(rows).toBe(owed.length)
  const lines = readFileSync(office.company.files.pathOf(fileId), 'utf8').trim().split(/\r?\n/)
  expect(lines.length).toBe(owed.length + 1)
  expect(lines[0]).toContain('规则,执行情况,客户编号')
  const events = await office.sql<{ name: string }>("select name from event where name = 'compliance.exported'")
  expect(events.length).toBe(1)
})

test('CARE-15 an export says whether customers were told, and when', async () => {
  const filter = { from: '2026-01-01', until: '2026-12-31', ruleId: 'CARE-15' }
  const { fileId } = await office.call(compliance.exportRecords, filter)
  const [head = '', ...lines] = readFileSync(office.company.files.pathOf(fileId), 'utf8').trim().split(/\r?\n/)
  expect(head).toContain('告知日')
  expect(new Set(lines.map((line) => line.split(',')[1]))).toEqual(new Set(['提前告知', '告知太晚', '未告知']))
})
