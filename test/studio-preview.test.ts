import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Day } from '../src/core/day.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { type PolicyPreview, previewDuties, previewLost, previewMoves } from '../src/modules/studio/contract.ts'
import { testOffice } from './office.ts'
import { allOf, bookWithPast, night, preview, setDay } from './studio-book.ts'

const office = await testOffice()
const pack = packSource('rfm-lifecycle').replace(
  'windowMonths: 12, high: 500000, mid: 100000 }',
  'windowMonths: 12, high: 60000, mid: 15000 }',
)

/** A text with one place changed; the place must be there once. */
function edited(text: string, from: string | RegExp, to: string): string {
  const parts = text.split(from)
  if (parts.length !== 2) throw new Error(`${parts.length - 1} places match ${from}`)
  return parts.join(to)
}

/** A place within an obligation. */
const ofRule = (rule: string, from: string) => new RegExp(`(?<=- rule: ${rule}\\n(?:(?! *- rule).*\\n){0,12} +)${from}`)

const newObligation = `    - rule: CARE-14
      title: 流失风险客户双周联系
      enabled: true
      appliesTo: [tier:CHURN_RISK, tier:POTENTIAL]
      every: { days: 45 }
      action: CONTACT
      channels: [PHONE]
      checklist: [近况]
      evidence: [INTERACTION]
      assignee: ACCOUNT_MANAGER
      counted: true
  entitlements:
`

type Edit = [name: string, change: (text: string) => string]
const edits: Edit[] = [
  ['CARE-01 CARE-03 a stricter cadence', (t) => edited(edited(t, ofRule('CARE-01', 'every: \\{ months: 3 \\}'), 'every: { months: 1 }'), ofRule('CARE-03', 'every: \\{ months: 12 \\}'), 'every: { months: 5 }')],
  ['SEG-06 other thresholds', (t) => edited(t, 'high: 60000, mid: 15000 }', 'high: 25000, mid: 9000 }')],
  ['CARE-21 VIS-05 obligations switched off', (t) => edited(edited(t, ofRule('CARE-21', 'enabled: true'), 'enabled: false'), ofRule('VIS-05', 'enabled: true'), 'enabled: false')],
  ['CARE-14 a new obligation', (t) => edited(t, '  entitlements:\n', newObligation)],
  ['SEG-03 lost sooner, and CARE-26 a longer horizon', (t) => edited(edited(t, 'lost: { days: 180, gaps: 3,', 'lost: { days: 90, gaps: 1,'), 'horizonDays: 90', 'horizonDays: 150')],
  ['SEG-17 the other model drives', (t) => edited(t, 'drives: RFM_LC', 'drives: SPEND_TENURE')],
  ['CARE-16 nothing but key customers, with other efforts', (t) => edited(edited(t, 'appliesTo: [group:HAS_ORDERS, class:KEY]   #', 'appliesTo: [class:KEY]   #'), '    PRODUCT_VISIT: 3\n', '    PRODUCT_VISIT: 6.25\n')],
] // biome-ignore format: one a line

type OpenTask = { id: number; customer_id: number; rule_id: string; kind: string; due_on: Day; month: string; assignee_id: number | null }

const standings = async () =>
  new Map(
    (await office.sql<{ id: string; tier: string; stage: string }>('select customer_id as id, tier, stage from customer_tier')).map((r) => [
      Number(r.id),
      r,
    ]),
  )

async function openTasks(): Promise<Map<number, OpenTask>> {
  const rows = await office.sql<OpenTask>(
    `select id::int, customer_id::int, rule_id, kind, due_on::text, to_char(due_on, 'YYYY-MM') as month, assignee_id::int
     from task where origin = 'POLICY' and state = 'OPEN'`,
  )
  return new Map(rows.map((r) => [r.id, r]))
}

type World = { tiers: Awaited<ReturnType<typeof standings>>; open: Map<number, OpenTask>; customers: number }
async function world(): Promise<World> {
  const [book] = await office.sql<{ n: number }>('select count(*)::int as n from customer')
  return { tiers: await standings(), open: await openTasks(), customers: book?.n ?? 0 }
}

const tally = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

const loadOf = ({ open }: World, from: Day): Record<string, number> =>
  tally([...open.values()].filter((t) => t.due_on >= from).map((t) => `${t.assignee_id} ${t.month}`))

