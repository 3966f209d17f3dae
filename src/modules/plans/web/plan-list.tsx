import { useMemo } from 'react'
import { usePages, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import type { FilterField } from '../../../ui/list/filter-field.ts'
import { List } from '../../../ui/list/list.tsx'
import type { View } from '../../../ui/list/list-props.ts'
import { filterValue } from '../../../ui/list/query.ts'
import { type ListState, useListQuery } from '../../../ui/list/use-list-query.ts'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { DayText } from '../../../ui/when.tsx'
import { listLacking, listPlans, type PlanKind, planKinds, planResults } from '../contract.ts'
import { LackingList } from './lacking-list.tsx'
import { ownerIn, useOwners } from './owner-filter.ts'
import { PlanPanel } from './plan-panel.tsx'
import { PlanTabs } from './plan-tabs.tsx'
import { Goal, movedWords, PlanState, progressWords, type Row } from './plan-words.tsx'
import { type OpenPlan, useOpenPlan } from './use-open-plan.ts'

const views = ['active', 'no-personal', 'no-uplift', 'over'] as const
type ViewKey = (typeof views)[number]
const lackingOf: Readonly<Partial<Record<ViewKey, PlanKind>>> = { 'no-personal': 'PERSONAL', 'no-uplift': 'UPLIFT' }

/** Plans of customers: those that run, who still lacks one, and what came of those that are over. */
export function PlanList() {
  const say = useSay()
  const state = useListQuery()
  const view = views.find((v) => v === state.query.view) ?? 'active'
  const open = useOpenPlan()
  const kind = lackingOf[view]
  const shown = useViews()
  const owners = useOwners()
  return (
    <Page title={say('plans.title')} body="fill">
      <PlanTabs tab="customers" />
      {kind === undefined ? (
        <Plans key={view} view={view === 'over' ? 'over' : 'active'} state={state} views={shown} open={open} />
      ) : (
        <LackingList key={view} kind={kind} view={view} state={state} views={shown} open={open} owners={owners} />
      )}
      <PlanPanel open={open} />
    </Page>
  )
}

/** The tabs, with how many customers still lack a plan. */
function useViews(): readonly View[] {
  const say = useSay()
  const personal = useRead(listLacking, { kind: 'PERSONAL', limit: 1 }).data
  const uplift = useRead(listLacking, { kind: 'UPLIFT', limit: 1 }).data
  const open = (of: typeof personal) => (of ? (of.asked ?? 0) - (of.kept ?? 0) : 0)
  const counts: Readonly<Partial<Record<ViewKey, number>>> = { 'no-personal': open(personal), 'no-uplift': open(uplift) }
  return views.map((key) => ({ key, title: say(`plans.view.${key}`), ...(counts[key] ? { count: counts[key] } : {}) }))
}

type PlansProps = { view: 'active' | 'over'; state: ListState; views: readonly View[]; open: OpenPlan }

function Plans({ view, state, views, open }: PlansProps) {
  const say = useSay()
  const { query } = state
  const kind = planKinds.find((k) => k === filterValue(query.filters, 'kind', 'is'))
  const result = planResults.find((r) => r === filterValue(query.filters, 'result', 'is'))
  const rows = usePages(listPlans, {
    state: view === 'over' ? 'OVER' : 'ACTIVE',
    ...(kind ? { kind } : {}),
    ...(result && view === 'over' ? { result } : {}),
    ...ownerIn(query),
  })
  const to = (plan: Row) => open.address({ id: plan.id })
  return (
    <List<Row>
      id={`plans-${view}`}
      saved="plans"
      columns={useColumns(view)}
      rows={rows}
      rowKey={(p) => p.id}
      state={state}
      to={to}
      views={views}
      fields={useFields(view)}
      unit={say('plans.unit')}
      card={(plan) => <Card plan={plan} to={to(plan)} />}
      empty={<Empty title={say(`plans.none.${view}`)} why={say(`plans.none-why.${view}`)} />}
    />
  )
}

function useFields(view: PlansProps['view']): readonly FilterField[] {
  const say = useSay()
  const owners = useOwners()
  return useMemo(() => {
    const one = (key: string, codes: readonly string[], prefix: string): FilterField => ({
      ...{ key, title: say(`plans.filter.${key}`), kind: 'choice', ops: ['is'], one: true },
      options: codes.map((value) => ({ value, label: say(`${prefix}.${value}`) })),
    })
    const kinds = one('kind', planKinds, 'plan-kind')
    return view === 'over' ? [kinds, one('result', planResults, 'plan-result'), owners] : [kinds, owners]
  }, [say, view, owners])
}

function useColumns(view: PlansProps['view']): readonly Column<Row>[] {
  const say = useSay()
  const mayTasks = useMay()('tasks.read')
  return useMemo(() => {
    const title = (key: string) => say(`plans.column.${key}`)
    const named: Column<Row>[] = [
      { key: 'customer', title: title('customer'), render: (p) => p.customerName },
      { key: 'tier', title: title('tier'), width: 110, render: (p) => <TierBadge tier={p.tier === null ? null : { code: p.tier }} /> },
      { key: 'kind', title: title('kind'), width: 110, render: (p) => say(`plan-kind.${p.kind}`) },
      { key: 'title', title: title('title'), width: 220, render: (p) => p.title },
      { key: 'goal', title: title('goal'), width: 110, render: (p) => <Goal goal={p.goal} /> },
    ]
    const owner: Column<Row> = { key: 'owner', title: title('owner'), width: 110, render: (p) => <Person name={p.ownerName} /> }
    const until: Column<Row> = {
      ...{ key: 'until', title: title('until'), width: 110, align: 'right' },
      render: (p) => <DayText day={p.until} />,
    }
    if (view === 'over') {
      return [
        ...named,
        { key: 'moved', title: title('moved'), width: 170, render: (p) => (p.state === 'ENDED' ? movedWords(p, say) : '') },
        until,
        { key: 'result', title: title('result'), width: 96, render: (p) => <PlanState plan={p} /> },
        owner,
      ]
    }
    const actions: Column<Row> = {
      ...{ key: 'actions', title: title('actions'), width: 80, align: 'right' },
      render: (p) => <span className="k-figure">{p.actions === 0 ? '—' : progressWords(p, say)}</span>,
    }
    return [...named, ...(mayTasks ? [actions] : []), until, owner]
  }, [say, view, mayTasks])
}

function Card({ plan, to }: { plan: Row; to: string }) {
  const say = useSay()
  const isOver = plan.state !== 'ACTIVE'
  return (
    <RowCard
      kind={say(`plan-kind.${plan.kind}`)}
      when={isOver ? <PlanState plan={plan} /> : <DayText day={plan.until} />}
      name={plan.customerName}
      to={to}
      tier={plan.tier === null ? null : { code: plan.tier }}
      text={[plan.title, plan.state === 'ENDED' ? movedWords(plan, say) : null, plan.ownerName].filter(Boolean).join(' · ')}
    />
  )
}
