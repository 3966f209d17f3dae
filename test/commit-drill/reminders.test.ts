import { afterAll, describe, expect, test } from 'vitest'
import { addDays, type Day } from '../../src/core/day.ts'
import { startReminders } from '../../src/modules/care/contract/reminders.ts'
import { assignPost, createPerson, listPosts } from '../../src/modules/organisation/contract.ts'
import { randomFrom } from '../kill-drill/driver.ts'
import { type TestOffice, testOffice } from '../office.ts'
import { duty, plan, taskTown } from '../tasks.ts'
import { attempt, type Drill, endDrill, faults, plantedJob, runTwice } from './driver.ts'

const isDeep = process.env['KEWEI_DEEP'] === '1'
const kills = isDeep ? 200 : 15
const seed = Number(process.env['KEWEI_SEED'] ?? 20261125)

const disturbed = await testOffice()
const calm = await testOffice()
afterAll(endDrill)

/** The same town and the same open duties in both: some coming, some overdue for weeks, some with nobody. */
async function settle(office: TestOffice): Promise<void> {
  const town = await taskTown(office)
  const gu = await office.call(createPerson, { login: 'gu', name: 'gu', roles: ['executive'], unitId: null })
  const holders = { UNIT_HEAD: [{ personId: town.lu.id, unitId: town.east.id }], GENERAL_MANAGER: [{ personId: gu.id, unitId: null }] }
  for (const [key, held] of Object.entries(holders)) {
    const { version = 1 } = (await office.call(listPosts, {})).posts.find((p) => p.key === key) ?? {}
    await office.call(assignPost, { key, version, holders: held })
  }
  const random = randomFrom(seed)
  const pick = <T>(...some: readonly T[]): T => some[Math.floor(random() * some.length)] as T
  const duties = Array.from({ length: 600 }, (_, i) => {
    const dueOn = addDays('2026-11-25', Math.floor(random() * 60) - 45)
    const [assigneeId, unitId] = [pick(town.shen.id, town.lu.id, town.far.id, null), pick(town.east.id, town.west.id)]
    const kind = pick('MAINTENANCE', 'PRODUCT_VISIT')
    const customer = pick(town.haitang, town.baichuan, town.yunlu)
    return duty(customer.id, dueOn, { assigneeId, unitId, kind, period: `p${i}`, counted: random() < 0.9 })
  })
  await plan(office, duties)
  await office.sql("update task set planned_on = due_on - 9 where period like '%7'")
}
await settle(disturbed)
await settle(calm)

const mornings: readonly Day[] = ['2026-11-25', '2026-11-26', '2026-11-28', '2026-11-30', '2026-12-04', '2026-12-07']

/** Puts a morning's job in line, in small chunks. */
async function start(office: TestOffice, on: Day): Promise<number> {
  office.now = new Date(`${on}T00:30:00Z`)
  const { jobId } = await office.call(startReminders, {})
  await office.sql(`update job set input = '{"chunk":15}' where id = $1`, [jobId])
  return jobId
}

/** Every notice with what stands behind what, by names that do not depend on the order of writing. */
async function notices(office: TestOffice): Promise<string[]> {
  const rows = await office.sql<{ line: string }>(
    `select concat_ws(' ', p.login, n.kind, n.subject_kind, coalesce(t.period, n.subject_id::text), n.step, n.rule_id, n.policy_version,
       n.customer_id, n.facts, n.told_on, n.read_at, d.kind, d.told_on) as line
     from notice n join person p on p.id = n.person_id left join task t on n.subject_kind = 'TASK' and t.id = n.subject_id
     left join notice d on d.id = n.digest_id order by 1`,
  )
  return rows.map((r) => r.line)
}

test(`CARE-26 CARE-15 reminders killed ${kills} times and run twice at once come to those of one clean run`, {
  timeout: isDeep ? 1_800_000 : 600_000,
}, async () => {
  const drill: Drill = { office: disturbed, random: randomFrom(seed), program: 'JOB' }
  let killed = 0
  for (let round = 0; killed < kills || round < mornings.length; round++) {
    const on = mornings[round] ?? addDays('2026-12-08', round - mornings.length)
    const [first, second] = [await start(disturbed, on), await start(disturbed, on)]
    const share = Math.ceil(kills / mornings.length)
    killed += await runTwice({ drill, first, second, most: Math.min(share, kills - killed) })
    await calm.runJob(await start(calm, on))
  }
  expect(killed).toBe(kills)
  expect(await disturbed.sql("select 1 from job where state <> 'DONE'")).toEqual([])
  const clean = await notices(calm)
  expect(clean.length).toBeGreaterThan(600)
  expect(clean.filter((line) => line.includes(' DAY ')).length).toBeGreaterThan(3)
  expect(clean.filter((line) => line.includes(' NOTICE_DUE TASK ')).length).toBeGreaterThan(40)
  expect(faults(clean, await notices(disturbed))).toEqual({ lost: [], doubled: [] })
})

describe('the same drill catches a sender', () => {
  const naively = async (program: Drill['program']) => {
    await disturbed.sql('delete from notice')
    const drill: Drill = { office: disturbed, random: randomFrom(seed), program }
    await attempt(drill, await plantedJob(disturbed), false)
    const clean = await notices(disturbed)
    await disturbed.sql('delete from notice')
    await disturbed.sql('delete from told_key')
    const id = await plantedJob(disturbed)
    for (let kill = 0; kill < 6; kill++) await attempt(drill, id, true)
    await attempt(drill, id, false)
    return faults(clean, await notices(disturbed))
  }

  test('that has no key and keeps its place apart: people are told twice', { timeout: 300_000 }, async () => {
    await disturbed.sql('create table if not exists told_key (id int primary key)')
    await disturbed.sql('drop index notice_once')
    const { lost, doubled } = await naively('WITHOUT_KEY')
    expect(lost).toEqual([])
    expect(doubled.length).toBeGreaterThan(0)
  })

  test('that writes its key in another transaction: people are never told', { timeout: 300_000 }, async () => {
    await disturbed.sql('create table if not exists told_key (id int primary key)')
    await disturbed.sql('delete from told_key')
    const { lost, doubled } = await naively('KEY_APART')
    expect(lost.length).toBeGreaterThan(0)
    expect(doubled).toEqual([])
  })
})
