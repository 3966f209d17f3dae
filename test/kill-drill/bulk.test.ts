import { afterAll, expect, test } from 'vitest'
import { bulkCustomers } from '../../src/modules/customers/contract/bulk.ts'
import { createPerson, createRole } from '../../src/modules/organisation/contract.ts'
import { runUndo } from '../../src/platform/undo/contract.ts'
import { type TestOffice, testOffice } from '../office.ts'
import { type Drill, endDrill, randomFrom, runKilling } from './driver.ts'

const kills = process.env['KEWEI_DEEP'] === '1' ? 60 : 4
const rows = 2500

const disturbed = await testOffice()
const calm = await testOffice()
afterAll(endDrill)

/** A book of which every seventh customer is unsound and every tenth has changed since the preview; answers the selection and its owner to be. */
async function begin(office: TestOffice): Promise<string> {
  await office.call(createRole, { key: 'seller', name: '业务', permissions: [], scope: 'OWN', masked: false })
  const su = await office.call(createPerson, { login: 'su', name: '苏棠', roles: ['seller'], unitId: null })
  await office.sql(
    `insert into customer (customer_no, name, name_key, name_identity, credit_code, created_at, changed_at)
     select 'M' || n, '多' || n || '公司', 'duo' || n, 'duo' || n, case when n % 7 = 0 then 'x' end, now(), now() from generate_series(1, $1::int) n`,
    [rows],
  )
  const { selectionId } = await office.call(bulkCustomers.preview, { list: {}, change: { verb: 'ASSIGN', ownerId: su.id } })
  await office.sql('update customer set version = version + 1 where id % 10 = 0')
  return selectionId
}

/** What must be the same however often it was killed. */
const traces = async (office: TestOffice) => ({
  customers: await office.sql('select customer_no, owner_id is null as free, version from customer order by id'),
  events: await office.sql(
    "select name, subject_id, subject_version, count(*)::int from event where name = 'customer.changed' group by 1, 2, 3 order by 2, 3",
  ),
  refused: await office.sql('select row_id, label, rule from selection_refused order by 1'),
  selection: await office.sql('select rows, changed_rows, same_rows, done_at is not null as done from selection'),
  undoable: await office.sql('select kind, changed_rows, undone_rows, left_rows, undone_at is not null as undone from undoable'),
  left: await office.sql('select subject_id, label, reason from undo_left order by 1'),
  jobs: await office.sql('select kind, state, done, result from job order by id'),
})

test(`F1 a bulk change and its undo, killed ${kills} times each: nothing lost, nothing doubled`, { timeout: 900_000 }, async () => {
  const drill: Drill = { office: disturbed, random: randomFrom(20261122), program: 'bulk', rows: 0, within: 900 }
  let killed = 0
  for (const [office, run] of [
    [disturbed, (job: number) => runKilling(drill, job, kills)],
    [calm, (job: number) => calm.runJob(job)],
  ] as const) {
    const { jobId, undoId } = await office.call(bulkCustomers.run, { selectionId: await begin(office) })
    killed += (await run(jobId ?? 0)) ?? 0
    await office.sql('update customer set version = version + 1 where id % 13 = 0')
    const undo = await office.call(runUndo, { id: undoId ?? 0 })
    killed += (await run(undo.jobId ?? 0)) ?? 0
  }
  expect(killed).toBeGreaterThan(1)
  const [broken, whole] = [await traces(disturbed), await traces(calm)]
  expect(whole.selection).toEqual([{ rows, changed_rows: 1928, same_rows: 0, done: true }])
  expect(broken).toEqual(whole)
})
