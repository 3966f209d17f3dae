import { expect } from 'vitest'
import { addDays, type Day } from '../src/core/day.ts'
import { type Random, randomFrom } from '../src/main/sample/random.ts'
import { startPlan } from '../src/modules/care/contract.ts'
import { createCustomer } from '../src/modules/customers/contract.ts'
import { createPerson, createUnit } from '../src/modules/organisation/contract.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { createOrder } from '../src/modules/purchases/contract.ts'
import { type PolicyPreview, readPreview, startPreview } from '../src/modules/studio/contract.ts'
import { startRun } from '../src/modules/tiering/contract.ts'
import { everything, type TestOffice } from './office.ts'

/** Runs a job that an endpoint started, to its end. */
export async function done<Result>(office: TestOffice, { jobId }: { jobId: number }): Promise<Result> {
  await office.runJob(jobId)
  const [job] = await office.sql<{ state: string; result: string; problem: string | null }>(
    'select state, result, problem from job where id = $1',
    [jobId],
  )
  expect(job?.state, job?.problem ?? '').toBe('DONE')
  return JSON.parse(job?.result ?? 'null') as Result
}

/** What every night does: tiers, then plans. */
export async function night(office: TestOffice): Promise<void> {
  await done(office, await office.call(startRun, { incremental: true }))
  await done(office, await office.call(startPlan, { incremental: true }))
}

export const setDay = (office: TestOffice, day: Day): void => {
  office.now = new Date(`${day}T02:00:00Z`)
}

export async function preview(office: TestOffice, source: string, effectiveOn?: Day): Promise<PolicyPreview> {
  const { previewId } = await done<{ previewId: number }>(
    office,
    await office.call(startPreview, { source, ...(effectiveOn === undefined ? {} : { effectiveOn }) }),
  )
  return readPreview.output.parse(await office.call(readPreview, { id: previewId }))
}

/** Customers in two branches with three years of orders, some key, some nobody's, and what files say was done. */
async function customers(office: TestOffice, random: Random, count: number): Promise<void> {
  const company = await office.call(createUnit, { name: '总公司', parentId: null, kind: 'COMPANY' })
  const branches = [
    await office.call(createUnit, { name: '东区', parentId: company.id, kind: 'BRANCH' }),
    await office.call(createUnit, { name: '西区', parentId: company.id, kind: 'BRANCH' }),
  ]
  const people: { id: number; unitId: number }[] = []
  for (const [i, unit] of [...branches, ...branches, ...branches].entries()) {
    const { id } = await office.call(createPerson, { login: `p${i}`, name: `人员${i}`, roles: ['account_manager'], unitId: unit.id })
    people.push({ id, unitId: unit.id })
  }
  let orders = 0
  for (let i = 0; i < count; i++) {
    const owner = random.chance(0.12) ? null : random.pick(people)
    const owned = owner === null ? {} : { ownerId: owner.id, unitId: owner.unitId }
    const { id } = await office.call(createCustomer, { name: `第${i}家机械有限公司`, acceptDuplicates: true, ...owned })
    const pace = random.int(10, 200)
    const size = random.pick([300_000, 900_000, 2_000_000, 9_000_000])
    let on: Day = addDays('2023-09-01', random.int(0, 1000))
    for (let times = random.int(0, 9); times > 0 && on <= '2026-11-20'; times--, on = addDays(on, random.int(1, 2 * pace))) {
      orders++
      const netAmount = Math.round(size * random.around())
      await office.call(createOrder, { orderNo: `D${orders}`, customerId: id, orderedAt: `${on}T02:00:00Z`, netAmount })
    }
  }
  await office.sql(`update customer set class = 'KEY' where id % 7 = 0`)
  await office.sql(`update customer set last_maintenance_on = date '2026-01-01' + (id * 37 % 320)::int where id % 3 = 0`)
  await office.sql(`update customer set last_product_visit_on = date '2026-02-01' + (id * 53 % 290)::int where id % 5 = 0`)
  await office.sql(`update customer set contract_signed_on = date '2022-01-01' + (id * 91 % 700)::int where id % 4 = 0`)
}

/** Does, waives or leaves what is due by today, as chance has it; the tally is not kept by this. */
async function work(office: TestOffice, random: Random, today: Day): Promise<void> {
  const due = await office.sql<{ id: string; window_from: string; window_to: string }>(
    `select id, window_from::text, window_to::text from task where state = 'OPEN' and window_from <= $1 order by id`,
    [today],
  )
  for (const { id, window_from, window_to } of due) {
    if (random.chance(0.3)) continue
    const on = [addDays(window_from, random.int(-5, 25)), today].sort()[0]
    if (random.chance(0.08)) await office.sql(`update task set state = 'WAIVED', ended_reason = '停业' where id = $1`, [id])
    else await office.sql(`update task set state = 'DONE', done_on = $2 where id = $1`, [id, on && on < window_to ? on : today])
  }
  await office.sql(`insert into customer_touched select 'care', id from customer on conflict do nothing`)
}

/** A book under a policy since spring, with some months of duties done late, early and not at all. It is `until`'s morning then. */
export async function bookWithPast(
  office: TestOffice,
  { source, seed, count }: { source: string; seed: number; count: number },
  until: Day,
) {
  const random = randomFrom(seed)
  setDay(office, '2026-03-02')
  await office.call(publishPolicy, { source, effectiveOn: '2026-01-01' })
  await customers(office, random, count)
  for (const day of ['2026-03-02', '2026-05-11', '2026-07-20', '2026-09-14', '2026-11-02', until]) {
    setDay(office, day)
    await work(office, random, day)
    await night(office)
  }
}

/** Every page of a list, as somebody who sees everything. */
export async function allOf<Row>(
  office: TestOffice,
  page: (after: string | undefined) => Promise<{ rows: Row[]; next: string | null }>,
): Promise<Row[]> {
  expect(office.caller().scope).toBe(everything)
  const rows: Row[] = []
  for (let after: string | undefined; ; ) {
    const { rows: some, next } = await page(after)
    rows.push(...some)
    if (next === null) return rows
    after = next
  }
}
