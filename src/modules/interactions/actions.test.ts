import { beforeAll, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../test/office.ts'
import { personIn } from '../../../test/world.ts'
import type { Caller } from '../../platform/action.ts'
import { createContact } from '../customers/contract/contacts.ts'
import { createCustomer, deleteCustomer, readCustomer, timeline } from '../customers/contract.ts'
import { createPerson } from '../organisation/contract.ts'
import * as contract from './contract.ts'

const office = await testOffice()
let shen: Caller
let he: Caller
let customerId: number
let contactId: number
const visit = { plan: 'HF-118', place: '北仑厂区', operation: '两班生产', feedback: '交期要快', answers: '已说明排产' }

beforeAll(async () => {
  const own = { roles: ['account_manager'], unitId: null }
  const { id } = await office.call(createPerson, { login: 'shen', name: '沈致远', ...own })
  await office.call(createPerson, { login: 'he', name: '何岚', ...own })
  customerId = (await office.call(createCustomer, { name: '宁波海棠电器有限公司', ownerId: id })).id
  contactId = (await office.call(createContact, { customerId, name: '周敏' })).id
  shen = await personIn(office, 'shen')
  he = await personIn(office, 'he')
})

const log = (
  input: Partial<Parameters<typeof office.call<typeof contract.logInteraction.input, typeof contract.logInteraction.output>>[1]> = {},
) => office.call(contract.logInteraction, { customerId, channel: 'PHONE', text: '问了新线进度', ...input }, shen)

describe('CARE-30 recording a contact', () => {
  test('customer, channel and text are enough: it was us, now, by oneself', async () => {
    expect(await log()).toMatchObject({
      direction: 'OUT',
      happenedOn: '2026-11-22',
      person: { id: shen.actor.personId, name: '沈致远' },
      contact: null,
      visit: null,
      loggedByName: '沈致远',
      version: 1,
    })
  })

  test('it stands on the timeline, and what was needed becomes tags of the customer', async () => {
    const needs = { needs: ['NEED_TRAINING', 'NEED_TRAINING'], worries: ['WORRY_SLOW_RESPONSE'] }
    const made = await log({ ...needs, contactId })
    expect(made).toMatchObject({ needs: ['NEED_TRAINING'], worries: ['WORRY_SLOW_RESPONSE'], contact: { id: contactId, name: '周敏' } })
    const { tags } = await office.call(readCustomer, { id: customerId }, shen)
    expect(tags.filter((t) => t.byHand).map((t) => `${t.group} ${t.code}`)).toEqual(['NEED NEED_TRAINING', 'NEED WORRY_SLOW_RESPONSE'])
    const { rows } = await office.call(timeline, { id: customerId }, shen)
    expect(rows.slice(0, 2).map((r) => r.name)).toEqual(['customer.tagged', 'interaction.logged'])
  })

  test('a need heard before is no news', async () => {
    await log({ needs: ['NEED_TRAINING'] })
    const { rows } = await office.call(timeline, { id: customerId, limit: 1 }, shen)
    expect(rows[0]?.name).toBe('interaction.logged')
  })

  test.each([
    ['a person at another customer', { contactId: 999_999 }, 'contactId', 'no-such-contact'],
    ['a colleague there is not', { personId: 999_999 }, 'personId', 'no-such-person'],
    ['tomorrow', { happenedAt: '2026-11-23T10:00:00+08:00' }, 'happenedAt', 'in-the-future'],
    ['a word of one’s own', { needs: ['便宜'] }, 'needs.0', 'not-one-of'],
  ])('%s is refused at its field', async (_, input, path, reason) => {
    await expect(log(input)).rejects.toMatchObject({ code: 'invalid', issues: [{ path, reason }] })
  })

  test('a customer out of sight is not there', async () => {
    await expect(office.call(contract.logInteraction, { customerId, channel: 'NOTE', text: 'x' }, he)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(office.call(contract.listInteractions, { customerId }, he)).rejects.toMatchObject({ code: 'not-found' })
    expect((await office.call(contract.listInteractions, {}, he)).rows).toEqual([])
  })
})

test('CARE-30 CARE-34 forms ask what the rules say, before there is a policy those of the shipped ones', async () => {
  const rules = await office.call(contract.contactRules, {}, shen)
  expect(rules.channels).toEqual(contract.channels)
  expect(rules.visitFields).toEqual(contract.visitFields)
  expect(rules.needs).toContain('NEED_TRAINING')
  expect(rules.worries).toContain('WORRY_SLOW_RESPONSE')
})

describe('CARE-34 recording a visit', () => {
  test('needs plan, place, operation, feedback and answers', async () => {
    await expect(log({ channel: 'VISIT', visit: { ...visit, place: null } })).rejects.toMatchObject({
      issues: [{ path: 'visit.place', reason: 'missing' }],
    })
    expect(await log({ channel: 'VISIT', visit })).toMatchObject({ channel: 'VISIT', visit })
  })

  test('that was a call after all loses its record', async () => {
    const made = await log({ channel: 'VISIT', visit })
    const call = await office.call(contract.changeInteraction, { id: made.id, version: 1, channel: 'PHONE' }, shen)
    expect(call).toMatchObject({ channel: 'PHONE', visit: null, version: 2 })
  })
})

describe('correcting a record', () => {
  test('one’s own, on the same day, against the version seen', async () => {
    const { id } = await log()
    const changed = await office.call(contract.changeInteraction, { id, version: 1, text: '问了新线进度，月底投产' }, shen)
    expect(changed).toMatchObject({ text: '问了新线进度，月底投产', version: 2 })
    const stale = office.call(contract.changeInteraction, { id, version: 1, text: '别的' }, shen)
    await expect(stale).rejects.toMatchObject({ code: 'conflict', facts: { version: 2 } })
    const [event] = await office.sql('select fields, customer_id::int from event order by id desc limit 1')
    expect(event).toEqual({ fields: ['text'], customer_id: customerId })
  })

  test('not somebody else’s, and not the next day', async () => {
    const { id } = await log()
    await expect(office.call(contract.changeInteraction, { id, version: 1, text: 'x' })).rejects.toMatchObject({
      rule: 'interaction-not-yours',
    })
    const tomorrow = { ...shen, now: new Date(testNow.getTime() + 24 * 3600_000) }
    await expect(office.call(contract.changeInteraction, { id, version: 1, text: 'x' }, tomorrow)).rejects.toMatchObject({
      rule: 'interaction-day-over',
    })
  })

  test('with nothing new in it writes nothing', async () => {
    const { id, text } = await log()
    expect(await office.call(contract.changeInteraction, { id, version: 1, text }, shen)).toMatchObject({ version: 1 })
  })
})

describe('contacts with a customer', () => {
  test('are listed newest first, page by page, each once, and by person', async () => {
    const other = (await office.call(createCustomer, { name: '苏州长风商贸有限公司', ownerId: shen.actor.personId })).id
    const made: number[] = []
    for (const hour of [9, 8, 8, 7]) {
      made.push((await log({ customerId: other, happenedAt: `2026-11-20T0${hour}:00:00+08:00` })).id)
    }
    const seen: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await office.call(contract.listInteractions, { customerId: other, limit: 2, ...(after ? { after } : {}) }, shen)
      seen.push(...page.rows.map((r) => r.id))
      if (page.next === null) break
      after = page.next
    }
    expect(seen).toEqual([made[0], made[2], made[1], made[3]])
    const mine = await office.call(contract.listInteractions, { personId: shen.actor.personId ?? 0, limit: 200 })
    expect(mine.rows.map((r) => r.id)).toEqual(expect.arrayContaining(made))
    await expect(office.call(contract.listInteractions, { after: 'x' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('are narrowed by the customer’s name and by days', async () => {
    const { id } = await office.call(createCustomer, { name: '绍兴锦川纺织有限公司', ownerId: shen.actor.personId })
    const made: Record<string, number> = {}
    for (const day of ['2026-10-31', '2026-11-01', '2026-11-02']) {
      made[day] = (await log({ customerId: id, happenedAt: `${day}T00:30:00+08:00` })).id
    }
    const found = async (filter: object) => (await office.call(contract.listInteractions, filter, shen)).rows.map((r) => r.id)
    const [first, second, third] = Object.values(made)
    expect(await found({ q: '锦川' })).toEqual([third, second, first])
    expect(await found({ q: 'jinchuan', from: '2026-11-01' })).toEqual([third, second])
    expect(await found({ q: '锦川', from: '2026-11-01', until: '2026-11-01' })).toEqual([second])
    expect(await found({ q: '没有这一家' })).toEqual([])
    expect((await office.call(contract.listInteractions, { q: '锦川' }, he)).rows).toEqual([])
    expect(await found({ customerId: id, from: '9999-12-31', until: '0001-01-01' })).toEqual([])
  })

  test('tell when the last one was, in either direction, and the last visit; a note is none', async () => {
    const { id } = await office.call(createCustomer, { name: '温州云帆鞋业有限公司', ownerId: shen.actor.personId })
    const last = () => office.call(contract.lastContact, { customerId: id }, shen)
    expect(await last()).toEqual({ lastContactOn: null, lastVisitOn: null })
    await log({ customerId: id, channel: 'NOTE', happenedAt: '2026-11-21T10:00:00+08:00' })
    expect(await last()).toEqual({ lastContactOn: null, lastVisitOn: null })
    await log({ customerId: id, channel: 'VISIT', visit, happenedAt: '2026-10-08T10:00:00+08:00' })
    await log({ customerId: id, channel: 'IM', direction: 'IN', happenedAt: '2026-11-01T00:30:00+08:00' })
    expect(await last()).toEqual({ lastContactOn: '2026-11-01', lastVisitOn: '2026-10-08' })
    await expect(office.call(deleteCustomer, { id, version: 1 })).rejects.toMatchObject({ rule: 'customer-in-use' })
  })
})

describe('pinning a record', () => {
  const pinned = async (caller = shen) =>
    (await office.call(contract.listInteractions, { customerId, pinned: true }, caller)).rows.map((r) => r.id)

  test('keeps it over the timeline until it is taken away, and says so once', async () => {
    const { id } = await log({ text: '进厂须提前一天报车牌' })
    expect(await office.call(contract.pinInteraction, { id, pinned: true }, shen)).toMatchObject({ id, pinned: true, version: 2 })
    expect(await office.call(contract.pinInteraction, { id, pinned: true }, shen)).toMatchObject({ version: 2 })
    expect(await pinned()).toEqual([id])
    expect(await office.call(contract.pinInteraction, { id, pinned: false }, shen)).toMatchObject({ pinned: false, version: 3 })
    expect(await pinned()).toEqual([])
    const { rows } = await office.call(timeline, { id: customerId, limit: 2 }, shen)
    expect(rows.map((r) => r.name)).toEqual(['interaction.unpinned', 'interaction.pinned'])
  })

  test('a customer has five at most, also when they are pinned at once', async () => {
    const ids: number[] = []
    for (let i = 0; i < 7; i++) ids.push((await log()).id)
    const tried = await Promise.allSettled(ids.map((id) => office.call(contract.pinInteraction, { id, pinned: true }, shen)))
    const refused = tried.flatMap((t) => (t.status === 'rejected' ? [t.reason] : []))
    expect(refused).toHaveLength(2)
    for (const problem of refused) expect(problem).toMatchObject({ code: 'refused', rule: 'too-many-pinned', facts: { max: 5 } })
    expect(await pinned()).toHaveLength(5)
  })

  test('is not for those who do not see the customer', async () => {
    const { id } = await log()
    await expect(office.call(contract.pinInteraction, { id, pinned: true }, he)).rejects.toMatchObject({ code: 'not-found' })
  })
})
