import { expect, test } from 'vitest'
import { addDays } from '../src/core/day.ts'
import { sampleCompany } from '../src/main/sample/sample-company.ts'
import { listApprovals } from '../src/modules/approvals/contract.ts'
import { startReminders } from '../src/modules/care/contract/reminders.ts'
import { countNotices } from '../src/modules/notifications/contract.ts'
import { readTask } from '../src/modules/tasks/contract.ts'
import { bothTallies } from './tasks.ts'
import { sampleOffice } from './world.ts'

const today = '2026-11-22'
const world = sampleCompany(today)
const { office, as } = await sampleOffice()

test('CARE-26 has kept a year of care: most of it in time, some late, released from or left; and knows what is owed next', async () => {
  expect(await office.sql('select live_on from care_start')).toEqual([{ live_on: '2025-11-22' }])
  const rows = await office.sql<{ stands: string; n: string; first: string; last: string }>(
    `select case when state = 'OPEN' and window_to < $1 then 'LEFT' when state = 'DONE' and done_on > window_to then 'LATE' else state end as stands,
     count(*) as n, min(due_on)::text as first, max(due_on)::text as last from task group by 1`,
    [today],
  )
  const by = new Map(rows.map((row) => [row.stands, { ...row, n: Number(row.n) }]))
  expect([...by.keys()].sort()).toEqual(['DONE', 'ENDED', 'LATE', 'LEFT', 'OPEN', 'WAIVED'])
  const many = (stands: string) => by.get(stands)?.n ?? 0
  expect(many('DONE')).toBeGreaterThan(5_000)
  expect(many('LATE')).toBeGreaterThan(200)
  expect(many('LATE')).toBeLessThan(many('DONE') / 8)
  expect([many('LEFT') > 20, many('LEFT') < 120, many('WAIVED') > 80]).toEqual([true, true, true])
  expect(many('OPEN')).toBeGreaterThan(1_000)
  expect([by.get('DONE')?.first.slice(0, 7), (by.get('DONE')?.last ?? '') < addDays(today, 8)]).toEqual(['2025-11', true])
  const [odd] = await office.sql<{ n: string }>(
    `select count(*) as n from task t left join purchase_facts f using (customer_id) where t.rule_id like 'VIS%' and f.first_valid_on > t.due_on`,
  )
  expect(Number(odd?.n)).toBe(0)
  const { kept, recounted } = await bothTallies(office)
  expect(kept).toEqual(recounted)
})

test('every report, appointment and release of the year stands on the trail, by its person on its day', async () => {
  const told = (name: string, day: string, by: string, where: string) =>
    office.sql(
      `select count(*)::int > 50 as many, count(*) filter (where e.id is null)::int as missing,
         count(*) filter (where (e.at at time zone 'Asia/Shanghai')::date <> ${day} or e.actor_kind <> 'PERSON' or e.actor_id <> ${by})::int as wrong
       from task t left join event e on e.subject_kind = 'task' and e.subject_id = t.id and e.name = '${name}' and e.customer_id = t.customer_id
         and e.rule_id = t.rule_id where ${where}`,
    )
  const right = [{ many: true, missing: 0, wrong: 0 }]
  const onDay = "(e.at at time zone 'Asia/Shanghai')::date"
  expect(await told('task.done', 't.done_on', 't.done_by', "t.state = 'DONE' and t.done_by is not null")).toEqual(right)
  expect(await told('task.waived', "(t.changed_at at time zone 'Asia/Shanghai')::date", 'e.actor_id', "t.state = 'WAIVED'")).toEqual(right)
  const told15 = "t.told_on < t.done_on and t.told_on > (t.created_at at time zone 'Asia/Shanghai')::date and t.planned_on is null"
  expect(await told('task.told', 't.told_on', 't.done_by', told15)).toEqual(right)
  expect(await told('task.postponed', onDay, 'e.actor_id', 't.planned_on is not null')).toEqual(right)
  const [ahead] = await office.sql<{ n: number }>("select count(*)::int as n from event where name like 'task.%' and at > $1", [office.now])
  expect(ahead?.n).toBe(0)
})

test('releases were decided by somebody else, some refused; a few wait for a decision', async () => {
  const rows = await office.sql<{ state: string; n: string }>(
    "select state, count(*) as n from approval where kind = 'TASK_WAIVE' and asked_by is distinct from decided_by group by 1 order by 1",
  )
  const by = new Map(rows.map(({ state, n }) => [state, Number(n)]))
  expect([...by.keys()]).toEqual(['APPROVED', 'ASKED', 'REFUSED'])
  expect(Math.min(...by.values())).toBeGreaterThan(2)
  const [apart] = await office.sql<{ n: string }>(
    `select count(*) as n from approval a join task t on t.id = a.subject_id
     where a.kind = 'TASK_WAIVE' and (a.state = 'APPROVED' and t.state <> 'WAIVED' or a.state = 'ASKED' and t.state <> 'OPEN')`,
  )
  expect(Number(apart?.n)).toBe(0)
  const head = await as('su.tang')
  expect((await office.call(listApprovals, { box: 'TO_DECIDE' }, head)).rows.length).toBeGreaterThan(0)
})