/** Every figure of a preview, worked out by plain counting from the world before and the world after. */
function whatHappened(before: World, after: World, from: Day) {
  const moved = [...after.tiers].flatMap(([id, { tier }]) => {
    const was = before.tiers.get(id)?.tier ?? null
    return was === tier ? [] : [{ id, move: `${was} > ${tier}` }]
  })
  const lost = [...after.tiers].filter(([id, { stage }]) => stage === 'LOST' && before.tiers.get(id)?.stage !== 'LOST')
  const added = [...after.open.values()].filter((t) => !before.open.has(t.id))
  const ended = [...before.open.values()].filter((t) => !after.open.has(t.id))
  const kept = [...before.open.values()].filter((t) => after.open.has(t.id))
  return {
    customers: after.customers,
    changed: moved.length,
    moves: tally(moved.map((m) => m.move)),
    becomeLost: lost.length,
    lostCustomers: lost.map(([id]) => `${id} ${before.tiers.get(id)?.stage ?? null}`).sort(),
    added: tally(added.map((t) => t.rule_id)),
    ended: tally(ended.map((t) => t.rule_id)),
    kept: tally(kept.map((t) => t.rule_id)),
    tasksBefore: loadOf(before, from),
    tasksAfter: loadOf(after, from),
    movedCustomers: moved.map((m) => `${m.id} ${m.move}`).sort(),
    duties: [
      ...added.map((t) => `ADDED ${t.customer_id} ${t.rule_id} ${t.due_on}`),
      ...ended.map((t) => `ENDED ${t.customer_id} ${t.rule_id} ${t.due_on}`),
    ].sort(),
  }
}

const without0 = (pairs: readonly (readonly [string, number])[]): Record<string, number> =>
  Object.fromEntries(pairs.filter(([, n]) => n > 0))

/** The same figures as a preview tells them. */
async function whatWasSaid(p: PolicyPreview) {
  const moves = await allOf(office, (after) => office.call(previewMoves, { id: p.id, limit: 37, after }))
  const lost = await allOf(office, (after) => office.call(previewLost, { id: p.id, limit: 3, after }))
  const duties = await allOf(office, (after) => office.call(previewDuties, { id: p.id, limit: 200, after }))
  const hours = (pick: (h: PolicyPreview['hours'][number]) => number) => without0(p.hours.map((h) => [`${h.personId} ${h.month}`, pick(h)]))
  const rules = (pick: (d: PolicyPreview['duties'][number]) => number) => without0(p.duties.map((d) => [d.ruleId, pick(d)]))
  return {
    customers: p.customers,
    changed: p.tiers.changed,
    moves: without0(p.tiers.moves.map((m) => [`${m.from} > ${m.to}`, m.count])),
    becomeLost: p.tiers.becomeLost,
    lostCustomers: lost.map((l) => `${l.customerId} ${l.from}`).sort(),
    added: rules((d) => d.added),
    ended: rules((d) => d.ended),
    kept: rules((d) => d.kept),
    tasksBefore: hours((h) => h.tasksBefore),
    tasksAfter: hours((h) => h.tasksAfter),
    movedCustomers: moves.map((m) => `${m.customerId} ${m.from} > ${m.to}`).sort(),
    duties: duties.map((d) => `${d.change} ${d.customerId} ${d.ruleId} ${d.dueOn}`).sort(),
  }
}

const ownTables = ['job', 'policy_preview', ...['move', 'lost', 'duty', 'load'].map((part) => `policy_preview_${part}`)]

/** Rows and hash of every table a preview has no business with. */
async function everythingElse(): Promise<Record<string, string>> {
  const tables = await office.sql<{ name: string }>("select tablename as name from pg_tables where schemaname = 'kewei' order by 1")
  const seen: Record<string, string> = {}
  for (const { name } of tables.filter((t) => !ownTables.includes(t.name))) {
    const rows = await office.sql<{ row: string }>(`select t::text as row from "${name}" t order by 1`)
    seen[name] = `${rows.length} ${createHash('sha256')
      .update(rows.map((r) => r.row).join('\n'))
      .digest('hex')}`
  }
  return seen
}

let text = pack
beforeAll(async () => {
  await bookWithPast(office, { source: pack, seed: 20_261_122, count: 260 }, '2026-11-22')
}, 300_000)

