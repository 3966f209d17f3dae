import { PlusOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { usePages } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import { listAnnual } from '../contract/annual.ts'
import { AnnualPanel } from './annual-panel.tsx'
import { type Annual, AnnualStateChip } from './annual-words.tsx'
import { PlanTabs } from './plan-tabs.tsx'
import { progressWords } from './plan-words.tsx'
import { useOpenAnnual } from './use-open-annual.ts'

/** Plans of years, of the company and of units: what they aim at, and how far they are. */
export function AnnualList() {
  const say = useSay()
  const { today } = useNow()
  const state = useListQuery()
  const rows = usePages(listAnnual, {})
  const open = useOpenAnnual()
  const mayPlan = useMay()('plans.annual')
  const add = mayPlan && (
    <Button kind="primary" icon={<PlusOutlined />} onClick={() => open.open('new')}>
      {say('annual.new')}
    </Button>
  )
  return (
    <Page title={say('plans.title')} body="fill" actions={add}>
      <PlanTabs tab="annual" />
      <List<Annual>
        id="plans-annual"
        columns={useColumns()}
        rows={rows}
        rowKey={(p) => p.id}
        state={state}
        to={(p) => open.address(p.id)}
        unit={say('annual.unit')}
        card={(p) => (
          <RowCard
            kind={p.unitName ?? say('annual.company')}
            when={<AnnualStateChip plan={p} today={today} />}
            name={say('annual.year', { year: p.year })}
            to={open.address(p.id)}
            text={p.goals[0] ?? say('annual.no-goals')}
          />
        )}
        empty={<Empty title={say('annual.none')} why={say('annual.none-why')} action={add} />}
      />
      <AnnualPanel open={open} />
    </Page>
  )
}

function useColumns(): readonly Column<Annual>[] {
  const say = useSay()
  const { today } = useNow()
  return useMemo(() => {
    const title = (key: string) => say(`annual.column.${key}`)
    const counts = ({ actions }: Annual) => {
      const states = actions.flatMap(({ taskState }) => taskState ?? [])
      return { actions: actions.length, tasks: states.length, done: states.filter((state) => state === 'DONE').length }
    }
    return [
      { key: 'year', title: title('year'), width: 110, render: (p) => say('annual.year', { year: p.year }) },
      { key: 'unit', title: title('unit'), width: 160, render: (p) => p.unitName ?? say('annual.company') },
      { key: 'goals', title: title('goals'), render: (p) => goalsWords(p, say) },
      {
        ...{ key: 'customers', title: title('customers'), width: 100, align: 'right' },
        render: (p) => say('annual.customers-count', { count: p.keyCustomers.length + p.hiddenCustomers }),
      },
      {
        ...{ key: 'actions', title: title('actions'), width: 80, align: 'right' },
        render: (p) => <span className="k-figure">{progressWords(counts(p), say)}</span>,
      },
      { key: 'due', title: title('due'), width: 120, align: 'right', render: (p) => <DayText day={p.dueOn} /> },
      { key: 'state', title: title('state'), width: 190, render: (p) => <AnnualStateChip plan={p} today={today} /> },
    ]
  }, [say, today])
}

function goalsWords({ goals }: Annual, say: ReturnType<typeof useSay>) {
  const [goal] = goals
  if (goal === undefined) return <span className="k-t3">{say('annual.no-goals')}</span>
  return goals.length === 1 ? goal : say('annual.goals-count', { goal, count: goals.length })
}
