import { expect, test } from 'vitest'
import { testOffice } from '../../../../test/office.ts'
import { changeCustomer, createCustomer, listCustomers } from '../contract.ts'

const office = await testOffice()

async function everyPage(q: string, limit: number, more: object = {}): Promise<string[]> {
  const names: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await office.call(listCustomers, { q, limit, ...more, ...(after ? { after } : {}) })
    names.push(...page.rows.map((r) => r.name))
    if (page.next === null) return names
    after = page.next
  }
}

/** 冷链 as a beginning, inside, in Traditional characters and in a short name only; and many others, so that it is frequent or rare. */
async function book(others: number): Promise<void> {
  for (let i = 0; i < 9; i++) {
    await office.call(createCustomer, { name: `冷链之家${i}`, acceptDuplicates: true })
    await office.call(createCustomer, { name: `乙${i}冷链`, acceptDuplicates: true })
    await office.call(createCustomer, { name: `甲${i}冷鏈`, acceptDuplicates: true })
    await office.call(createCustomer, { name: `丙${i}运输`, shortName: '冷链', acceptDuplicates: true })
  }
  for (let i = 0; i < others; i++) await office.call(createCustomer, { name: `丁${i}纺织`, acceptDuplicates: true })
}

const inOrder = (...kinds: ((i: number) => string)[]) => kinds.flatMap((kind) => Array.from({ length: 9 }, (_, i) => kind(i)))
const expected = [
  ...inOrder((i) => `冷链之家${i}`),
  ...inOrder((i) => `乙${i}冷链`),
  // Both were found another way and stand by their names: 丙 (bing) before 甲 (jia).
  ...inOrder(
    (i) => `丙${i}运输`,
    (i) => `甲${i}冷鏈`,
  ),
]

test('rare, frequent, narrowed by a filter: the same hits in the same order, however the pages are cut', async () => {
  await book(100)
  const bySize = async (more: object = {}) => Promise.all([1, 7, 9, 18, 50].map((limit) => everyPage('冷链', limit, more)))
  const everySize = [expected, expected, expected, expected, expected]
  // Without statistics every word is taken for a rare one.
  expect(await bySize()).toEqual(everySize)
  await office.sql('analyze customer_search')
  expect(await bySize()).toEqual(everySize)
  expect(await bySize({ class: 'GENERAL' })).toEqual(everySize)
})

test('what hits are ordered by follows the customers', async () => {
  const { id, version } = await office.call(createCustomer, { name: '先前之名', acceptDuplicates: true })
  await office.call(changeCustomer, { id, version, name: '后来之名' })
  expect(await everyPage('后来之名', 5)).toEqual(['后来之名'])
  const apart =
    'select c.name from customer c join customer_search s on s.customer_id = c.id where (s.name, s.name_key) <> (c.name, c.name_key)'
  expect(await office.sql(apart)).toEqual([])
})
