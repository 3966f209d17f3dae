import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionsOver } from '../../../../test/conditions.ts'
import { everything, testOffice } from '../../../../test/office.ts'
import { faultsOf } from '../../../core/filter.ts'
import { type Held, matches, resolved } from '../../../core/filter-match.ts'
import { conditionText } from '../../../core/filter-text.ts'
import { createContact } from '../../customers/contract/contacts.ts'
import { createCustomer } from '../../customers/contract.ts'
import { interactionFilterFields } from '../contract/filter-fields.ts'
import { listInteractions } from '../contract.ts'

const office = await testOffice()
const me = 2
await office.sql("insert into person (id, login, name) select n, 'p' || n, 'P' || n from generate_series(2, 3) n")
const { id: customerId } = await office.call(createCustomer, { name: '海棠 Trading' })
const { id: contactId } = await office.call(createContact, { customerId, name: '裴振声' })
const days = ['2026-11-22', '2026-11-01', '2025-12-31', '2026-08-24']
const channels = ['PHONE', 'VISIT', 'NOTE']
for (const [i, day] of [...days, ...days, ...days].entries())
  await office.sql(
    `insert into interaction (customer_id, contact_id, channel, direction, happened_at, happened_on, person_id, text, needs, worries, logged_by_name, logged_at)
     values ($1, $2, $3, $4, $5::date + interval '2 hours', $5::date, $6, $7, $8, $9, 'x', $5::date)`,
    [
      ...[customerId, i % 2 ? contactId : null, channels[i % 3], i % 2 ? 'IN' : 'OUT', day, [me, 3, null][i % 3], `谈了 Trading ${i}`],
      ...[i % 4 ? ['NEED_TRAINING'] : [], i % 5 ? ['WORRY_SLOW_RESPONSE'] : []],
    ],
  )

const caller = office.caller(['*'], { scope: everything, actor: { kind: 'PERSON', personId: me, name: 'me', permissions: new Set(['*']) } })
const all = (await office.call(listInteractions, { limit: 200 }, caller)).rows
const rows = all.map(({ id, happenedOn, channel, direction, person, customerName, contact, text, needs, worries }) => {
  const held: Record<string, Held> = { happenedOn, channel, direction, customerName, text, needs, worries, loggedAt: happenedOn }
  return { id, held: { ...held, personId: person?.id ?? null, contactName: contact?.name ?? null } }
})

test('a condition over contacts finds in the database what it finds by hand', async () => {
  expect(rows).toHaveLength(12)
  const held = rows.map((row) => row.held)
  const checked = fc.asyncProperty(conditionsOver(interactionFilterFields, held), async (condition) => {
    expect(faultsOf(interactionFilterFields, condition)).toEqual([])
    const bare = resolved(interactionFilterFields, condition, { today: '2026-11-22', personId: me })
    const expected = rows.filter((row) => matches(interactionFilterFields, bare, row.held)).map((row) => row.id)
    const found = await office.call(listInteractions, { where: conditionText(condition), limit: 200 }, caller)
    expect(found.rows.map((r) => r.id)).toEqual(expected)
  })
  await fc.assert(checked, { numRuns: 200 })
})
