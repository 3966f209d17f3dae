import { useMemo } from 'react'
import type { OutputOf } from '../../../core/endpoint.ts'
import { usePages, useRead } from '../../../platform/web/reads.ts'
import { Chip, Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import type { FilterField } from '../../../ui/list/filter-field.ts'
import { List } from '../../../ui/list/list.tsx'
import { filterValue } from '../../../ui/list/query.ts'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { DayText } from '../../../ui/when.tsx'
import { complianceRecords, outcomes, overview, type RecordFilter, ruleCompliance } from '../contract.ts'
import { figureWord, outcomesOf, standingWord } from '../policy/told.ts'
import type { Period } from '../policy.ts'
import { ExportButton } from './export-button.tsx'
import { PeriodPicker, usePeriod, within } from './period.tsx'
import './compliance.css'

type Row = OutputOf<typeof complianceRecords>['rows'][number]

const numberOrNone = (text: string | undefined): number | 'none' | undefined =>
  text === 'none' ? text : Number.isSafeInteger(Number(text)) ? Number(text) : undefined

/** What the address asks of the server. */
function useFilter(period: Period): RecordFilter {
  const { filters } = useListQuery().query
  const is = (field: string) => filterValue(filters, field, 'is')
  return {
    ...period,
    ruleId: is('rule'),
    standing: outcomes.find((o) => o === is('standing')),
    unitId: numberOrNone(is('unit')),
    personId: numberOrNone(is('person')),
    tier: is('tier'),
    class: (['KEY', 'GENERAL', 'none'] as const).find((c) => c === is('class')),
  }
}

/** The records behind a figure; each leads to its customer and its task. */
export function Records() {
  const say = useSay()
  const period = usePeriod()
  const state = useListQuery()
  const filter = useFilter(period)
  const rows = usePages(complianceRecords, { ...filter, limit: 100 })
  const places = useMemo(() => new Map(rows.rows.map((r, i) => [r, i])), [rows.rows])
  const back = filter.ruleId === undefined ? '/compliance' : `/compliance/rules/${filter.ruleId}`
  return (
    <Page title={say('compliance.records')} body="fill" back={within(period, back)} moreActions={<ExportButton filter={filter} />}>
      <div className="comp-tools">
        <PeriodPicker period={period} />
      </div>
      <List<Row>
        id="compliance-records"
        saved="compliance-records"
        rows={rows}
        rowKey={(r) => places.get(r) ?? 0}
        state={state}
        columns={useColumns(filter.ruleId)}
        fields={useFields(period, filter.ruleId)}
        unit={say('compliance.unit')}
        card={(r) => (
          <RowCard
            name={r.customerName ?? say('compliance.hidden')}
            {...(r.taskId === null ? {} : { to: taskAddress(r.taskId) })}
            kind={r.ruleId}
            when={<DayText day={r.dueOn} />}
            text={
              <>
                <Standing row={r} /> {r.personName}
              </>
            }
          />
        )}
        empty={<Empty title={say('compliance.nothing')} />}
      />
    </Page>
  )
}

const taskAddress = (id: number): string => `/tasks?task=${id}`

const tones = { ON_TIME: 'ok', LATE: 'warn', OPEN_LATE: 'danger', WAIVED: 'plain', NOT_APPLICABLE: 'plain' } as const

function Standing({ row: { ruleId, standing } }: { row: Row }) {
  const say = useSay()
  return <Chip tone={tones[standing]}>{say(standingWord(standing, ruleId))}</Chip>
}

function Customer({ row }: { row: Row }) {
  const say = useSay()
  if (row.customerId === null) return <span className="k-t3">{say('compliance.hidden')}</span>
  return (
    <span className="k-row">
      <Link to={`/customers/${row.customerId}`} className="k-cut">
        {row.customerName}
      </Link>
      <span className="k-t3 k-aux">{row.customerNo}</span>
    </span>
  )
}

function useColumns(ruleId: string | undefined): readonly Column<Row>[] {
  const say = useSay()
  const title = (field: string) => say(`compliance.column.${field}`)
  return [
    { key: 'customer', title: title('customerName'), render: (r) => <Customer row={r} /> },
    { key: 'rule', title: title('ruleId'), width: 100, render: (r) => r.ruleId },
    { key: 'standing', title: title('standing'), width: 110, render: (r) => <Standing row={r} /> },
    { key: 'due', title: title('dueOn'), width: 110, render: (r) => <DayText day={r.dueOn} /> },
    { key: 'until', title: title('windowTo'), width: 110, render: (r) => <DayText day={r.windowTo} /> },
    { key: 'done', title: say(figureWord('column.doneOn', ruleId)), width: 110, render: (r) => <DayText day={r.doneOn} /> },
    { key: 'person', title: title('personName'), width: 130, render: (r) => <Person name={r.personName} /> },
    { key: 'unit', title: title('unitName'), width: 140, render: (r) => r.unitName ?? '—' },
    { key: 'tier', title: title('tier'), width: 110, render: (r) => (r.tier === null ? '—' : <TierBadge tier={{ code: r.tier }} />) },
    {
      key: 'task',
      title: say('compliance.record'),
      width: 110,
      render: (r) => (r.taskId === null ? '—' : <Link to={taskAddress(r.taskId)}>{say('compliance.open-task')}</Link>),
    },
    { key: 'class', title: title('class'), width: 110, optional: true, render: (r) => r.class && say(`compliance.class.${r.class}`) },
    { key: 'reason', title: title('reason'), width: 220, optional: true, render: (r) => r.reason ?? '—' },
  ]
}

/** Rules to choose from; of a chosen one also the units, people, tiers and classes it was owed by. */
function useFields(period: Period, ruleId: string | undefined): readonly FilterField[] {
  const say = useSay()
  const { data: all } = useRead(overview, period)
  const { data: one } = useRead(ruleCompliance, { ruleId: ruleId ?? '', ...period }, { when: ruleId !== undefined })
  const nobody = say('compliance.nobody')
  const choice = (key: string, title: string, options: FilterField['options'] = []): FilterField => ({
    ...{ key, title: say(`compliance.column.${title}`), kind: 'choice', one: true, ops: ['is'], options },
  })
  const refs = (rows: readonly { id: number | null; name: string | null }[]) =>
    rows.map((r) => ({ value: String(r.id ?? 'none'), label: r.name ?? nobody }))
  const codes = (rows: readonly { code: string | null }[], words: string) =>
    rows.map(({ code }) => ({ value: code ?? 'none', label: code === null ? nobody : say(`${words}.${code}`) }))
  return [
    choice(
      'rule',
      'ruleId',
      all?.rules.map((r) => ({ value: r.ruleId, label: `${r.ruleId} ${r.title}` })),
    ),
    choice(
      'standing',
      'standing',
      outcomesOf(ruleId).map((o) => ({ value: o, label: say(standingWord(o, ruleId)) })),
    ),
    ...(one
      ? [
          choice('unit', 'unitName', refs(one.byUnit)),
          choice('person', 'personName', refs(one.byPerson)),
          choice('tier', 'tier', codes(one.byTier, 'tier')),
          choice('class', 'class', codes(one.byClass, 'compliance.class')),
        ]
      : []),
  ]
}