test('has contacts on record, customers that changed hands, and days that matter by sun and moon, with greetings sent', async () => {
  const [seen] = await office.sql<Record<string, number>>(
    `select (select count(*) from interaction)::int as contacts, (select count(*) from interaction where direction = 'IN')::int as calls,
      (select count(*) from task where interaction_id is not null)::int as reports, (select count(*) from interaction where visit_place is not null)::int as visits,
      (select count(*) from customer_date)::int as days, (select count(*) from customer_date where calendar = 'LUNAR')::int as moon,
      (select count(*) from customer_date where leap)::int as leap, (select count(*) from task where kind = 'GREETING' and state = 'DONE')::int as greetings,
      (select count(*) from task where rule_id = 'EVT-02' and state = 'DONE')::int as gifts`,
  )
  for (const [what, n] of Object.entries(seen ?? {})) expect(n, what).toBeGreaterThan({ moon: 3, leap: 0 }[what] ?? 50)
  const changes = await office.sql<{ customer_no: string; owner_id: string | null; last: string | null }>(
    `select distinct on (c.id) c.customer_no, c.owner_id, v.value::json -> 'after' ->> 'owner_id' as last from event e
     join event_value v on v.event_id = e.id join customer c on c.id = e.customer_id where e.name = 'customer.changed' order by c.id, e.id desc`,
  )
  expect(changes.map((c) => c.customer_no).sort()).toEqual(world.handovers.map((h) => h.customerNo).sort())
  for (const { customer_no, owner_id, last } of changes) expect(last, customer_no).toBe(owner_id === null ? null : String(owner_id))
})

test('EVT-01 first orders, and so anniversaries, are spread over the year', async () => {
  const rows = await office.sql<{ n: string }>("select count(*) as n from task where rule_id = 'EVT-01' group by due_on")
  expect(Math.max(...rows.map(({ n }) => Number(n)))).toBeLessThan(12)
})

test('a few customers have nobody, and their tasks wait in the heap of the team for its head to hand them out', async () => {
  const left = world.handovers.filter(({ next }) => next === null)
  expect(left.length).toBeGreaterThan(3)
  expect(left.length).toBeLessThan(25)
  const rows = await office.sql<{ customer_no: string }>('select customer_no from customer where owner_id is null order by 1')
  expect(rows.map((row) => row.customer_no)).toEqual(left.map(({ customerNo }) => customerNo).sort())
  const [open] = await office.sql<{ n: number; owned: number; soon: number }>(
    `select count(*)::int as n, count(c.owner_id)::int as owned, count(*) filter (where t.due_on <= $1)::int as soon
     from task t join customer c on c.id = t.customer_id where t.state = 'OPEN' and t.assignee_id is null`,
    [addDays(today, 30)],
  )
  expect(open).toMatchObject({ owned: 0 })
  expect([(open?.n ?? 0) > 8, (open?.soon ?? 0) > 1]).toEqual([true, true])
})

test('a head sees the department, not the one beside it, and may do and hand out what its people have', async () => {
  const head = await as('su.tang')
  const theirs = await office.sql<{ id: string; unit: string; mine: boolean }>(
    `select min(t.id) as id, u.name as unit, t.assignee_id = $1 as mine from task t join unit u on u.id = t.unit_id
     where t.state = 'OPEN' and t.assignee_id is not null group by 2, 3 order by 2, 3`,
    [head.actor.personId],
  )
  const seen = await Promise.all(
    theirs.map(async ({ id, unit }) => [
      unit,
      await office
        .call(readTask, { id: Number(id) }, head)
        .then(() => true)
        .catch(() => false),
    ]),
  )
  expect(seen).toEqual(theirs.map(({ unit }) => [unit, unit === '业务一部']))
  expect(theirs.filter(({ unit }) => unit === '业务一部').map(({ mine }) => mine)).toEqual([false, true])
  expect(['tasks.do', 'tasks.assign', 'tasks.waive'].filter((permission) => !head.actor.permissions.has(permission))).toEqual([])
})

test('the mornings of the last workdays were told to whom the ladder names; the last of them is unread', async () => {
  const days = await office.sql<{ on: string; told: number; unread: number; people: number; at: string }>(
    `select told_on::text as on, count(*)::int as told, count(*) filter (where read_at is null)::int as unread, count(distinct person_id)::int as people,
       min(to_char(created_at at time zone 'Asia/Shanghai', 'HH24:MI')) as at from notice where kind like 'DUTY%' group by 1 order by 1`,
  )
  expect(days.map((day) => day.on)).toEqual(['2026-11-13', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'])
  for (const { told, people, at } of days) expect([told > 5, people > 3, at]).toEqual([true, true, '08:30'])
  expect(days.map(({ unread }) => unread > 0)).toEqual([false, false, false, false, false, true])
  const kinds = await office.sql<{ kind: string }>("select distinct kind from notice where kind like 'DUTY%' order by 1")
  expect(kinds.map(({ kind }) => kind)).toEqual(['DUTY_LATE', 'DUTY_RAISED', 'DUTY_SOON', 'DUTY_UNASSIGNED'])
  expect((await office.call(countNotices, {}, await as('zhou.yan'))).unread).toBeGreaterThan(0)
  const { jobId } = await office.call(startReminders, {})
  await office.runJob(jobId)
  expect(await office.sql('select id from notice where told_on = $1', [today])).toEqual([])
})

test('CARE-15 customers were mostly told of visits and gifts in time, some late, some never', async () => {
  const rows = await office.sql<{ standing: string; n: number }>(
    "select standing, sum(n)::int as n from duty_total where rule_id = 'CARE-15' group by 1 order by 1",
  )
  const by = new Map(rows.map(({ standing, n }) => [standing, n]))
  expect([...by.keys()]).toEqual(['LATE', 'ON_TIME', 'OPEN'])
  expect(Math.min(...by.values())).toBeGreaterThan(10)
  expect((by.get('LATE') ?? 0) + (by.get('OPEN') ?? 0)).toBeLessThan((by.get('ON_TIME') ?? 0) / 5)
})
