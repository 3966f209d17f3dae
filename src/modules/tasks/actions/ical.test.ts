import pino from 'pino'
import { beforeEach, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../../test/office.ts'
import { testServer } from '../../../../test/server.ts'
import { duty, maintained, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { changeRole, listRoles, setPersonActive } from '../../organisation/contract.ts'
import { createFeed, listFeeds, mostFeeds, revokeFeed } from '../contract/ical.ts'
import * as contract from '../contract.ts'

const office = await testOffice()
const logged: string[] = []
const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
const server = await testServer({ ...office, log })
const { east, shen, lu, haitang, baichuan, as } = await taskTown(office)

beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate task, duty_tally, duty_total, duty_load, calendar_feed')
  await office.sql('delete from kewei_deployment.rate_window')
})

const feedOf = async (login: string, input: object = {}) => office.call(createFeed, { name: '手机', ...input }, await as(login))
const fetched = (token: string, headers: Record<string, string> = {}) =>
  server.inject({ method: 'GET', url: `/api/ical/${token}.ics`, headers })

/** Events as name and value, long lines put together again. */
async function eventsOf(token: string): Promise<Record<string, string>[]> {
  const reply = await fetched(token)
  expect(reply.statusCode, reply.body).toBe(200)
  const blocks = reply.body.replaceAll('\r\n ', '').split('BEGIN:VEVENT\r\n').slice(1)
  return blocks.map((block) =>
    Object.fromEntries(block.split('\r\n').map((line) => [line.slice(0, line.search(/[:;]/)), line.slice(line.indexOf(':') + 1)])),
  )
}

