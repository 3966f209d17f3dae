import { Segmented, Select } from 'antd'
import type { OutputOf } from '../../../core/endpoint.ts'
import { usePages, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { grouped } from '../../../ui/figures.ts'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
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
import { listUnits } from '../../organisation/contract.ts'
import { book } from '../contract/book.ts'
import { BookTableButton } from './BookTableButton.tsx'
import './book.css'

type Row = OutputOf<typeof book>['rows'][number]
type Shown = { year: number; unitId?: number }

/** Which ordinary customers were maintained and shown new products within a year (MD-03), and which were not. */
export function Book() {
  const say = useSay()
  const shown = useShown()
  const state = useListQuery()
  const { view } = state.query
  const kept = view === 'kept' ? { kept: true } : view === 'missing' ? { kept: false } : {}
  const rows = usePages(book, { ...shown, ...kept, limit: 100 })
  const found = rows.first
  const back = useMay()('compliance.read') ? { back: '/compliance' } : {}
  return (
    <Page
      title={say('care-book.title')}
      note={say('care-book.note')}
      body="fill"
      prints
      moreActions={<BookTableButton {...shown} />}
      {...back}
    >
      <div className="care-book-tools">
        <Choices {...shown} />
        {found && <CountedAt at={found.countedAt} />}
      </div>
      {found && <Figures found={found} />}
      <List<Row>
        id="care-book"
        saved="care-book"
        rows={rows}
        rowKey={(r) => r.customerId}
        state={state}
        views={['all', 'missing', 'kept'].map((key) => ({ key, title: say(`care-book.view.${key}`) }))}
        to={(r) => `/customers/${r.customerId}`}
        columns={useColumns(shown.year)}
        unit={say('care-book.unit')}
        card={(r) => <Card row={r} year={shown.year} />}
        empty={<Empty title={say('care-book.none')} />}
      />
    </Page>
  )
}

/** Year and unit in the address; without them this year and all units. */
function useShown(): Shown {
  const { today } = useNow()
  const params = new URLSearchParams(useSearchText())
  const year = /^2[01]\d\d$/.exec(params.get('year') ?? '')?.[0] ?? today.slice(0, 4)
  const unit = /^[1-9]\d{0,9}$/.exec(params.get('unit') ?? '')?.[0]
  return { year: Number(year), ...(unit === undefined ? {} : { unitId: Number(unit) }) }
}

function Choices({ year, unitId }: Shown) {
  const say = useSay()
  const go = useGo()
  const path = usePathname()
  const search = useSearchText()
  const { today } = useNow()
  const thisYear = Number(today.slice(0, 4))
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units ?? []
  const set = (key: string, value: string) => {
    const params = new URLSearchParams(search)
    if (value === '') params.delete(key)
    else params.set(key, value)
    go(`${path}?${params}`, { replace: true })
  }
  return (
    <div className="k-row">
      <Segmented
        aria-label={say('ui.period')}
        size="small"
        value={String(year)}
        options={[...new Set([thisYear, thisYear - 1, year])].map((y) => ({ value: String(y), label: say('care-book.year', { year: y }) }))}
        onChange={(value) => set('year', value)}
      />
      <Select
        size="small"
        className="care-book-unit"
        aria-label={say('care-book.units')}
        value={unitId === undefined ? '' : String(unitId)}
        options={[{ value: '', label: say('care-book.all-units') }, ...units.map((u) => ({ value: String(u.id), label: u.name }))]}
        showSearch
        optionFilterProp="label"
        popupMatchSelectWidth={false}
        onChange={(value) => set('unit', value)}
      />
    </div>
  )
}

function Figures({ found }: { found: OutputOf<typeof book> }) {
  const say = useSay()
  const { customers, kept, maintained, recommended } = found
  // Cut, not rounded, as on the rule's page.
  const percent = customers === 0 ? '—' : `${grouped(Math.floor((kept / customers) * 1000 + 1e-9) / 10, 1)}%`
  return (
    <Strip
      figures
      facts={[
        {
          key: 'kept',
          label: say('care-book.kept'),
          value: percent,
          note: say('care-book.of', { kept: grouped(kept), customers: grouped(customers) }),
        },
        { key: 'missing', label: say('care-book.missing'), value: grouped(customers - kept) },
        { key: 'maintained', label: say('care-book.maintained'), value: grouped(maintained) },
        { key: 'recommended', label: say('care-book.recommended'), value: grouped(recommended) },
      ]}
    />
  )
}

/** The day of a record; while the year runs, one that is missing may still come. */
function OnRecord({ day, year }: { day: string | null; year: number }) {
  const say = useSay()
  const { today } = useNow()
  const isOver = String(year) < today.slice(0, 4)
  return day === null ? <span className={isOver ? 'k-danger' : 'k-warn'}>{say('care-book.none-yet')}</span> : <DayText day={day} />
}

function useColumns(year: number): readonly Column<Row>[] {
  const say = useSay()
  const title = (field: string) => say(`book.${field}`)
  return [
    { key: 'customer', title: title('customerName'), render: (r) => r.customerName },
    { key: 'no', title: title('customerNo'), width: 140, render: (r) => r.customerNo },
    { key: 'tier', title: title('tier'), width: 110, render: (r) => r.tier && <TierBadge tier={{ code: r.tier }} /> },
    { key: 'maintained', title: title('maintainedOn'), width: 120, render: (r) => <OnRecord day={r.maintainedOn} year={year} /> },
    { key: 'recommended', title: title('recommendedOn'), width: 120, render: (r) => <OnRecord day={r.recommendedOn} year={year} /> },
    { key: 'person', title: title('personName'), width: 110, render: (r) => <Person name={r.ownerName} /> },
    { key: 'unit', title: title('unitName'), width: 150, optional: true, render: (r) => r.unitName ?? <span className="k-t3">—</span> },
  ]
}

function Card({ row, year }: { row: Row; year: number }) {
  const say = useSay()
  return (
    <RowCard
      name={row.customerName}
      to={`/customers/${row.customerId}`}
      tier={row.tier === null ? null : { code: row.tier }}
      text={
        <>
          {say('book.maintainedOn')} <OnRecord day={row.maintainedOn} year={year} /> · {say('book.recommendedOn')}{' '}
          <OnRecord day={row.recommendedOn} year={year} />
        </>
      }
    />
  )
}
