import { expect, test } from 'vitest'
import { testOffice } from '../../../../test/office.ts'
import { createCustomer, listCustomers } from '../contract.ts'

const office = await testOffice()

async function everyPage(q: string, limit: number): Promise<string[]> {
  const names: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await office.call(listCustomers, { q, limit, ...(after ? { after } : {}) })
    names.push(...page.rows.map((r) => r.name))
    if (page.next === null) return names
    after = page.next
  }
}

test('a search of few hits pages through all of them by name', async () => {
  for (const n of [3, 1, 2, 5, 4]) await office.call(createCustomer, { name: `甲${n}海棠精密`, acceptDuplicates: true })
  expect(await everyPage('海棠', 2)).toEqual(['甲1海棠精密', '甲2海棠精密', '甲3海棠精密', '甲4海棠精密', '甲5海棠精密'])
})

test('a search of many hits names first what begins so, then the rest, each once', async () => {
  const made = Array.from({ length: 450 }, (_, i) => (i % 3 === 0 ? `机械之家${i}` : `乙${i}机械`))
  for (const name of made) await office.call(createCustomer, { name })
  const found = await everyPage('机械', 60)
  expect(found).toHaveLength(450)
  expect(new Set(found)).toEqual(new Set(made))
  expect(found.slice(0, 150).every((name) => name.startsWith('机械'))).toBe(true)
})
