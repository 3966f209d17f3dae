import { beforeAll, describe, expect, test } from 'vitest'
import { sectionOf } from '../src/core/industry-sections.ts'
import { groupCustomers, totalCustomers } from '../src/modules/customers/contract/groups.ts'
import { type CustomerGrouping, type CustomerRow, customerGroupings, listCustomers } from '../src/modules/customers/contract.ts'
import type { Caller } from '../src/platform/action.ts'
import { cast, sampleOffice } from './world.ts'

const { office, as } = await sampleOffice()
const callers: Record<string, Caller> = {}

beforeAll(async () => {
  for (const who of ['admin', 'accountManager', 'branchHead', 'salesAssistant'] as const) callers[who] = await as(cast[who])
})

type Filter = Parameters<typeof rowsOf>[1]

/** Every row of a filter, page by page: what groups and totals are held against. */
async function rowsOf(caller: Caller | undefined, filter: { q?: string; tier?: string[]; within?: string }) {
  const rows: (Omit<CustomerRow, 'createdAt'> & { createdAt: unknown })[] = []
  for (let after: string | undefined; ; ) {
    const page = await office.call(listCustomers, { ...filter, limit: 200, ...(after ? { after } : {}) }, caller)
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = page.next
  }
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]
const shown: Partial<Record<CustomerGrouping, (row: Row) => string | null>> = {
  tier: (r) => r.tier,
  stage: (r) => r.stage,
  class: (r) => r.class,
  owner: (r) => r.ownerName,
  unit: (r) => r.unitName,
  region: (r) => r.macroRegion,
  province: (r) => r.provinceCode,
  industry: (r) => (r.industryCode === null ? null : sectionOf(r.industryCode)),
}

const line = (key: string | null, count: number, amount: number) => `${key ?? 'none'} ${count} ${amount}`

function recount(rows: readonly Row[], by: CustomerGrouping): string[] {
  const groups = Map.groupBy(rows, (r) => shown[by]?.(r) ?? null)
  return [...groups]
    .map(([key, some]) =>
      line(
        key,
        some.length,
        some.reduce((sum, r) => sum + (r.amount12m ?? 0), 0),
      ),
    )
    .sort()
}

describe('groups and totals are what the rows add up to, in the sight of whoever asks', () => {
  const filters: [string, Filter][] = [
    ['everything', {}],
    ['a search', { q: '宁波' }],
    ['a filter', { tier: ['CORE', 'POTENTIAL'] }],
  ]
  const who = ['admin', 'accountManager', 'branchHead', 'salesAssistant']
  test.each(who.flatMap((w) => filters.map(([name, filter]) => [w, name, filter] as const)))('%s, %s', async (w, _, filter) => {
    const rows = await rowsOf(callers[w], filter)
    for (const by of customerGroupings) {
      const { groups, rest } = await office.call(groupCustomers, { ...filter, by, sums: true }, callers[w])
      expect(rest).toBeNull()
      expect([by, ...groups.map((g) => line(g.name ?? g.key, g.count, g.amount12m ?? 0)).sort()]).toEqual([by, ...recount(rows, by)])
    }
    const { count, amount12m } = await office.call(totalCustomers, filter, callers[w])
    expect({ count, amount12m }).toEqual({ count: rows.length, amount12m: rows.reduce((sum, r) => sum + (r.amount12m ?? 0), 0) })
  })

  test.each([...customerGroupings])('a group by %s, opened, holds the rows it counts, those without one too', async (by) => {
    const { groups } = await office.call(groupCustomers, { by }, callers['branchHead'])
    for (const group of groups.slice(0, 12)) {
      const rows = await rowsOf(callers['branchHead'], { within: `${by}.${group.key ?? ''}` })
      expect([by, group.key, rows.length]).toEqual([by, group.key, group.count])
    }
  })
})

test.each(['tier', 'tier.x', 'owner.abc', 'industry.CC', 'name.A', "tier.A'", 'owner.99999999999999999'])(
  'a group that is none, %s, is refused',
  async (within) => {
    await expect(office.call(listCustomers, { within })).rejects.toThrow('invalid')
  },
)
