import { Button as AntButton, Tabs } from 'antd'
import { useEffect, useState } from 'react'
import { Empty } from '../empty.tsx'
import { useKept } from '../kept.ts'
import { usePhone } from '../media.ts'
import { Problem } from '../problem.tsx'
import { useSay } from '../say.tsx'
import { Skeleton } from '../skeleton.tsx'
import { BulkBar, withUnit } from './bulk-bar.tsx'
import { Cards } from './cards.tsx'
import { afterTicks, countOf, tickedOf } from './chosen.ts'
import { readChoice } from './columns.ts'
import { Grid } from './grid.tsx'
import type { ListProps, RowKey, Selection, View } from './list-props.ts'
import { ListTools } from './list-tools.tsx'
import type { ListState } from './use-list-query.ts'
import '../css/list.css'

const nothing: Pick<Selection, 'keys' | 'all' | 'except'> = { keys: [], all: false, except: [] }

/** Every list of the product: views, search, filters, table or cards, totals, bulk bar. What it shows lives in the address. */
export function List<Row>(p: ListProps<Row>) {
  const phone = usePhone()
  const [choice, setChoice] = useKept(`list.${p.id}`, readChoice)
  const [chosen, setChosen] = useState(nothing)
  const address = JSON.stringify(p.state.query)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question means another selection
  useEffect(() => setChosen(nothing), [address])
  const shown = p.rows.rows.map(p.rowKey)
  const tick = (ticked: readonly RowKey[]) => setChosen(afterTicks(shown, chosen, ticked))
  return (
    <div className="k-list">
      {p.views && <Views views={p.views} state={p.state} />}
      <ListTools {...p} choice={choice} onChoice={setChoice} phone={phone} />
      <div className="k-list-rows">
        {p.rows.problem && <Problem problem={p.rows.problem} again={p.rows.again} />}
        {p.rows.rows.length === 0 ? (
          <NoRows list={p} />
        ) : phone ? (
          <Cards rows={p.rows} rowKey={p.rowKey} card={p.card} to={p.to} />
        ) : (
          <Grid list={p} choice={choice} selected={tickedOf(shown, chosen)} onSelect={p.bulk ? tick : undefined} />
        )}
      </div>
      {!phone && p.rows.rows.length > 0 && <Footer list={p} />}
      {p.bulk && (chosen.all || chosen.keys.length > 0) && (
        <BulkBar
          selection={{ ...chosen, count: countOf(chosen, p.total) }}
          total={p.total}
          more={p.rows.hasMore}
          unit={p.unit}
          onAll={() => setChosen({ ...nothing, all: true })}
          onClear={() => setChosen(nothing)}
        >
          {p.bulk}
        </BulkBar>
      )}
    </div>
  )
}

function Views({ views, state }: { views: readonly View[]; state: ListState }) {
  return (
    <Tabs
      className="k-views"
      size="small"
      activeKey={state.query.view ?? views[0]?.key ?? ''}
      onChange={(view) => state.change({ view: view === views[0]?.key ? undefined : view })}
      items={views.map((v) => ({
        key: v.key,
        label: (
          <>
            {v.title}
            {v.count !== undefined && <small>{v.count}</small>}
          </>
        ),
      }))}
    />
  )
}

function NoRows<Row>({ list }: { list: ListProps<Row> }) {
  const say = useSay()
  const { query, change } = list.state
  if (list.rows.loading) return <Skeleton rows={12} />
  if (list.rows.problem) return null
  if (query.q || query.filters.length > 0) {
    return (
      <Empty
        title={say('ui.none-match')}
        action={<AntButton onClick={() => change({ q: '', filters: [] })}>{say('ui.clear-filters')}</AntButton>}
      />
    )
  }
  return list.empty ?? <Empty title={say('ui.nothing-here')} />
}

function Footer<Row>({ list }: { list: ListProps<Row> }) {
  const say = useSay()
  const { rows } = list
  const counted = (count: number) => ({ count: withUnit(count, list.unit) })
  return (
    <div className="k-foot">
      {list.total !== undefined && <b>{say('ui.total', counted(list.total))}</b>}
      {list.totals?.map((t, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: figures never move
        <span key={i}>{t}</span>
      ))}
      <span className="k-grow" />
      <span>{say(rows.hasMore ? 'ui.shown-more' : 'ui.shown-all', counted(rows.rows.length))}</span>
      {rows.hasMore && (
        <AntButton type="link" size="small" loading={rows.loadingMore} onClick={rows.more}>
          {say('ui.more')}
        </AntButton>
      )}
    </div>
  )
}
