import { PlusOutlined } from '@ant-design/icons'
import { lazy, Suspense, useEffect } from 'react'
import { type Pages, usePages, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Amount } from '../../../ui/amount.tsx'
import { Button } from '../../../ui/button.tsx'
import { whenWords } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { grouped } from '../../../ui/figures.ts'
import { useKey } from '../../../ui/keys.ts'
import { useGo } from '../../../ui/link.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import { List } from '../../../ui/list/list.tsx'
import type { View } from '../../../ui/list/list-props.ts'
import { writeQuery } from '../../../ui/list/query.ts'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { usePhone } from '../../../ui/media.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import { countCustomers, listCustomers } from '../contract.ts'
import { type ExportAsked, ExportButton } from './export-button.tsx'
import { type Row, useColumns } from './list-columns.tsx'
import { useFilterFields } from './list-fields.ts'
import { useGroups, useTotals } from './list-groups.tsx'
import { type FilterInput, filterOf, sortOf, viewFilters } from './list-query.ts'
import { rememberWalk } from './walk.ts'

const BulkActions = lazy(() => import('./bulk-actions.tsx').then((m) => ({ default: m.BulkActions })))

/** The book: every customer in sight. */
export function CustomerList() {
  const say = useSay()
  const now = useNow()
  const phone = usePhone()
  const state = useListQuery()
  const filter = filterOf(state.query, now.today)
  const rows = usePages(listCustomers, { ...filter, sort: sortOf(state.query) })
  const count = useCount(filter, rows)
  const totals = useTotals(filter, !phone)
  const total = count?.capped ? totals.count : count?.count
  useEffect(
    () => rememberWalk({ ids: rows.rows.map((r) => r.id), search: writeQuery('', state.query), total }),
    [rows.rows, state.query, total],
  )
  const counted = count && say('customers.counted', { count: `${grouped(count.count)}${count.capped ? '+' : ''}` })
  const read = !phone && rows.readAt && say('customers.as-of', { time: whenWords(new Date(rows.readAt).toISOString(), now, say) })
  return (
    <Page
      title={say('customers.title')}
      note={[counted, read].filter(Boolean).join(' · ')}
      body="fill"
      moreActions={<MoreActions filter={filter} sort={sortOf(state.query)} />}
      actions={<NewButton />}
    >
      <List<Row>
        id="customers"
        saved="customers"
        columns={useColumns()}
        rows={rows}
        rowKey={(c) => c.id}
        state={state}
        to={(c) => `/customers/${c.id}`}
        views={useViews()}
        search={say('customers.search')}
        fields={useFilterFields()}
        groups={useGroups(state.query, filter)}
        total={total}
        totals={totals.shown}
        unit={say('customers.unit')}
        card={(c) => <Card customer={c} />}
        bulk={(selection, clear) => (
          <Suspense>
            <BulkActions selection={selection} clear={clear} list={{ ...filter, sort: sortOf(state.query) }} />
          </Suspense>
        )}
        empty={<None />}
      />
    </Page>
  )
}

/** How many the filter finds. Rows and count come apart: never the count of one filter over the rows of another. */
function useCount(filter: FilterInput, rows: { rows: readonly Row[] } & Pick<Pages<never>, 'hasMore' | 'outdated' | 'loading'>) {
  const { data, outdated } = useRead(countCustomers, filter, { keepLast: true })
  if (rows.outdated || rows.loading) return undefined
  return rows.hasMore ? (outdated ? undefined : data) : { count: rows.rows.length, capped: false }
}

/** The tabs with how many customers each holds; a count that stopped is left out. */
function useViews(): readonly View[] {
  const say = useSay()
  const { today } = useNow()
  const filters = viewFilters(today)
  const counts = {
    all: useRead(countCustomers, {}, { staleSeconds: 60 }),
    valued: useRead(countCustomers, filters.valued ?? {}, { staleSeconds: 60 }),
    risk: useRead(countCustomers, filters.risk ?? {}, { staleSeconds: 60 }),
    silent60: useRead(countCustomers, filters.silent60 ?? {}, { staleSeconds: 60 }),
    silent90: useRead(countCustomers, filters.silent90 ?? {}, { staleSeconds: 60 }),
    incomplete: useRead(countCustomers, filters.incomplete ?? {}, { staleSeconds: 60 }),
  }
  return Object.entries(counts).map(([key, { data }]) => ({
    key,
    title: say(`customers.view.${key}`),
    count: data && !data.capped ? data.count : undefined,
  }))
}

function MoreActions(asked: ExportAsked) {
  const say = useSay()
  const may = useMay()
  const refused = may('customers.import') ? undefined : say('customers.no-import-right')
  return (
    <>
      <ExportButton {...asked} />
      <Button to="/import" disabledBecause={refused}>
        {say('customers.import')}
      </Button>
    </>
  )
}

function NewButton() {
  const say = useSay()
  const go = useGo()
  const mayWrite = useMay()('customers.write')
  useKey('n', mayWrite ? () => go('/customers/new') : undefined, { says: say('customers.new') })
  return (
    <Button
      kind="primary"
      icon={<PlusOutlined />}
      to="/customers/new"
      disabledBecause={mayWrite ? undefined : say('customers.no-write-right')}
    >
      {say('customers.new')}
    </Button>
  )
}

function Card({ customer: c }: { customer: Row }) {
  const say = useSay()
  return (
    <RowCard
      name={c.name}
      to={`/customers/${c.id}`}
      tier={c.tier ? { code: c.tier } : null}
      kind={[c.customerNo, c.stage && say(`stage.${c.stage}`), c.rfm !== null && say('customers.points', { count: c.rfm })]
        .filter(Boolean)
        .join(' · ')}
      when={<DayText day={c.lastOrderOn} distance />}
      text={
        <>
          {say('customers.past-year')} <Amount fen={c.amount12m} unit /> · {c.ownerName ?? say('customers.no-owner')}
        </>
      }
    />
  )
}

function None() {
  const say = useSay()
  const may = useMay()
  return (
    <Empty
      title={say('customers.none')}
      why={say('customers.none-why')}
      action={
        <>
          {may('customers.import') && (
            <Button kind="primary" to="/import">
              {say('customers.import-list')}
            </Button>
          )}
          {may('customers.write') && <Button to="/customers/new">{say('customers.new')}</Button>}
        </>
      }
    />
  )
}
