import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../src/core/day.ts'
import { book, bookTable } from '../src/modules/care/contract/book.ts'
import { evidenceOfBook } from '../src/modules/care/queries/book-evidence.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { documentOf } from '../src/modules/policies/queries.ts'
import type { Caller } from '../src/platform/action.ts'
import { sheetOf } from './import-files.ts'
import { testNow, testOffice } from './office.ts'
import { taskTown } from './tasks.ts'

const office = await testOffice()
let town: Awaited<ReturnType<typeof taskTown>>

/** Equal seeds give equal books. */
let state = 20261122
const draw = (below: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const one = <T>(from: readonly T[]): T => from[draw(from.length)]!
const someDay = () => (draw(3) === 0 ? null : addDays('2025-06-01', draw(560)))

type Customer = {
  no: string
  class: string
  ordered: boolean
  unit: number
  owner: number
  maintained: string | null
  shown: string | null
}
type Task = { no: string; kind: string; state: string; due: string; done: string | null; ruleId: string | null; windowTo: string }
const customers: Customer[] = []
const tasks: Task[] = []
const kinds = ['MAINTENANCE', 'PRODUCT_RECOMMENDATION', 'PRODUCT_VISIT', 'FOLLOW_UP_VISIT', 'OTHER'] as const

async function addCustomer(c: Customer): Promise<number> {
  const [row] = await office.sql<{ id: string }>(
    `insert into customer (customer_no, name, name_key, name_identity, class, unit_id, owner_id, last_maintenance_on, last_product_visit_on,
       created_at, changed_at) values ($1, $2, '', '', $3, $4, $5, $6, $7, now(), now()) returning id`,
    [c.no, `客户 ${c.no}`, c.class, c.unit, c.owner, c.maintained, c.shown],
  )
  const id = Number(row?.id)
  const [first, orders] = c.ordered ? ['2024-05-01', 3] : [null, 0]
  await office.sql(
    "insert into purchase_facts (customer_id, ledger, first_valid_on, last_valid_on, valid_orders, order_days, net_total) values ($1, '', $2, $2, $3, 0, 0)",
    [id, first, orders],
  )
  return id
}

async function addTask(customerId: number, unitId: number, t: Task, i: number): Promise<void> {
  await office.sql(
    `insert into task (origin, kind, customer_id, rule_id, period, policy_version, title, due_on, window_from, window_to, state, counted,
       unit_id, tier, class, done_on, outcome, next_step, ended_reason, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, true, $11, 'GENERAL', 'GENERAL', $12, $13, $14, $15, now(), now())`,
    [
      ...[t.ruleId === null ? 'HAND' : 'POLICY', t.kind, customerId, t.ruleId, t.ruleId && `p${i}`, t.ruleId && 1],
      ...[t.ruleId === null ? '=1+1 送样品' : null, t.due, t.windowTo, t.state, unitId, t.done],
      ...(t.state === 'DONE' ? ['客户满意', '下月回电'] : [null, null]),
      t.state === 'ENDED' ? 'CLASS_CHANGED' : t.state === 'WAIVED' ? '客户停产' : null,
    ],
  )
}

beforeAll(async () => {
  town = await taskTown(office)
  const places = [
    { unit: town.east.id, owner: town.shen.id },
    { unit: town.west.id, owner: town.far.id },
  ]
  for (let i = 0; i < 80; i++) {
    const c = { no: `N${i}`, class: draw(5) === 0 ? 'KEY' : 'GENERAL', ordered: draw(6) > 0, ...one(places) }
    const customer = { ...c, maintained: draw(4) === 0 ? someDay() : null, shown: draw(4) === 0 ? someDay() : null }
    customers.push(customer)
    const id = await addCustomer(customer)
    for (let k = draw(7); k > 0; k--) {
      const due = addDays('2025-09-01', draw(480))
      const fate = one(['DONE', 'DONE', 'DONE', 'OPEN', 'WAIVED', 'ENDED'])
      const done = fate === 'DONE' ? addDays(due, draw(40) - 20) : null
      const task = {
        no: c.no,
        kind: one(kinds),
        state: fate,
        due,
        done,
        ruleId: draw(5) === 0 ? null : 'CARE-03',
        windowTo: addDays(due, 7),
      }
      tasks.push(task)
      await addTask(id, c.unit, task, tasks.length)
    }
  }
}, 120_000)

const inYear = (day: string | null, year: number) => day?.startsWith(`${year}-`) ?? false
const latest = (days: readonly (string | null)[]) =>
  days
    .filter((d) => d !== null)
    .sort()
    .at(-1) ?? null

/** The book of a year in plain loops over what was put in. */
function recount(year: number, of: (c: Customer) => boolean = () => true) {
  const lines = customers
    .filter((c) => c.class === 'GENERAL' && c.ordered && of(c))
    .map((c) => {
      const done = (...of: string[]) =>
        tasks.filter((t) => t.no === c.no && t.state === 'DONE' && of.includes(t.kind) && inYear(t.done, year)).map((t) => t.done)
      const known = (day: string | null) => (inYear(day, year) ? [day] : [])
      return {
        no: c.no,
        maintainedOn: latest([...done('MAINTENANCE'), ...known(c.maintained)]),
        recommendedOn: latest([...done('PRODUCT_RECOMMENDATION', 'PRODUCT_VISIT'), ...known(c.shown)]),
      }
    })
  const kept = lines.filter((l) => l.maintainedOn !== null && l.recommendedOn !== null)
  return {
    lines: lines.sort((a, b) => (a.no < b.no ? -1 : 1)),
    customers: lines.length,
    maintained: lines.filter((l) => l.maintainedOn !== null).length,
    recommended: lines.filter((l) => l.recommendedOn !== null).length,
    kept: kept.length,
  }
}

const figuresOf = ({ customers, maintained, recommended, kept }: ReturnType<typeof recount>) => ({
  customers,
  maintained,
  recommended,
  kept,
})

async function readBook(input: Parameters<typeof office.call<typeof book.input, typeof book.output>>[1], caller?: Caller) {
  const lines = []
  for (let after: string | undefined; ; ) {
    const page = await office.call(book, { ...input, limit: 7, ...(after === undefined ? {} : { after }) }, caller)
    lines.push(...page.rows.map((r) => ({ no: r.customerNo, maintainedOn: r.maintainedOn, recommendedOn: r.recommendedOn })))
    if (page.next === null) return { lines, ...figuresOf({ ...page, lines: [] }), year: page.year }
    after = page.next
  }
}

describe('MD-03 ordinary customers with their records of a year', () => {
  test.each([2025, 2026])('%i: every line and every figure equals a plain recount', async (year) => {
    const expected = recount(year)
    expect(expected.kept).toBeGreaterThan(0)
    expect(expected.kept).toBeLessThan(expected.customers)
    const found = await readBook({ year })
    expect(found).toEqual({ year, lines: expected.lines, ...figuresOf(expected) })
  })

  test('without a year it is this one; only those that have both, or lack one', async () => {
    const expected = recount(2026)
    const isKept = (l: { maintainedOn: string | null; recommendedOn: string | null }) => l.maintainedOn !== null && l.recommendedOn !== null
    expect((await readBook({})).year).toBe(2026)
    expect((await readBook({ kept: true })).lines).toEqual(expected.lines.filter(isKept))
    expect((await readBook({ kept: false })).lines).toEqual(expected.lines.filter((l) => !isKept(l)))
  })

  test('of one unit; and what a person sees is what is theirs', async () => {
    const east = recount(2026, (c) => c.unit === town.east.id)
    expect(await readBook({ unitId: town.east.id })).toMatchObject({ lines: east.lines, ...figuresOf(east) })
    const own = await readBook({}, await town.as('far'))
    const west = recount(2026, (c) => c.owner === town.far.id)
    expect(own).toMatchObject({ lines: west.lines, ...figuresOf(west) })
  })

  test('as evidence of the rule: the year that the period ends in, in the scope of whoever looks', async () => {
    const policy = await documentOf(office.company.db, office.company, 1)
    const read = (caller: Caller) =>
      evidenceOfBook.read({ db: office.company.db, scope: caller.scope, now: testNow, company: office.company, policy }, 'MD-03', {
        from: '2025-10-01',
        until: '2025-12-31',
      })
    const all = recount(2025)
    expect(await read(office.caller())).toMatchObject({
      asked: all.customers,
      kept: all.kept,
      lines: [{ value: '2025' }, { value: all.maintained }, { value: all.recommended }],
      to: '/care/book?year=2025',
    })
    const west = recount(2025, (c) => c.owner === town.far.id)
    expect(await read(await town.as('far'))).toMatchObject({ asked: west.customers, kept: west.kept })
    expect(office.house.evidence.get('MD-03')).toBe(evidenceOfBook)
  })

  test.each([
    ['every customer', ['class:GENERAL', 'class:KEY'], () => true],
    ['a segment', ['segment:B'], () => true],
    ['nobody of these', ['tier:CORE', 'stage:GROWTH', 'tag:ACTIVE', 'group:NEW_CUSTOMER', 'segment:C'], () => false],
  ])('where care covers %s', async (_, audiences, covers) => {
    const policy = structuredClone(await documentOf(office.company.db, office.company, 1)) as { care: { appliesTo: string[] } }
    policy.care.appliesTo = audiences
    const { scope } = office.caller()
    const { asked } = await evidenceOfBook.read({ db: office.company.db, scope, now: testNow, company: office.company, policy }, 'MD-03', {
      from: '2026-01-01',
      until: '2026-12-31',
    })
    // The three customers of the town, none of whom ever ordered, stand beside those put in.
    expect(asked).toBe([...customers.filter((c) => c.class === 'GENERAL'), 1, 2, 3].filter(covers).length)
  })
})

describe('MD-03 the workbook of a year', () => {
  const lineOf = (head: readonly unknown[], cells: readonly unknown[]) =>
    Object.fromEntries(head.map((h, i) => [String(h), cells[i] ?? null]))
  const dayOf = (cell: unknown) => (typeof cell === 'object' && cell !== null && 'date' in cell ? cell.date : null)

  test('a line for each ordinary customer, and one for each task that fell due or was done in the year', async () => {
    const made = await office.call(bookTable, { year: 2026 })
    expect(made.name).toBe('客户维护计划与记录表-2026.xlsx')
    const expected = recount(2026)
    const [head = [], ...lines] = await sheetOf(office, made.fileId)
    expect(head).toEqual(['客户编号', '客户', '层级', '责任人', '部门', '最近维护', '最近推荐', '年度记录'])
    expect(lines).toHaveLength(made.customers)
    const read = lines.map((cells) => lineOf(head, cells))
    expect(read.map((l) => ({ no: l['客户编号'], maintainedOn: dayOf(l['最近维护']), recommendedOn: dayOf(l['最近推荐']) }))).toEqual(
      expected.lines,
    )
    expect(read.filter((l) => l['年度记录'] === '齐全')).toHaveLength(expected.kept)
    expect(read.filter((l) => l['年度记录'] === '缺')).toHaveLength(expected.customers - expected.kept)

    const [taskHead = [], ...rows] = await sheetOf(office, made.fileId, 2)
    const ofYear = tasks.filter((t) => inYear(t.due, 2026) || inYear(t.done, 2026))
    expect(made.tasks).toBe(ofYear.length)
    const told = rows.map((cells) => lineOf(taskHead, cells))
    const key = (no: unknown, due: unknown, done: unknown, standing: unknown) => [no, due, done, standing].join(' ')
    const standing = (t: Task) => {
      if (t.state === 'DONE') return (t.done ?? '') > t.windowTo ? '逾期完成' : '按期'
      if (t.state === 'OPEN') return t.windowTo < '2026-11-22' ? '逾期未完' : '待办'
      return t.state === 'WAIVED' ? '免除' : '不适用'
    }
    expect(told.map((l) => key(l['客户编号'], dayOf(l['到期']), dayOf(l['实际完成']), l['完成情况'])).sort()).toEqual(
      ofYear.map((t) => key(t.no, t.due, t.done, standing(t))).sort(),
    )
    expect(told.find((l) => l['完成情况'] === '不适用')?.['未完成原因']).toBe('客户类别变了，不再需要')
    expect(told.find((l) => l['完成情况'] === '免除')?.['未完成原因']).toBe('客户停产')
    expect(told.find((l) => l['规则'] === null)).toMatchObject({ 行动: '=1+1 送样品', 规则名称: '自定任务' })
    expect(told.find((l) => l['规则'] === 'CARE-03')?.['规则名称']).not.toBe(null)
  })

  test('in the sight of whoever asks, in their language, with its event', async () => {
    const made = await office.call(bookTable, {}, { ...(await town.as('lu')), locale: 'en' })
    const [head = [], ...lines] = await sheetOf(office, made.fileId)
    expect(head.slice(0, 2)).toEqual(['Customer no.', 'Customer'])
    expect(lines).toHaveLength(recount(2026, (c) => c.unit === town.east.id).customers)
    const east = new Set(customers.filter((c) => c.unit === town.east.id).map((c) => c.no))
    const [, ...rows] = await sheetOf(office, made.fileId, 2)
    expect(rows.length).toBe(tasks.filter((t) => east.has(t.no) && (inYear(t.due, 2026) || inYear(t.done, 2026))).length)
    expect(rows.every(([no]) => east.has(String(no)))).toBe(true)
    await expect(office.call(bookTable, {}, await town.as('far'))).rejects.toMatchObject({ code: 'forbidden' })
    const [event] = await office.sql<{ name: string }>("select name from event where name = 'care.book-exported' order by id desc limit 1")
    expect(event).toBeDefined()
  })

  test('before the first policy nobody can say whom care covers', async () => {
    const fresh = await testOffice()
    await fresh.sql('update policy_version set effective_on = $1', ['2030-01-01'])
    await expect(fresh.call(bookTable, {})).rejects.toMatchObject({ rule: 'no-policy-yet' })
    await fresh.call(publishPolicy, { source: packSource('rfm-lifecycle') })
    expect(await fresh.call(bookTable, {})).toMatchObject({ customers: 0, tasks: 0 })
  })
})
