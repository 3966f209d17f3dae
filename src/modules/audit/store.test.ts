import { describe, expect, test } from 'vitest'
import { testOffice } from '../../../test/office.ts'
import type { Event } from '../../core/event.ts'
import { inTransaction } from '../../platform/db/connect.ts'
import { recordEvents } from '../../platform/record.ts'
import { checkTrail } from './actions/verify.ts'
import { seal, sealOften } from './jobs.ts'
import { sealSettled } from './store.ts'

const office = await testOffice()

const changeId = '00000000-0000-4000-8000-000000000001'
const event = (i: number): Event => ({
  name: 'customer.changed',
  subject: { kind: 'customer', id: i },
  before: { name: `客户${i}` },
  after: { name: '改' },
})
const events = (from: number, count: number) =>
  inTransaction(office.company.write, (tx) =>
    recordEvents(
      tx,
      office.caller(),
      { changeId, jobId: null },
      Array.from({ length: count }, (_, i) => event(from + i)),
    ),
  )
const sealNow = () => sealSettled(office.company, office.now)

describe('sealing', () => {
  test('an empty trail is whole and has nothing to seal', async () => {
    expect(await sealNow()).toBe(0)
    expect(await checkTrail(office.company.db)).toEqual({
      whole: true,
      broken: null,
      seals: 0,
      events: 0,
      unsealed: 0,
      erased: 0,
      head: null,
    })
  })

  test('batch by batch, each on top of the one before, until nothing is left', async () => {
    await events(1, 2_300)
    expect(await sealNow()).toBe(2_300)
    expect(await sealNow()).toBe(0)
    const seals = await office.sql<{
      events: number
      first_event_id: number
      last_event_id: number
      previous_hash: Buffer | null
      hash: Buffer
    }>('select * from event_seal order by id')
    expect(seals.map((s) => s.events)).toEqual([2_000, 300])
    expect(seals[1]?.previous_hash).toEqual(seals[0]?.hash)
    const state = await checkTrail(office.company.db)
    expect(state).toMatchObject({ whole: true, seals: 2, events: 2_300, unsealed: 0, head: seals[1]?.hash.toString('hex') })
  })

  test('an event that took its number first and is committed last is never left out', async () => {
    const before = await checkTrail(office.company.db)
    let goOn = () => {}
    const gate = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let started = () => {}
    const begun = new Promise<void>((resolve) => {
      started = resolve
    })
    const slow = inTransaction(office.company.write, async (tx) => {
      await recordEvents(tx, office.caller(), { changeId, jobId: null }, [event(9_001)])
      started()
      await gate
    })
    await begun
    await events(9_002, 3)
    const sealing = sealNow()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await office.sql('select 1 from event_seal')).length).toBe(before.seals)
    goOn()
    await slow
    expect(await sealing).toBe(4)
    expect(await checkTrail(office.company.db)).toMatchObject({ whole: true, events: before.events + 4, unsealed: 0 })
  })

  test('two sealers at once seal everything once', async () => {
    await events(9_100, 50)
    await Promise.all([sealNow(), sealNow(), sealNow()])
    await sealNow()
    expect(await checkTrail(office.company.db)).toMatchObject({ whole: true, unsealed: 0 })
  })

  test('the schedule seals every five minutes', async () => {
    await events(9_200, 7)
    await seal.run({ ...office, now: office.now, system: office.caller() }, {})
    expect(await checkTrail(office.company.db)).toMatchObject({ whole: true, unsealed: 0 })
    expect(sealOften).toEqual({ name: 'audit.seal', cron: '*/5 * * * *', task: seal.name })
  })
})

describe('what the application itself may not do', () => {
  test.each([
    "update event set actor_name = 'x'",
    'delete from event',
    "update event_seal set hash = 'x'",
    'delete from event_seal',
    "update event_value set value = 'x'",
    'truncate event, event_value',
    'alter table event add column x int',
  ])('%s', async (text) => {
    await expect(office.company.write.query(text)).rejects.toMatchObject({ code: '42501' })
  })
})
