import { afterAll, expect, test } from 'vitest'
import { openPool } from '../../src/platform/db/connect.ts'
import { createLog } from '../../src/platform/log.ts'
import { type Drill, endDrill, randomFrom, runKilling } from '../kill-drill/driver.ts'
import { testOffice } from '../office.ts'
import { type Bug, plant, through } from './bugs.ts'
import { begin, crowd, monthLater, planned } from './crowd.ts'
import { flaws, resultOf, traces } from './traces.ts'

const isDeep = process.env['KEWEI_DEEP'] === '1'
const kills = isDeep ? 120 : 15
const seed = Number(process.env['KEWEI_SEED'] ?? 20261122)
/** Two chunks for a run over the whole book. */
const customers = 5_600

afterAll(endDrill)

test(`CARE-26 planning killed ${kills} times, whole and for news alone: the same tasks, the same tallies`, {
  timeout: 1_200_000,
}, async () => {
  const [disturbed, calm] = [await testOffice(), await testOffice()]
  const drill: Drill = { office: disturbed, random: randomFrom(seed), program: 'plan', rows: 0, within: 900 }
  await crowd(disturbed, customers)
  await crowd(calm, customers)
  let killed = 0
  for (let round = 0; killed < kills; round++) {
    const input = { incremental: round % 3 === 1 }
    const job = await begin(disturbed, input)
    killed += await runKilling(drill, job, Math.min(kills - killed, kills / 5))
    expect(await resultOf(disturbed, job), `round ${round}`).toMatchObject(await planned(calm, input))
    expect(await flaws(disturbed)).toEqual([])
    const [broken, whole] = [await traces(disturbed), await traces(calm)]
    for (const [what, rows] of Object.entries(whole)) expect(broken[what], what).toEqual(rows)
    await monthLater(disturbed, round)
    await monthLater(calm, round)
  }
  expect(killed).toBe(kills)
})

test('a run that breaks off at whatever statement leaves nothing half done, and the next one does the rest', {
  timeout: 600_000,
}, async () => {
  const office = await testOffice()
  await crowd(office, 900)
  const random = randomFrom(seed)
  for (let i = 0; i < 30; i++) {
    const job = await begin(office, { incremental: i % 2 === 1 })
    let left = Math.floor(random() * 45)
    const mend = through(office.company.write, (query, go) => (left-- > 0 ? go(query) : Promise.reject(new Error('the power went'))))
    await office.runJob(job).catch(() => {})
    mend()
    await office.sql("update job set state = 'CANCELLED' where id = $1 and state in ('WAITING', 'RUNNING')", [job])
    expect(await flaws(office), `break ${i}`).toEqual([])
    if (i % 3 !== 2) continue
    await planned(office, { incremental: i % 2 === 0 })
    expect(await planned(office)).toMatchObject({ added: 0, ended: 0 })
    await monthLater(office, i)
  }
})

test('two runs at the same time, and one after the other, plan each duty once', { timeout: 300_000 }, async () => {
  const [office, calm] = [await testOffice(), await testOffice()]
  for (const at of [office, calm]) await crowd(at, 2_000)
  for (let round = 0; round < 3; round++) {
    const jobs = [await begin(office), await begin(office, { incremental: true })]
    await Promise.all(jobs.map((id) => office.runJob(id)))
    await planned(calm)
    expect(await planned(office)).toMatchObject({ added: 0, ended: 0 })
    expect(await flaws(office)).toEqual([])
    expect(await traces(office)).toEqual(await traces(calm))
    await monthLater(office, round)
    await monthLater(calm, round)
  }
})

/** Each bug is planted into a town of its own; the same checks that honest planning passes must find it. */
async function infested(bug: Bug) {
  const office = await testOffice()
  await crowd(office, 1_500)
  const aside = openPool(office.deployment.ownerTarget, { schema: office.company.key, name: 'aside', log: createLog('fatal'), max: 2 })
  const pull = plant(office.company.write, bug, aside)
  return {
    office,
    cured: async () => {
      pull()
      await aside.end()
    },
  }
}

test('planted: without the natural key two runs at the same time plan duties twice, and that is found', { timeout: 120_000 }, async () => {
  const { office, cured } = await infested('no-natural-key')
  await office.sql('drop index task_duty')
  const jobs = [await begin(office), await begin(office)]
  await Promise.all(jobs.map((id) => office.runJob(id)))
  await cured()
  expect((await flaws(office)).filter((flaw) => flaw.startsWith('planned twice'))).not.toEqual([])
})

test('planted: tallies kept apart from the tasks stay behind when a chunk breaks off, and that is found', {
  timeout: 120_000,
}, async () => {
  const { office, cured } = await infested('tally-apart')
  const job = await begin(office)
  let commits = 0
  // The first commit claims the job, the second opens the run, the third is the chunk's.
  const mend = through(office.company.write, (query, go) =>
    query.text === 'commit' && ++commits === 3 ? Promise.reject(new Error('the power went')) : go(query),
  )
  await office.runJob(job)
  mend()
  await cured()
  expect((await flaws(office)).filter((flaw) => flaw.startsWith('tallied wrongly'))).not.toEqual([])
})

test('planted: when the day to look again is forgotten, news alone plans less than the whole book does, and that is found', {
  timeout: 120_000,
}, async () => {
  const { office, cured } = await infested('review-forgotten')
  await planned(office)
  office.now = new Date(office.now.getTime() + 40 * 86_400_000)
  await planned(office, { incremental: true })
  await cured()
  expect((await planned(office)).added).toBeGreaterThan(0)
})