describe('what a preview says is what publishing makes', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-12-01', '2026-12-02', '2026-12-20', '2027-01-11', '2027-02-01']
  test.each(edits.map(([name, change], i) => ({ name, change, day: days[i] ?? '2027-02-01' })))(
    '$name',
    async ({ change, day }) => {
      setDay(office, day)
      // A manager found since the last night: the task of finding one is met.
      await office.sql(`update customer set owner_id = 1 + id % 6 where id in (
        select customer_id from task where kind = 'ASSIGN_MANAGER' and state = 'OPEN' order by id limit 1)`)
      const draft = change(text)
      const before = await world()
      const untouched = await everythingElse()
      const said = await preview(office, draft)
      expect(await everythingElse()).toEqual(untouched)
      const horizonDays = Number(/horizonDays: (\d+)/.exec(draft)?.[1])
      expect(said).toMatchObject({ effectiveOn: day, horizonDays, sourceHash: createHash('sha256').update(draft).digest('hex') })

      await office.call(publishPolicy, { source: draft })
      await night(office)
      const happened = whatHappened(before, await world(), day)
      expect(happened.duties.length).toBeGreaterThan(0)
      expect(await whatWasSaid(said)).toEqual(happened)
      text = draft
    },
    120_000,
  )

  test('with a day of its own: as of that day', async () => {
    setDay(office, '2027-02-02')
    const draft = edited(text, ofRule('CARE-02', 'every: \\{ months: 4 \\}'), 'every: { months: 2 }')
    const before = await world()
    const said = await preview(office, draft, '2027-04-01')
    await office.call(publishPolicy, { source: draft, effectiveOn: '2027-04-01' })
    setDay(office, '2027-04-01')
    await night(office)
    expect(await whatWasSaid(said)).toEqual(whatHappened(before, await world(), '2027-04-01'))
    text = draft
  }, 120_000)

  test('the comparison notices one customer who became another one meanwhile', async () => {
    const draft = edited(text, 'drives: SPEND_TENURE', 'drives: RFM_LC')
    const before = await world()
    const said = await preview(office, draft)
    const [one] = await office.sql<{ id: string }>(
      "select id from customer where class = 'GENERAL' and owner_id is not null order by id limit 1",
    )
    await office.sql(`update customer set class = 'KEY' where id = $1`, [one?.id])
    await office.call(publishPolicy, { source: draft })
    await night(office)
    const [told, happened] = [await whatWasSaid(said), whatHappened(before, await world(), '2027-04-01')]
    expect(told.moves).toEqual(happened.moves)
    expect(told.duties).not.toEqual(happened.duties)
    expect(told.added).not.toEqual(happened.added)
  }, 120_000)

  test('hours are tasks by the effort of their kind: before by the policy in force, after by the text', async () => {
    const draft = text.replace(/^( {4}[A-Z_]+): [\d.]+$/gm, '$1: 2')
    const said = await preview(office, draft)
    const perTask = said.hours.map((h) => [h.hoursAfter, (h.tasksAfter - h.sharedAfter) * 2])
    expect(perTask.filter(([a, b]) => a !== b)).toEqual([])
    expect(said.hours.some((h) => h.hoursBefore !== h.tasksBefore * 2)).toBe(true)
    expect(said.hours.every((h) => h.hoursBefore >= (h.tasksBefore - h.sharedBefore) * 0.25)).toBe(true)
  }, 60_000)

  test('C12 of two duties that planning has one visit serve, the hours count once', async () => {
    const day = '2027-04-02'
    setDay(office, day)
    const effort: Record<string, number> = { PRODUCT_VISIT: 3, ANNUAL_VISIT: 4 }
    const draft = edited(text, ofRule('CARE-05', 'appliesTo: \\[tier:CORE\\]'), 'appliesTo: [tier:CORE, class:KEY]').replace(
      /^( {4})([A-Z_]+): [\d.]+$/gm,
      (_, indent: string, kind: string) => `${indent}${kind}: ${effort[kind] ?? 1}`,
    )
    const said = await preview(office, draft)
    await office.call(publishPolicy, { source: draft })
    await night(office)
    const open = [...(await openTasks()).values()]
    const facts = new Map(
      (await office.sql<{ id: number; facts: string }>("select id::int, facts from task where state = 'OPEN' and rule_id = 'CARE-05'")).map(
        (row) => [row.id, JSON.parse(row.facts)],
      ),
    )
    const hours: Record<string, number> = {}
    let once = 0
    for (const task of open) {
      const by = facts.get(task.id)
      const visit = open.find((o) => o.customer_id === task.customer_id && o.rule_id === by?.servedBy && o.due_on === by?.servedByDueOn)
      const served = visit !== undefined && visit.due_on >= day
      // The visit takes an hour longer for the yearly one it serves.
      const [at, takes] = served ? [visit, 4 - 3] : [task, effort[task.kind] ?? 1]
      if (served) once++
      if (at.due_on < day) continue
      const key = `${at.assignee_id} ${at.month}`
      hours[key] = (hours[key] ?? 0) + takes
    }
    expect(once).toBeGreaterThan(2)
    expect(without0(said.hours.map((h) => [`${h.personId} ${h.month}`, h.hoursAfter]))).toEqual(hours)
    expect(said.hours.reduce((n, h) => n + h.sharedAfter, 0)).toBe(once)
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
    const plain = sum(open.filter((task) => task.due_on >= day).map((task) => effort[task.kind] ?? 1))
    expect(sum(said.hours.map((h) => h.hoursAfter))).toBe(plain - 3 * once)
  }, 60_000)
})
