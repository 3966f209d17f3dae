import { beforeAll, describe, expect, test } from 'vitest'
import { createCustomer } from '../src/modules/customers/contract.ts'
import { createPerson, createUnit } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { listPolicies, publishPolicy, readPolicy, restorePolicy } from '../src/modules/policies/contract.ts'
import { createOrder } from '../src/modules/purchases/contract.ts'
import { differences, gaps, previewDuties, previewLost, previewMoves, readPreview, startPreview } from '../src/modules/studio/contract.ts'
import { dropOldPreviews } from '../src/modules/studio/jobs.ts'
import { forgetCustomers } from '../src/modules/studio/store.ts'
import { retryJob } from '../src/platform/office/contract.ts'
import { systemCaller } from '../src/platform/system-caller.ts'
import { testOffice } from './office.ts'
import { allOf, done, night, preview, setDay } from './studio-book.ts'
import { inTx, refusal } from './tasks.ts'
import { personIn } from './world.ts'

const office = await testOffice()
const pack = packSource('rfm-lifecycle')
const ordinary = pack.replace('windowMonths: 12, high: 500000, mid: 100000 }', 'windowMonths: 12, high: 60000, mid: 15000 }')
const stricter = ordinary
  .replace('high: 60000, mid: 15000 }', 'high: 900000, mid: 500000 }')
  .replace('every: { months: 3 }', 'every: { months: 1 }')
const unsound = pack.replace(/^.*band: UPPER, stage: MATURE,.*\n/m, '')

const made = (table: string) => office.sql<{ n: number }>(`select count(*)::int as n from ${table}`).then(([row]) => row?.n)

beforeAll(async () => {
  await office.call(publishPolicy, { source: ordinary, effectiveOn: '2026-01-01', note: '首版' })
  const company = await office.call(createUnit, { name: '总公司', parentId: null, kind: 'COMPANY' })
  const [east, west] = [
    await office.call(createUnit, { name: '东区', parentId: company.id, kind: 'BRANCH' }),
    await office.call(createUnit, { name: '西区', parentId: company.id, kind: 'BRANCH' }),
  ]
  const hire = (login: string, role: string, unitId: number) => office.call(createPerson, { login, name: login, roles: [role], unitId })
  const [shen, far] = [await hire('shen', 'account_manager', east.id), await hire('far', 'account_manager', west.id)]
  await hire('lu', 'branch_head', east.id)
  await hire('gu', 'executive', company.id)
  for (let i = 0; i < 30; i++) {
    const owner = i % 2 === 0 ? { ownerId: shen.id, unitId: east.id } : { ownerId: far.id, unitId: west.id }
    const { id } = await office.call(createCustomer, { name: `第${i}家电子有限公司`, acceptDuplicates: true, ...owner })
    for (const [n, on] of ['2024-02-05', '2026-09-20', '2026-11-02'].entries())
      await office.call(createOrder, { orderNo: `D${i}-${n}`, customerId: id, orderedAt: `${on}T02:00:00Z`, netAmount: 4_000_000 })
  }
  await office.sql(`update customer set class = 'KEY' where id % 3 = 0`)
  await night(office)
}, 120_000)

describe('rolling back', () => {
  test('an old text becomes the next version, with its own day and note', async () => {
    await office.call(publishPolicy, { source: stricter })
    const back = await office.call(restorePolicy, { version: 1, note: '先回到首版' })
    expect(back).toMatchObject({ version: 3, inForce: true, effectiveOn: '2026-11-22', note: '先回到首版', title: expect.any(String) })
    const [then, now] = [await office.call(readPolicy, { version: 1 }), await office.call(readPolicy, { version: 3 })]
    expect([now.source, now.rules]).toEqual([then.source, then.rules])
    expect((await office.call(listPolicies, {})).versions.map((v) => v.version)).toEqual([3, 2, 1])
    const [event] = await office.sql<{ value: string }>(
      `select v.value from event e join event_value v on v.event_id = e.id where e.name = 'policy.published' order by e.id desc limit 1`,
    )
    expect(JSON.parse(event?.value ?? '{}')).toMatchObject({ after: { version: 3, restored: 1 } })
  })

  test('the text is checked like any other; a version that is none is not found', async () => {
    await office.sql(`update policy_version set source = $1 where version = 2`, [unsound])
    expect(await refusal(office.call(restorePolicy, { version: 2 }))).toContain('policy-not-sound')
    expect(await refusal(office.call(restorePolicy, { version: 99 }))).toContain('not-found')
    expect(await made('policy_version')).toBe(3)
    await office.sql(`update policy_version set source = $1 where version = 2`, [stricter])
  })
})

