import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createCustomer, listCustomers, readCustomer, timeline } from '../src/modules/customers/contract.ts'
import { deadlineOf, listPacks, publishPolicy } from '../src/modules/policies/contract.ts'
import { createOrder, purchaseMonths } from '../src/modules/purchases/contract.ts'
import { distribution, startRun, why } from '../src/modules/tiering/contract.ts'
import { testOffice } from './office.ts'

const office = await testOffice()
const pack = readFileSync(new URL('../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')

describe('the first chain', () => {
  test('a policy is published as version 1', async () => {
    const published = await office.call(publishPolicy, { source: pack })
    expect(published).toMatchObject({ version: 1, packId: 'rfm-lifecycle', inForce: true })
    expect((await office.call(listPacks, {})).packs).toHaveLength(3)
  })

  test('a customer buys, is assessed, and the answer to why names rules and version', async () => {
    const made = await office.call(createCustomer, { name: '宁波海棠精密机械有限公司', provinceCode: '330000' })
    expect(made.customerNo).toBe('KH-00001')
    for (const [i, at] of ['2025-09-01', '2026-02-01', '2026-06-02', '2026-10-03', '2026-11-04', '2026-11-10', '2026-11-20'].entries()) {
      await office.call(createOrder, { orderNo: `SO-${i}`, customerId: made.id, orderedAt: `${at}T10:00:00+08:00`, netAmount: 20_000_000 })
    }
    const { jobId } = await office.call(startRun, {})
    await office.runJob(jobId)
    const jobs = await office.sql<{ state: string; result: string; problem: string }>(
      'select state, result, problem from job where id = $1',
      [jobId],
    )
    expect(jobs[0]).toMatchObject({ state: 'DONE' })
    const read = await office.call(readCustomer, { id: made.id })
    expect(read).toMatchObject({ tier: 'POTENTIAL', stage: 'GROWTH' })
    const answer = await office.call(why, { customerNo: 'KH-00001' })
    expect(answer).toMatchObject({ policyVersion: 1, tier: 'POTENTIAL', storedTier: 'POTENTIAL' })
    const page = await office.call(listCustomers, { q: '海棠', tier: ['POTENTIAL'] })
    expect(page.rows).toHaveLength(1)
    expect(page.rows[0]).toMatchObject({ amount12m: 120_000_000, rfm: 15, macroRegion: 'EAST' })
    expect((await office.call(timeline, { id: made.id })).rows.map((r) => r.name)).toContain('customer.created')
    expect((await office.call(purchaseMonths, { customerId: made.id })).validOrders).toBe(7)
    expect((await office.call(distribution, {})).counts).toEqual([{ tier: 'POTENTIAL', stage: 'GROWTH', customers: 1 }])
  })

  test('the working clock answers with +08:00', async () => {
    const answer = await office.call(deadlineOf, { from: '2026-11-20T09:30:00Z', hours: 2, clock: 'WORKING' })
    expect(answer).toEqual({ deadline: '2026-11-23T10:30:00+08:00', provisional: false })
  })
})
