import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { createUnit } from '../../src/modules/organisation/contract.ts'
import { testOffice } from '../office.ts'
import { contentHash, untouched } from './doors.ts'

const office = await testOffice()
const enqueue = "select kewei_deployment.enqueue('kewei', 'job.run', '{}'::json, 'k', now(), null)"

/** What a refused request might leave behind. */
const traces: Record<string, () => Promise<unknown>> = {
  'a row': () => office.call(createUnit, { name: '分公司', parentId: null, kind: 'BRANCH' }),
  'a changed value': () => office.sql("update unit set name = '总公司'"),
  'a lost row': () => office.sql('delete from unit'),
  'a waiting job': () => office.sql(enqueue),
  'a file': () => office.company.files.save(Readable.from(['x']), 10),
}

test.each(Object.entries(traces))('P2 the harness notices %s', async (_, leave) => {
  await expect(untouched(office, leave)).rejects.toThrow('something was written')
})

test('P2 reading leaves the hash as it was', async () => {
  const before = await contentHash(office)
  await office.sql('select * from unit')
  expect(await contentHash(office)).toBe(before)
})
