import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionsOver } from '../../../../test/conditions.ts'
import { everything, testOffice } from '../../../../test/office.ts'
import { faultsOf } from '../../../core/filter.ts'
import { type Held, matches, resolved } from '../../../core/filter-match.ts'
import { conditionText } from '../../../core/filter-text.ts'
import { createCustomer } from '../../customers/contract.ts'
import { taskFilterFields } from '../contract/filter-fields.ts'
import { listTasks } from '../contract.ts'

const office = await testOffice()
const today = '2026-11-22'
const me = 2
await office.sql("insert into person (id, login, name) select n, 'p' || n, 'P' || n from generate_series(2, 3) n")
const names = ['海棠 Trading', '云帆']
const customers: number[] = []
for (const name of names) customers.push((await office.call(createCustomer, { name })).id)

const dues = ['2026-11-22', '2026-11-01', '2025-12-31', '2026-12-12']
const states = ['OPEN', 'OPEN', 'DONE', 'WAIVED']
/** Every due day with every state, with and without customer, of me, of another and of nobody. */
const asked = dues.flatMap((due, i) =>
  states.map((state, n) => ({ due, state, who: [me, 3, null][(i + n) % 3], customer: customers[(i * 4 + n) % 3] ?? null })),
)
for (const { due, state, who, customer } of asked)
  await office.sql(
    `insert into task (origin, kind, customer_id, title, due_on, window_from, window_to, planned_on, state, counted, assignee_id, created_by,
       tier, done_on, created_at, changed_at)
     values ('HAND', $6, $1, 'x', $2, $2::date - 3, $2::date + 3, $7, $3, true, $4, 2, $5, $8, $2::date, now())`,
    [
      customer,
      due,
      state,
      who,
      customer ? 'CORE' : null,
      state === 'DONE' ? 'VISIT' : 'OTHER',
      who ? due : null,
      state === 'DONE' ? due : null,
    ],
  )

const caller = office.caller(['*'], { scope: everything, actor: { kind: 'PERSON', personId: me, name: 'me', permissions: new Set(['*']) } })
const all = (await office.call(listTasks, { limit: 200 }, caller)).rows
const rows = all.map((row): Record<string, Held> & { id: number } => {
  const held: Record<string, Held> = Object.fromEntries(Object.entries(row).filter(([name]) => name in taskFilterFields))
  return { ...held, id: row.id, overdue: row.state === 'OPEN' && row.windowTo < today, createdAt: row.dueOn }
})

test('a condition over tasks finds in the database what it finds by hand', async () => {
  expect(rows).toHaveLength(asked.length)
  const checked = fc.asyncProperty(conditionsOver(taskFilterFields, rows), async (condition) => {
    expect(faultsOf(taskFilterFields, condition)).toEqual([])
    const bare = resolved(taskFilterFields, condition, { today, personId: me })
    const expected = rows.filter((row) => matches(taskFilterFields, bare, row)).map((row) => row.id)
    const found = await office.call(listTasks, { where: conditionText(condition), limit: 200 }, caller)
    expect(found.rows.map((r) => r.id)).toEqual(expected)
  })
  await fc.assert(checked, { numRuns: 200 })
})