describe('a preview', () => {
  test('is refused for a text that may not be published, with everything that is wrong, and for a day too far away', async () => {
    const before = await made('policy_preview')
    expect(await refusal(office.call(startPreview, { source: 'care: [' }))).toContain('policy-not-readable')
    expect(await refusal(office.call(startPreview, { source: unsound }))).toContain('policy-not-sound')
    expect(await refusal(office.call(startPreview, { source: ordinary, effectiveOn: '2030-01-01' }))).toContain('effectiveOn')
    expect(await made('policy_preview')).toBe(before)
  })

  test('of the text in force says that nothing changes', async () => {
    const { tiers, duties, customers } = await preview(office, ordinary)
    expect([customers, tiers]).toEqual([30, { changed: 0, becomeLost: 0, moves: [] }])
    expect(duties.filter((d) => d.added + d.ended > 0)).toEqual([])
    expect(duties.some((d) => d.kept > 0)).toBe(true)
  })

  test('a day gone by counts as today; the rules have their titles', async () => {
    const p = await preview(office, stricter, '2026-02-01')
    expect([p.effectiveOn, p.baseVersion, p.madeBy]).toEqual(['2026-11-22', 3, 'test'])
    expect(p.duties.find((d) => d.ruleId === 'CARE-01')).toMatchObject({ title: '大客户定期维护', added: expect.any(Number) })
  })

  test('its figures are of the whole book, its lists and hours of what the asker sees', async () => {
    const p = await preview(office, stricter)
    expect(p.tiers.changed).toBe(30)
    const shen = await personIn(office, 'shen')
    const seen = await office.call(readPreview, { id: p.id }, shen)
    expect(seen.tiers).toEqual(p.tiers)
    expect(new Set(p.hours.map((h) => h.name))).toEqual(new Set(['shen', 'far']))
    expect(new Set(seen.hours.map((h) => h.name))).toEqual(new Set(['shen']))
    const head = await office.call(readPreview, { id: p.id }, await personIn(office, 'lu'))
    expect(new Set(head.hours.map((h) => h.name))).toEqual(new Set(['shen']))
    const moves = await allOf(office, (after) => office.call(previewMoves, { id: p.id, limit: 4, after }, shen))
    expect(moves).toHaveLength(15)
    const duties = await allOf(office, (after) => office.call(previewDuties, { id: p.id, limit: 7, after }, shen))
    const mine = new Set(moves.map((m) => m.customerId))
    expect(duties.length).toBeGreaterThan(0)
    expect(duties.every((d) => mine.has(d.customerId))).toBe(true)
  })

  test('lists what is behind one figure', async () => {
    const p = await preview(office, stricter)
    for (const { from, to, count } of p.tiers.moves) {
      const rows = await allOf(office, (after) => office.call(previewMoves, { id: p.id, from: from ?? '', to: to ?? '', after }))
      expect(rows.map((r) => [r.from, r.to])).toEqual(Array.from({ length: count }, () => [from, to]))
    }
    for (const { ruleId, added, ended } of p.duties) {
      const of = (change: 'ADDED' | 'ENDED') => allOf(office, (after) => office.call(previewDuties, { id: p.id, ruleId, change, after }))
      expect([(await of('ADDED')).length, (await of('ENDED')).length]).toEqual([added, ended])
    }
  })

  test('customers never judged come out of no tier', async () => {
    await office.call(createCustomer, { name: '新来的电子有限公司' })
    const p = await preview(office, ordinary)
    expect(p.tiers).toEqual({ changed: 1, becomeLost: 0, moves: [{ from: null, to: 'GENERAL', count: 1 }] })
    expect(await allOf(office, (after) => office.call(previewMoves, { id: p.id, from: '', after }))).toMatchObject([
      { from: null, to: 'GENERAL' },
    ])
    await night(office)
  })

  test('is not there before its job has come to its end, nor under another number', async () => {
    const { jobId } = await office.call(startPreview, { source: ordinary })
    const [row] = await office.sql<{ id: number }>('select max(id)::int as id from policy_preview')
    expect(await refusal(office.call(readPreview, { id: row?.id ?? 0 }))).toContain('not-found')
    for (const list of [previewMoves, previewLost]) expect(await refusal(office.call(list, { id: row?.id ?? 0 }))).toContain('not-found')
    await done(office, { jobId })
    expect(await office.call(readPreview, { id: row?.id ?? 0 })).toMatchObject({ id: row?.id })
    expect(await refusal(office.call(previewDuties, { id: 999_999 }))).toContain('not-found')
    expect(await refusal(office.call(previewDuties, { id: row?.id ?? 0, after: 'WyJhIl0' }))).toContain('after')
  })

  test('is forgotten with its customers, and whole after a week', async () => {
    const p = await preview(office, stricter)
    const [one] = await allOf(office, (after) => office.call(previewMoves, { id: p.id, after }))
    await inTx(office, (tx) => forgetCustomers(tx, [one?.customerId ?? 0]))
    expect(await allOf(office, (after) => office.call(previewMoves, { id: p.id, after }))).toHaveLength(p.tiers.changed - 1)
    const drop = () => dropOldPreviews.run({ ...office, now: office.now, system: systemCaller(office.now, 'test') }, {})
    const kept = await made('policy_preview')
    setDay(office, '2026-11-29')
    await drop()
    expect(await made('policy_preview')).toBe(kept)
    setDay(office, '2026-11-30')
    await drop()
    for (const table of ['policy_preview', 'policy_preview_move', 'policy_preview_lost', 'policy_preview_duty', 'policy_preview_load'])
      expect(await made(table)).toBe(0)
    setDay(office, '2026-11-22')
  })
})

