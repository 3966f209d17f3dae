import { useMemo } from 'react'
import { usePages } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import type { FilterField } from '../../../ui/list/filter-field.ts'
import { List } from '../../../ui/list/list.tsx'
import type { View } from '../../../ui/list/list-props.ts'
import type { ListState } from '../../../ui/list/use-list-query.ts'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { listLacking, type PlanKind } from '../contract.ts'
import { ownerIn } from './owner-filter.ts'
import type { Lacking } from './plan-words.tsx'
import type { OpenPlan } from './use-open-plan.ts'

type LackingProps = {
  kind: PlanKind
  view: string
  state: ListState
  views: readonly View[]
  open: OpenPlan
  owners: FilterField
}

/** Customers that ought to have a plan and have none: a press on one begins it. */
export function LackingList({ kind, view, state, views, open, owners }: LackingProps) {
  const say = useSay()
  const mayWrite = useMay()('plans.write')
  const rows = usePages(listLacking, { kind, ...ownerIn(state.query) })
  const to = ({ customerId }: Lacking) => (mayWrite ? open.address({ kind, customerId }) : `/customers/${customerId}?tab=plans`)
  const { asked, kept } = rows.first ?? {}
  return (
    <List<Lacking>
      id={`plans-${view}`}
      saved="plans"
      columns={useColumns(mayWrite)}
      rows={rows}
      rowKey={(c) => c.customerId}
      state={state}
      to={to}
      views={views}
      fields={[owners]}
      unit={say('plans.customers')}
      tools={asked != null && <span className="plans-kept">{say('plans.kept', { asked, kept })}</span>}
      card={(c) => (
        <RowCard
          kind={say(`plans.class.${c.class}`)}
          name={c.customerName}
          to={to(c)}
          tier={c.tier === null ? null : { code: c.tier }}
          text={[c.ownerName, c.unitName].filter(Boolean).join(' · ')}
        />
      )}
      empty={<Empty title={say(`plans.none.${view}`)} />}
    />
  )
}

function useColumns(mayWrite: boolean): readonly Column<Lacking>[] {
  const say = useSay()
  return useMemo(() => {
    const title = (key: string) => say(`plans.column.${key}`)
    return [
      { key: 'customer', title: title('customer'), render: (c) => c.customerName },
      { key: 'tier', title: title('tier'), width: 110, render: (c) => <TierBadge tier={c.tier === null ? null : { code: c.tier }} /> },
      { key: 'class', title: title('class'), width: 110, render: (c) => say(`plans.class.${c.class}`) },
      { key: 'owner', title: title('owner'), width: 120, render: (c) => <Person name={c.ownerName} /> },
      { key: 'unit', title: title('unit'), width: 140, render: (c) => c.unitName ?? '—' },
      ...(mayWrite
        ? [
            {
              key: 'write',
              title: '',
              width: 90,
              align: 'right' as const,
              render: () => <span className="plans-write">{say('plans.write')}</span>,
            },
          ]
        : []),
    ]
  }, [say, mayWrite])
}