describe('a calendar link', () => {
  test('is shown once, kept as a hash, listed without its secret and revoked', async () => {
    const { token, ...feed } = await feedOf('shen')
    expect(token).toMatch(/^kewei\.[\w-]{43}$/)
    expect(feed).toMatchObject({ name: '手机', withNames: true, usedAt: null })
    const rows = await office.sql<{ row: string }>('select f::text as row from calendar_feed f')
    expect(rows.length).toBe(1)
    expect(rows[0]?.row).not.toContain(token.slice(6))
    expect(await office.call(listFeeds, {}, await as('shen'))).toEqual({ feeds: [feed] })
    expect(await office.call(listFeeds, {}, await as('lu'))).toEqual({ feeds: [] })
    expect(await refusal(office.call(revokeFeed, { id: feed.id }, await as('lu')))).toBe('not-found not-found')
    expect((await fetched(token)).statusCode).toBe(200)
    expect((await office.call(listFeeds, {}, await as('shen'))).feeds[0]?.usedAt).not.toBeNull()
    await office.call(revokeFeed, { id: feed.id }, await as('shen'))
    expect((await fetched(token)).statusCode).toBe(404)
    const kept = await office.sql<{ text: string }>("select coalesce(string_agg(v::text, ' '), '') as text from event_value v")
    expect(kept[0]?.text).not.toContain(token.slice(6))
  })

  test('only people have one, and only so many', async () => {
    expect(await refusal(office.call(createFeed, { name: 'x' }))).toBe('forbidden people-only')
    for (let i = 0; i < mostFeeds; i++) await feedOf('shen')
    expect(await refusal(feedOf('shen'))).toBe('refused too-many-feeds')
  })

  test('opens nothing once its owner is shut out or may not see tasks', async () => {
    const { token } = await feedOf('shen')
    const [person] = await office.sql<{ version: number }>('select version from person where id = $1', [shen.id])
    const shut = (active: boolean, version: number) => office.call(setPersonActive, { id: shen.id, version, active })
    const out = await shut(false, person?.version ?? 0)
    expect((await fetched(token)).statusCode).toBe(404)
    await shut(true, out.version)
    expect((await fetched(token)).statusCode).toBe(200)
    const role = (await office.call(listRoles, {})).roles.find((r) => r.key === 'account_manager')!
    const changed = await office.call(changeRole, {
      key: role.key,
      version: role.version,
      permissions: role.permissions.filter((p) => p !== 'tasks.read'),
    })
    expect((await fetched(token)).statusCode).toBe(404)
    await office.call(changeRole, { key: role.key, version: changed.version, permissions: role.permissions })
    expect((await fetched(token)).statusCode).toBe(200)
  })

  test.each([
    ['of nobody', `kewei.${'x'.repeat(43)}`],
    ['of no company', `nowhere.${'x'.repeat(43)}`],
    ['that is none', 'kewei'],
    ['with a blank', 'kewei.%20'],
    ['too long', `kewei.${'x'.repeat(150)}`],
    ['of the platform', `public.${'x'.repeat(43)}`],
  ])('a key %s is 404', async (_, token) => {
    const reply = await fetched(token)
    expect([reply.statusCode, reply.json<{ problem: { code: string } }>().problem.code]).toEqual([404, 'not-found'])
  })

  test('who asks beside it does not matter: neither a cookie nor a token changes what it shows', async () => {
    await plan(office, [duty(haitang.id, '2026-11-23', of(shen, east))])
    const { token } = await feedOf('shen')
    const plain = await fetched(token)
    for (const headers of [{ authorization: 'Bearer nonsense' }, { cookie: 'kewei=kewei.nonsense' }, { 'x-kewei-company': 'other' }])
      expect((await fetched(token, headers)).body).toBe(plain.body)
    expect(plain.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
  })

  test('asked for too often it waits', async () => {
    const { token } = await feedOf('shen')
    await fetched(token)
    const statuses: number[] = []
    // A new minute may begin in between, and with it a new count.
    for (let i = 0; i < 3; i++) {
      await office.sql("update kewei_deployment.rate_window set hits = 1000, window_start = date_trunc('minute', now())")
      statuses.push((await fetched(token)).statusCode)
    }
    expect(statuses).toContain(429)
  })

  test('its secret stands in no log, not even when the answer fails', async () => {
    const { token } = await feedOf('shen')
    logged.length = 0
    await fetched(token)
    await office.sql('alter table calendar_feed rename to calendar_feed_gone')
    const reply = await fetched(token).finally(() => office.sql('alter table calendar_feed_gone rename to calendar_feed'))
    expect(reply.statusCode).toBe(500)
    expect(logged.length).toBeGreaterThan(0)
    expect(logged.join('')).not.toContain(token.slice(6))
    expect(logged.join('')).toContain('/api/ical/:token.ics')
  })
})

describe('the calendar of a link', () => {
  test('holds the person’s open tasks on the day they are worked on, and nobody else’s', async () => {
    const [a = 0] = await plan(office, [
      duty(haitang.id, '2026-11-23', of(shen, east)),
      duty(haitang.id, '2027-03-01', of(shen, east)),
      duty(haitang.id, '2025-01-01', of(shen, east)),
      duty(baichuan.id, '2026-11-23', of(lu, east)),
      duty(haitang.id, '2026-11-24', { unitId: east.id }),
    ])
    await office.call(contract.postponeTask, { id: a, version: 1, plannedOn: '2026-11-26' }, await as('shen'))
    await office.call(contract.createTask, { title: '送样册；带 2 份, 红色', dueOn: '2026-11-27' }, await as('shen'))
    const events = await eventsOf((await feedOf('shen')).token)
    expect(events.map((e) => e['DTSTART'])).toEqual(['20250101', '20261126', '20261127', '20270301'])
    expect(events[1]).toMatchObject({ UID: `task-${a}@kewei.kewei`, SEQUENCE: '2', DTEND: '20261127', STATUS: 'CONFIRMED' })
    expect(events[1]?.['SUMMARY']).toMatch(/^宁波海棠电子 · .+/)
    expect(events[2]?.['SUMMARY']).toBe('送样册；带 2 份\\, 红色')
  })

  test('keeps what was settled in the last 30 days: done as done, fallen away as cancelled', async () => {
    const [a = 0, b = 0, c = 0, d = 0] = await plan(office, [
      duty(haitang.id, '2026-11-18', of(shen, east)),
      duty(haitang.id, '2026-11-19', of(shen, east)),
      duty(haitang.id, '2026-12-20', of(shen, east)),
      duty(haitang.id, '2026-10-22', of(shen, east)),
      duty(haitang.id, '2026-10-23', of(shen, east)),
    ])
    await office.call(contract.doTask, { id: a, version: 1, ...maintained }, await as('shen'))
    await office.call(contract.waiveTask, { id: b, version: 1, reason: '停工' })
    await office.sql("update task set state = 'ENDED', ended_reason = 'TIER', version = 2 where id = $1", [c])
    await office.call(contract.doTask, { id: d, version: 1, ...maintained, doneOn: '2026-10-25' }, await as('shen'))
    const events = await eventsOf((await feedOf('shen')).token)
    expect(events.map((e) => [e['DTSTART'], e['STATUS'], e['SEQUENCE'], e['SUMMARY']?.startsWith('✓')])).toEqual([
      ['20261023', 'CONFIRMED', '1', false],
      ['20261122', 'CONFIRMED', '2', true],
      ['20261119', 'CANCELLED', '2', false],
      ['20261220', 'CANCELLED', '2', false],
    ])
  })

  test('names customers only where the person wants it, and never a telephone number', async () => {
    await office.sql("update customer set phone = '0574-87654321' where id = $1", [haitang.id])
    await plan(office, [duty(haitang.id, '2026-11-23', of(shen, east))])
    const shown = await fetched((await feedOf('shen')).token)
    const hidden = await fetched((await feedOf('shen', { withNames: false })).token)
    expect(shown.body.replaceAll('\r\n ', '')).toContain('宁波海棠电子')
    expect(hidden.body.replaceAll('\r\n ', '')).not.toContain('宁波海棠')
    for (const { body } of [shown, hidden]) expect(body).not.toContain('87654321')
  })

  test('is a whole file for whoever has nothing to do', async () => {
    const { body } = await fetched((await feedOf('far')).token)
    expect(body).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
    expect(body).not.toContain('VEVENT')
    expect(body.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
  })
})