test('a preview that broke off goes on where it was, and says the same', async () => {
  await office.sql(`insert into customer (customer_no, name, name_key, name_identity, created_at, changed_at, class)
    select 'Z' || lpad(i::text, 8, '0'), 'Z' || i, 'Z' || i, 'z' || i, now(), now(), case when i % 3 = 0 then 'KEY' else 'GENERAL' end
    from generate_series(1, 6000) i`)
  const whole = await preview(office, stricter)
  expect(whole.customers).toBeGreaterThan(6000)
  const [last] = await office.sql<{ id: string }>('select max(id) as id from customer')
  await office.sql(`create function broken() returns trigger language plpgsql as $$ begin raise 'power cut'; end $$`)
  await office.sql(
    `create trigger broken before insert on policy_preview_move for each row when (new.customer_id = ${last?.id}) execute function broken()`,
  )
  const { jobId } = await office.call(startPreview, { source: stricter })
  await office.runJob(jobId)
  const [job] = await office.sql<{ state: string; done: number }>('select state, done::int from job where id = $1', [jobId])
  expect(job).toEqual({ state: 'FAILED', done: 5000 })
  await office.sql('drop trigger broken on policy_preview_move')
  await office.call(retryJob, { id: jobId })
  const { previewId } = await done<{ previewId: number }>(office, { jobId })
  const { id: _, ...again } = await office.call(readPreview, { id: previewId })
  const { id: __, ...first } = await office.call(readPreview, { id: whole.id })
  expect(again).toEqual(first)
}, 120_000)

describe('differences', () => {
  test('between versions, and between a version and a text', async () => {
    const paths = (to: { version: number } | { source: string }) =>
      office.call(differences, { from: 1, to }).then(({ changes }) => changes.map((c) => [c.path, c.key, c.before, c.after]))
    const changes = [
      ['tiering.rfm.m.high', 'rfm.m.high', 60000, 900000],
      ['tiering.rfm.m.mid', 'rfm.m.mid', 15000, 500000],
      ['care.obligations.CARE-01.every.months', 'care.key.maint', 3, 1],
    ]
    expect(await paths({ version: 2 })).toEqual(changes)
    expect(await paths({ source: stricter })).toEqual(changes)
    expect(await paths({ version: 3 })).toEqual([])
    expect((await paths({ source: unsound })).length).toBeGreaterThan(0)
  })

  test('a text that cannot be read and a version that is none are refused', async () => {
    expect(await refusal(office.call(differences, { from: 1, to: { source: 'x' } }))).toContain('policy-not-readable')
    expect(await refusal(office.call(differences, { from: 77, to: { version: 1 } }))).toContain('not-found')
  })
})

test('SEG-15: the gaps of a text that may not be published are shown', async () => {
  const { rfm } = await office.call(gaps, { source: unsound })
  expect(rfm?.holes).toBe(1)
})

test('only who may publish may have a preview made', async () => {
  expect(await refusal(office.call(startPreview, { source: ordinary }, await personIn(office, 'lu')))).toContain('not-permitted')
  const { jobId } = await office.call(startPreview, { source: ordinary }, await personIn(office, 'gu'))
  expect(await done(office, { jobId })).toMatchObject({ previewId: expect.any(Number) })
})
