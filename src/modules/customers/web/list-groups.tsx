import type { InputOf } from '../../../core/endpoint.ts'
import { sections } from '../../../core/industry-sections.ts'
import { provinces } from '../../../core/provinces.ts'
import type { Say } from '../../../core/text.ts'
import { usePages, useRead } from '../../../platform/web/reads.ts'
import { Amount } from '../../../ui/amount.tsx'
import { grouped } from '../../../ui/figures.ts'
import type { Grouping, ListGroup } from '../../../ui/list/list-props.ts'
import type { ListQuery } from '../../../ui/list/query.ts'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { CountedAt } from '../../../ui/when.tsx'
import { groupCustomers, totalCustomers } from '../contract/groups.ts'
import { type CustomerGrouping, customerGroupings, listCustomers } from '../contract.ts'
import type { Row } from './list-columns.tsx'
import { type FilterInput, sortOf } from './list-query.ts'

const orders: Partial<Record<CustomerGrouping, readonly string[]>> = {
  tier: ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK'],
  stage: ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST'],
}

function titleOf(by: CustomerGrouping, { key, name }: { key: string | null; name: string | null }, say: Say) {
  if (key === null) return say('ui.group-none')
  if (by === 'tier') return <TierBadge tier={{ code: key }} />
  if (by === 'province') return provinces().find((p) => p.code === key)?.short ?? key
  if (by === 'industry') return `${key} ${sections().find((s) => s.code === key)?.name ?? ''}`
  if (by === 'class') return say(`customers.class.${key}`)
  return name ?? say(`${by}.${key}`)
}

/** Known codes in their own order, all others by size as they came; those without stand last. */
function placeOf(by: CustomerGrouping, key: string | null): number {
  if (key === null) return 1000
  const at = orders[by]?.indexOf(key) ?? -1
  return at < 0 ? 500 : at
}

/** The customers of a filter in groups, each with its count and, a moment later, what it bought in twelve months. */
export function useGroups(query: ListQuery, filter: FilterInput): Grouping<Row> {
  const say = useSay()
  const by = customerGroupings.find((g) => g === query.group)
  const input: InputOf<typeof groupCustomers> = { ...filter, by: by ?? 'tier' }
  const counted = useRead(groupCustomers, input, { when: by !== undefined })
  const bought = useRead(groupCustomers, { ...input, sums: true }, { when: by !== undefined })
  const amounts = new Map(bought.data?.groups.map((g) => [g.key, g.amount12m]))
  const { rest = null, countedAt = null } = counted.data ?? {}
  const toGroup = (g: { key: string | null; name: string | null; count: number }): ListGroup => {
    const amount = amounts.get(g.key)
    return {
      key: g.key,
      title: by && titleOf(by, g, say),
      count: g.count,
      figure: typeof amount === 'number' && (
        <span className="k-t2">
          {say('customers.past-year')} <Amount fen={amount} unit />
        </span>
      ),
    }
  }
  return {
    fields: customerGroupings.map((key) => ({ key, title: say(`customers.filter.${key}`) })),
    groups: by && counted.data?.groups.toSorted((a, b) => placeOf(by, a.key) - placeOf(by, b.key)).map(toGroup),
    problem: counted.problem,
    again: counted.again,
    note: (rest || countedAt) && (
      <>
        {rest && say('ui.more-groups', { groups: rest.groups, count: grouped(rest.count) })} {countedAt && <CountedAt at={countedAt} />}
      </>
    ),
    // biome-ignore lint/correctness/useHookAtTopLevel: each open group is a component of the list, and calls it once
    useRows: ({ key }) => usePages(listCustomers, { ...filter, within: `${by ?? 'tier'}.${key ?? ''}`, sort: sortOf(query) }),
  }
}

/** The figures under the list; of a large book with the time they were counted. */
export function useTotals(filter: FilterInput, when: boolean) {
  const say = useSay()
  const { data } = useRead(totalCustomers, filter, { when, staleSeconds: 60 })
  const shown = data && (
    <>
      {say('customers.past-year')} <Amount fen={data.amount12m} unit /> {data.countedAt && <CountedAt at={data.countedAt} />}
    </>
  )
  return { count: data?.count, shown: shown ? [shown] : [] }
}
