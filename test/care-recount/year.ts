import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { startPlan } from '../../src/modules/care/contract.ts'
import { changeCustomer, readCustomer } from '../../src/modules/customers/contract.ts'
import { createPerson, createUnit } from '../../src/modules/organisation/contract.ts'
import { publishPolicy } from '../../src/modules/policies/contract.ts'
import { doTask, postponeTask, waiveTask } from '../../src/modules/tasks/contract.ts'
import { startRun } from '../../src/modules/tiering/contract.ts'
import { importFile } from '../import-files.ts'
import type { TestOffice } from '../office.ts'
import { type OrderRow, type RecountSettings, recount } from '../recount.ts'
import type { Crew, Customer, Duty, Policy } from './book.ts'
import { goAway } from './crew.ts'
import { type Day, plus } from './days.ts'
import { drawing } from './drawing.ts'
import { planBook } from './plan.ts'

const source = readFileSync(new URL('../../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')
  .replace(/(m: \{ windowMonths: 12, )high: 500000, mid: 100000/, '$1high: 5000, mid: 1000')
  .replaceAll('assignee: CARE_SPECIALIST', 'assignee: CARE_SPECIALIST\n      pool: true')
export const policy: Policy & { tiering: object } = parse(source)
const settings = { ...policy.tiering, policyVersion: '1' } as RecountSettings

export const liveOn = '2010-12-31'
/** The last days of the months of the book; what is decided on one is done until the next. */
const monthEnds = [liveOn, ...[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((d, i) => `2011-${String(i + 1).padStart(2, '0')}-${d}`)]
const afterAll = '2012-01-31'

/** What is to become of a duty, decided when it is first seen: on which day who does what. */
type Fate = { on: Day; act: 'DO' | 'WAIVE' | 'POSTPONE'; doneOn: Day; contact: boolean } | null

export type Year = {
  book: Map<string, Customer>
  people: { id: number; unitId: number }[]
  /** How many duties were done, waived, postponed. */
  acts: Record<'DO' | 'WAIVE' | 'POSTPONE', number>
}

type World = Year & {
  crew: Crew
  office: TestOffice
  draw: (below: number) => number
  ids: Map<string, number>
  fates: Map<Duty, Fate>
  loaded: OrderRow[]
}

const noonOn = (day: Day): Date => new Date(`${day}T04:00:00Z`)
/** Late enough that the day's orders are in. */
const nightOn = (day: Day): Date => new Date(`${day}T15:30:00Z`)

/**
 * A book of invoices lived through month by month: at each month's end the month's orders come in, customers get owners and some become
 * key customers, tiers are found and duties planned; in the month that follows, people do, waive, postpone and forget. The recount lives
 * through the same and must hold the same duties at each month's end. `isOld`: of whom an order of the year before is put into the book,
 * which itself begins too late for anybody to be more than a new customer before its last month.
 */
export async function liveThrough(
  office: TestOffice,
  file: string,
  seed: number,
  isOld: (no: string) => boolean = () => false,
): Promise<Year> {
  const world = await opened(office, seed)
  const [header = '', ...read] = file.trim().split('\n')
  const old = [...new Set(read.map((line) => cells(line)[1] ?? ''))].filter(isOld)
  const lines = [...old.map((no) => `OLD-${no},${no},2009-11-16 10:00:00,1,1,25.00,,0`), ...read]
  for (const [i, today] of monthEnds.entries()) {
    office.now = nightOn(today)
    const month = lines.filter((line) => dateOf(line) <= today && (i === 0 || dateOf(line) > (monthEnds[i - 1] ?? '')))
    if (month.length > 0) await bringOrders(world, header, month)
    await settleCustomers(world, i)
    await goAway(world, i, today)
    await ran(office, startRun, i % 4 === 0 ? {} : { incremental: true })
    retier(world, today)
    await ran(office, startPlan, i % 5 === 0 ? {} : { incremental: true })
    planBook(byId(world), policy, today, liveOn, world.crew)
    await compareDuties(world)
    decideFates(world, today)
    await act(world, today, monthEnds[i + 1] ?? afterAll)
  }
  await compareDuties(world)
  office.now = noonOn(afterAll)
  return world
}

const cells = (line: string): string[] => line.split(',')
const dateOf = (line: string): Day => (cells(line)[2] ?? '').slice(0, 10)

async function opened(office: TestOffice, seed: number): Promise<World> {
  await office.call(publishPolicy, { source })
  await office.sql("update policy_version set effective_on = '2010-01-01'")
  const company = await office.call(createUnit, { name: '总公司', parentId: null, kind: 'COMPANY' })
  const people: Year['people'] = []
  const crew: Crew = { specialists: [], parents: new Map(), away: [], ended: new Map() }
  const hired = async (login: string, role: string, unitId: number) =>
    (await office.call(createPerson, { login, name: login, roles: [role], unitId })).id
  for (const name of ['一部', '二部']) {
    const unit = await office.call(createUnit, { name, parentId: company.id, kind: 'DEPARTMENT' })
    for (const who of ['a', 'b', 'c']) {
      const login = `${who}-${unit.id}`
      people.push({ id: await hired(login, 'account_manager', unit.id), unitId: unit.id })
    }
    crew.parents.set(unit.id, company.id)
    if (name === '一部')
      for (const who of ['xin', 'yan']) crew.specialists.push({ id: await hired(who, 'care_specialist', unit.id), unitId: unit.id })
  }
  crew.specialists.push({ id: await hired('zhu', 'care_specialist', company.id), unitId: company.id })
  const empty = { book: new Map(), people, crew, acts: { DO: 0, WAIVE: 0, POSTPONE: 0 } }
  return { ...empty, office, draw: drawing(seed), ids: new Map(), fates: new Map(), loaded: [] }
}

const byId = ({ book, ids }: World): Customer[] => [...book.values()].sort((a, b) => (ids.get(a.no) ?? 0) - (ids.get(b.no) ?? 0))

async function ran(office: TestOffice, endpoint: typeof startPlan | typeof startRun, input: object): Promise<void> {
  const { jobId } = await office.call(endpoint as typeof startPlan, input)
  await office.runJob(jobId)
  const [job] = await office.sql<{ state: string; problem: string | null }>('select state, problem from job where id = $1', [jobId])
  expect(job?.state, job?.problem ?? '').toBe('DONE')
}

async function bringOrders(world: World, header: string, lines: readonly string[]): Promise<void> {
  const columns = {
    ...{ order_no: 'InvoiceNo', customer_no: 'customer_id', ordered_at: 'invoice_date', net_amount: 'amount' },
    'customer.remark': 'country',
  }
  await importFile(world.office, `${header}\n${lines.join('\n')}\n`, { kind: 'orders', map: { columns }, createCustomers: true })
  for (const line of lines) {
    const [orderNo = '', no = '', , , , amount = ''] = cells(line)
    const netFen = Math.round(Number(amount) * 100)
    world.loaded.push({ orderNo, customerNo: no, date: dateOf(line), netFen })
    const fresh: Customer = {
      ...{ no, class: 'GENERAL', tier: '', stage: '', tiers: [], orders: [] },
      ...{ owner: null, unit: null, planned: null, contacts: [], duties: [] },
    }
    const customer = world.book.get(no) ?? fresh
    world.book.set(no, customer)
    if (netFen > 0) customer.orders.push(dateOf(line))
  }
  for (const customer of world.book.values()) customer.orders.sort()
  const rows = await world.office.sql<{ id: string; customer_no: string }>('select id, customer_no from customer')
  for (const { id, customer_no } of rows) world.ids.set(customer_no, Number(id))
}

/** New customers mostly get an owner; now and then one changes hands, loses its owner, or becomes or ceases to be a key customer. */
async function settleCustomers(world: World, month: number): Promise<void> {
  const { office, draw, book, people, ids } = world
  const isNew = new Set([...book.values()].filter((c) => c.tiers.length === 0))
  for (const c of book.values()) {
    const luck = draw(100)
    const hands = isNew.has(c) ? luck < 80 : luck < 3
    if (hands) {
      const owner = !isNew.has(c) && luck === 0 ? null : (people[draw(people.length)] ?? null)
      const id = ids.get(c.no) ?? 0
      const { version, ownerId } = await office.call(readCustomer, { id })
      if (ownerId !== (owner?.id ?? null))
        await office.call(changeCustomer, { id, version, ownerId: owner?.id ?? null, unitId: owner?.unitId ?? c.unit })
      Object.assign(c, { owner: owner?.id ?? null, unit: owner?.unitId ?? c.unit })
    }
    if (isNew.has(c) ? draw(12) === 0 : month % 3 === 2 && draw(25) === 0) {
      c.class = c.class === 'KEY' ? 'GENERAL' : 'KEY'
      await office.sql('update customer set class = $2 where customer_no = $1', [c.no, c.class])
      await office.sql("insert into customer_touched values ('care', $1) on conflict do nothing", [ids.get(c.no)])
    }
  }
}

function retier({ book, loaded }: World, today: Day): void {
  const found = recount(loaded, today, settings)
  for (const c of book.values()) {
    const { tier = '', stage = '' } = found.get(c.no) ?? {}
    Object.assign(c, { tier, stage })
    if (c.tiers.at(-1)?.tier !== tier) c.tiers.push({ on: today, tier })
  }
}

type Row = { id: string; no: string; line: string }

const lineOf = (no: string, d: Duty): string =>
  [no, d.rule, d.period, d.kind, d.due, d.from, d.to, d.again ? 'AGAIN' : d.state, d.doneOn, d.person, d.unit, d.tier, d.class]
    .map((v) => v ?? '')
    .join(' ')

async function compareDuties({ office, book }: World): Promise<void> {
  const rows = await office.sql<Row>(`
    select concat_ws(' ', c.customer_no, t.rule_id, t.period, t.kind, t.due_on, t.window_from, t.window_to,
      case when t.ended_reason = 'RESCHEDULED' then 'AGAIN' else t.state end, coalesce(t.done_on::text, ''),
      coalesce(t.assignee_id::text, ''), coalesce(t.unit_id::text, ''), t.tier, t.class) as line
    from task t join customer c on c.id = t.customer_id order by 1`)
  const kept = rows.map((r) => r.line).sort()
  const expected = [...book.values()].flatMap((c) => c.duties.map((d) => lineOf(c.no, d))).sort()
  const [mine, theirs] = [new Set(expected), new Set(kept)]
  const missing = expected.filter((line) => !theirs.has(line))
  const extra = kept.filter((line) => !mine.has(line))
  expect({ missing: missing.slice(0, 10), extra: extra.slice(0, 10) }, office.now.toISOString()).toEqual({ missing: [], extra: [] })
  expect(kept.length).toBe(expected.length)
}

/** Of a hundred duties twelve are forgotten, six waived, eight postponed first; the rest are done around their due day, some too late. */
function decideFates({ book, fates, draw }: World, today: Day): void {
  for (const c of book.values()) {
    for (const d of c.duties) {
      if (d.state !== 'OPEN' || fates.has(d)) continue
      const luck = draw(100)
      const meant = plus(d.due, draw(38) - 20)
      const doneOn = meant > today ? meant : plus(today, 1)
      const reported = draw(4) === 0 ? plus(doneOn, draw(4)) : doneOn
      const act = luck < 18 ? 'WAIVE' : luck < 26 ? 'POSTPONE' : 'DO'
      fates.set(d, luck < 12 ? null : { on: reported, act, doneOn, contact: draw(6) === 0 })
    }
  }
}

type Todo = { customer: Customer; duty: Duty; fate: NonNullable<Fate> }

const inOrder = (a: Todo, b: Todo): number => (a.fate.on < b.fate.on ? -1 : a.fate.on > b.fate.on ? 1 : 0)

/** What is to be done after one day, until and with another, in its order. */
function todo({ book, fates }: World, after: Day, until: Day): Todo[] {
  const list: Todo[] = []
  for (const customer of book.values()) {
    for (const duty of customer.duties) {
      const fate = fates.get(duty)
      if (duty.state === 'OPEN' && fate && fate.on > after && fate.on <= until) list.push({ customer, duty, fate })
    }
  }
  return list.sort(inOrder)
}

/** Day by day. What is postponed is done a week later, in the next month if that is when it falls. */
async function act(world: World, after: Day, until: Day): Promise<void> {
  const rows = await world.office.sql<{ id: string; key: string; version: number }>(`
    select t.id, concat_ws(' ', c.customer_no, t.rule_id, t.period) as key, t.version
    from task t join customer c on c.id = t.customer_id where t.state = 'OPEN'`)
  const ids = new Map(rows.map(({ id, key }) => [key, Number(id)]))
  const versions = new Map(rows.map(({ id, version }) => [Number(id), version]))
  const list = todo(world, after, until)
  for (let next = list.shift(); next; next = list.shift()) {
    const { customer, duty, fate } = next
    const id = ids.get(`${customer.no} ${duty.rule} ${duty.period}`) ?? 0
    const task = { id, version: versions.get(id) ?? 1 }
    versions.set(id, task.version + 1)
    world.office.now = noonOn(fate.on)
    world.acts[fate.act]++
    if (fate.act === 'DO') await report(world.office, task, next)
    else if (fate.act === 'WAIVE') await waive(world.office, task, duty)
    else {
      const plannedOn = plus(fate.on, 7)
      await world.office.call(postponeTask, { ...task, plannedOn, reason: '客户改期' })
      const later: NonNullable<Fate> = { ...fate, act: 'DO', on: plannedOn, doneOn: plannedOn }
      world.fates.set(duty, later)
      if (plannedOn <= until) list.push({ customer, duty, fate: later })
      list.sort(inOrder)
    }
  }
}

type Task = { id: number; version: number }

async function waive(office: TestOffice, task: Task, duty: Duty): Promise<void> {
  await office.call(waiveTask, { ...task, reason: '客户停业装修' })
  duty.state = 'WAIVED'
}

const evidence = ['PRODUCT_LIST', 'GIFT_RECORD', 'VISIT_FORM'].map((kind) => ({ kind, note: '已登记' }))

/** Most customers are told some days before, some on the day itself, some never: by their number and the day, without drawing. */
function toldDay({ no }: Customer, doneOn: Day): Day | null {
  const luck = (Number(no) * 7 + Number(doneOn.slice(8))) % 10
  return luck < 2 ? null : luck < 4 ? doneOn : plus(doneOn, -(luck % 4) - 1)
}

async function report(office: TestOffice, task: Task, { customer, duty, fate }: Todo): Promise<void> {
  const asks = [...policy.care.obligations, ...policy.visits.obligations].find((o) => o.rule === duty.rule) as
    | { channels?: string[] }
    | undefined
  const channel = asks?.channels?.[0] ?? null
  const calls = fate.contact && channel === 'PHONE'
  const told = toldDay(customer, fate.doneOn)
  await office.call(doTask, {
    ...task,
    doneOn: fate.doneOn,
    channel: channel as 'PHONE' | 'VISIT' | null,
    outcome: '一切正常',
    uncheckedReason: '已逐项谈过',
    evidence,
    toldOn: told,
    contact: calls ? { channel: 'PHONE' as const, text: '通了电话' } : null,
  })
  Object.assign(duty, { state: 'DONE', doneOn: fate.doneOn, channel, told })
  if (calls) customer.contacts.push(fate.doneOn)
}
