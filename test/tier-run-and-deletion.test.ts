import { expect, test } from 'vitest'
import { createCustomer, deleteCustomer } from '../src/modules/customers/contract.ts'
import { lockTiers } from '../src/modules/tiering/store.ts'
import { inTransaction } from '../src/platform/db/connect.ts'
import { testOffice } from './office.ts'

const office = await testOffice()

const isWaiting = async () =>
  (
    await office.sql(`select 1 from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and locktype = 'advisory' and not granted`)
  ).length > 0

test('a customer is not deleted between the reading and the writing of a tier run', async () => {
  const { id } = await office.call(createCustomer, { name: '宁波海棠机械有限公司' })
  const deleted = await inTransaction(office.company.write, async (tx) => {
    await lockTiers(tx)
    const deletion = office.call(deleteCustomer, { id, version: 1 })
    await expect.poll(isWaiting).toBe(true)
    return { deletion }
  })
  await deleted.deletion
  expect(await office.sql('select id from customer where id = $1', [id])).toEqual([])
})
