import { Button as AntButton } from 'antd'
import { useEffect, useState } from 'react'
import { Empty } from '../empty.tsx'
import { usePhone } from '../media.ts'
import { Problem } from '../problem.tsx'
import { useSay } from '../say.tsx'
import { Skeleton } from '../skeleton.tsx'
import { BulkBar, withUnit } from './bulk-bar.tsx'
import { Cards } from './cards.tsx'
import { afterTicks, countOf, tickedOf } from './chosen.ts'
import { Grid } from './grid.tsx'
import { Groups, groupedBy } from './groups.tsx'
import type { ListProps, RowKey, Selection } from './list-props.ts'
import { ListTools } from './list-tools.tsx'
import { News } from './news.tsx'
import { useColumnChoice } from './use-column-choice.ts'
import { ViewBar } from './view-bar.tsx'
import '../css/list.css'

const nothing: Pick<Selection, 'keys' | 'all' | 'except'> = { keys: [], all: false, except: [] }

/** Every list of the product: views, search, filters, table or cards, totals, bulk bar. What it shows lives in the address. */
export function List<Row>(p: ListProps<Row>) {
  const phone = usePhone()
  const columns = useColumnChoice(p)
  const grouping = groupedBy(p)
  const [chosen, setChosen] = useState(nothing)
  const address = JSON.stringify(p.state.query)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question means another selection
  useEffect(() => setChosen(nothing), [address])
  const shown = p.rows.rows.map(p.rowKey)
  const tick = (ticked: readonly RowKey[]) => setChosen(afterTicks(shown, chosen, ticked))
  return (
    <div className="k-list">
      <ViewBar quick={p.views ?? []} state={p.state} saved={p.saved} columns={columns.text} />
      <ListTools {...p} {...columns} phone={phone} />
      <News rows={p.rows} />
      <div className="k-list-rows">
        {p.rows.problem && <Problem problem={p.rows.problem} again={p.rows.again} />}
        {p.rows.rows.length === 0 ? (
          <NoRows list={p} />
        ) : grouping ? (
          <Groups
            key={p.state.query.group}
            list={p}
            grouping={grouping}
            {...columns}
            selected={chosen.keys}
            onSelect={p.bulk ? (keys) => setChosen({ ...nothing, keys }) : undefined}
          />
        ) : phone ? (
          <Cards rows={p.rows} rowKey={p.rowKey} card={p.card} to={p.to} />
        ) : (
          <Grid list={p} {...columns} selected={tickedOf(shown, chosen)} onSelect={p.bulk ? tick : undefined} />
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

function NoRows<Row>({ list }: { list: ListProps<Row> }) {
  const say = useSay()
  const { query, change } = list.state
  if (list.rows.loading) return <Skeleton rows={12} />
  if (list.rows.problem) return null
  if (query.q || query.filters.length > 0 || query.where) {
    return (
      <Empty
        title={say('ui.none-match')}
        action={<AntButton onClick={() => change({ q: '', filters: [], where: undefined })}>{say('ui.clear-filters')}</AntButton>}
      />
    )
  }
  return list.empty ?? <Empty title={say('ui.nothing-here')} />
}

function Footer<Row>({ list }: { list: ListProps<Row> }) {
  const say = useSay()
  const counted = (count: number) => ({ count: withUnit(count, list.unit) })
  return (
    <div className="k-foot">
      {list.total !== undefined && <b>{say('ui.total', counted(list.total))}</b>}
      {list.totals?.map((t, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: figures never move
        <span key={i}>{t}</span>
      ))}
      <span className="k-grow" />
      {groupedBy(list) === undefined && <Shown list={list} />}
    </div>
  )
}

function Shown<Row>({ list: { rows, unit } }: { list: ListProps<Row> }) {
  const say = useSay()
  const counted = (count: number) => ({ count: withUnit(count, unit) })
  return (
    <>
      <span>{say(rows.hasMore ? 'ui.shown-more' : 'ui.shown-all', counted(rows.rows.length))}</span>
      {rows.hasMore && (
        <AntButton type="link" size="small" loading={rows.loadingMore} onClick={rows.more}>
          {say('ui.more')}
        </AntButton>
      )}
    </>
  )
}
