import type { OutputOf } from '../../../core/endpoint.ts'
import { usePages } from '../../../platform/web/reads.ts'
import { shortDay } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Strip } from '../../../ui/strip.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { CountedAt, DayText } from '../../../ui/when.tsx'
import { coverage } from '../contract.ts'
import { PeriodPicker, usePeriod, within } from './period.tsx'
import { percentWords } from './standing-bar.tsx'
import './compliance.css'

type Row = OutputOf<typeof coverage>['rows'][number]

/** Which customers of the core were visited in a period (VIS-13), and which were not. */
export function Coverage() {
  const say = useSay()
  const { today } = useNow()
  const period = usePeriod('YEAR')
  const state = useListQuery()
  const { view } = state.query
  const rows = usePages(coverage, {
    ...period,
    ...(view === 'missed' || view === 'visited' ? { visited: view === 'visited' } : {}),
    limit: 100,
  })
  const found = rows.first
  const views = [
    { key: 'all', title: say('compliance.all') },
    { key: 'missed', title: say('compliance.view.missed') },
    { key: 'visited', title: say('compliance.view.visited') },
  ]
  return (
    <Page title={say('compliance.coverage')} body="fill" prints back={within(period, '/compliance')}>
      <div className="comp-tools">
        <PeriodPicker period={period} />
        {found && (
          <p className="k-aux k-t3">
            {say('compliance.coverage-lead', { day: shortDay(found.asOf, today), days: found.leastDaysInTier })}{' '}
            <CountedAt at={found.countedAt} />
          </p>
        )}
      </div>
      {found && <CoverageStrip found={found} />}
      <List<Row>
        id="compliance-coverage"
        rows={rows}
        rowKey={(r) => r.customerId}
        state={state}
        views={views}
        to={(r) => `/customers/${r.customerId}`}
        columns={useColumns()}
        unit={say('compliance.customers')}
        card={(r) => (
          <RowCard name={r.customerName} to={`/customers/${r.customerId}`} tier={{ code: r.tier }} when={<DayText day={r.visitedOn} />} />
        )}
        empty={<Empty title={say('compliance.nothing')} />}
      />
    </Page>
  )
}

function CoverageStrip({ found }: { found: OutputOf<typeof coverage> }) {
  const say = useSay()
  const below = found.visited * 100 < found.targetPercent * found.customers
  return (
    <Strip
      figures
      facts={[
        {
          key: 'share',
          label: say('compliance.coverage-share'),
          value: <span className={below ? 'k-danger' : ''}>{percentWords(found.share)}</span>,
          note: `${say('compliance.coverage-of', { visited: found.visited, customers: found.customers })} · ${say('compliance.target', { percent: found.targetPercent })}`,
        },
      ]}
    />
  )
}

function useColumns(): readonly Column<Row>[] {
  const say = useSay()
  return [
    { key: 'customer', title: say('compliance.column.customerName'), render: (r) => r.customerName },
    { key: 'no', title: say('compliance.column.customerNo'), width: 140, render: (r) => r.customerNo },
    { key: 'tier', title: say('compliance.column.tier'), width: 120, render: (r) => <TierBadge tier={{ code: r.tier }} /> },
    { key: 'since', title: say('compliance.since'), width: 130, render: (r) => <DayText day={r.sinceOn} /> },
    {
      key: 'visited',
      title: say('compliance.visited'),
      width: 150,
      render: (r) => (r.visitedOn ? <DayText day={r.visitedOn} /> : <span className="k-danger">{say('compliance.not-visited')}</span>),
    },
  ]
}
