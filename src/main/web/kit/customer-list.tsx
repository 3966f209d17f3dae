import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { useMemo, useState } from 'react'
import { Amount, Trend } from '../../../ui/amount.tsx'
import { Bar } from '../../../ui/bar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Person } from '../../../ui/chip.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import type { FilterField } from '../../../ui/list/filter-field.ts'
import { List } from '../../../ui/list/list.tsx'
import type { RowSource } from '../../../ui/list/list-props.ts'
import { filterValues, type ListQuery } from '../../../ui/list/query.ts'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { Page } from '../../../ui/page.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { DayText } from '../../../ui/when.tsx'
import { type SampleCustomer, sampleCustomers } from './sample.ts'

const columns: readonly Column<SampleCustomer>[] = [
  { key: 'name', title: '客户', render: (c) => c.name, sort: true },
  { key: 'number', title: '编号', width: 92, render: (c) => <span className="k-t3">{c.number}</span> },
  { key: 'tier', title: '层级', width: 96, render: (c) => <TierBadge tier={{ code: c.tier }} /> },
  { key: 'stage', title: '阶段', width: 70, render: (c) => c.stage },
  { key: 'rfm', title: 'RFM', width: 54, align: 'right', render: (c) => c.rfm, sort: true },
  { key: 'health', title: '健康分', width: 92, render: (c) => <Bar value={c.health} goodFrom={60} figure /> },
  {
    key: 'year',
    title: '近 12 月采购（万元）',
    width: 150,
    align: 'right',
    sort: true,
    render: (c) => (
      <>
        <Amount fen={c.year} /> <Trend percent={c.change} />
      </>
    ),
  },
  { key: 'last', title: '最近下单', width: 116, align: 'right', render: (c) => <DayText day={c.last} distance />, sort: true },
  {
    key: 'duty',
    title: '下一项义务',
    width: 150,
    render: (c) => (
      <>
        {c.duty}{' '}
        <span className="k-t3 k-aux k-gap">
          <DayText day={c.due} words />
        </span>
      </>
    ),
  },
  { key: 'owner', title: '负责人', width: 90, render: (c) => <Person name={c.owner} /> },
  {
    key: 'complete',
    title: '完整率',
    width: 84,
    align: 'right',
    render: (c) => <span className={c.complete < 85 ? 'k-warn' : ''}>{c.complete}%</span>,
  },
]

const fields: readonly FilterField[] = [
  { key: 'owner', title: '负责人', kind: 'choice', options: ['沈知远', '周砚', '苏棠'].map((value) => ({ value, label: value })) },
  { key: 'last', title: '最近下单', kind: 'day' },
  { key: 'year', title: '近 12 月采购', kind: 'money' },
  { key: 'key', title: '大客户', kind: 'flag' },
]

/** Stands in for the server: pages of forty. */
function useRows(query: ListQuery): RowSource<SampleCustomer> & { total: number } {
  const [shown, setShown] = useState(40)
  const all = useMemo(() => sampleCustomers(200), [])
  const owners = filterValues(query.filters, 'owner', 'is')
  const found = all.filter((c) => c.name.includes(query.q) && (owners.length === 0 || owners.includes(c.owner)))
  return {
    rows: found.slice(0, shown),
    total: found.length,
    loading: false,
    problem: undefined,
    hasMore: shown < found.length,
    loadingMore: false,
    more: () => setShown((n) => n + 40),
    again: () => undefined,
  }
}

export function CustomerList() {
  const state = useListQuery()
  const rows = useRows(state.query)
  return (
    <Page
      title="客户"
      note={`${rows.total} 家 · 数据截至 14:20`}
      body="fill"
      moreActions={
        <>
          <Button icon={<DownloadOutlined />}>导出</Button>
          <Button>导入</Button>
        </>
      }
      actions={
        <Button kind="primary" icon={<PlusOutlined />} to="/kit/form">
          新建客户
        </Button>
      }
    >
      <List
        id="kit-customers"
        columns={columns}
        rows={rows}
        rowKey={(c) => c.id}
        state={state}
        to={(c) => `/kit/customers/${c.id}`}
        views={[
          { key: 'mine', title: '我和下属', count: 128 },
          { key: 'visit', title: '本季应上门', count: 31 },
          { key: 'risk', title: '60 天未下单', count: 12 },
        ]}
        search="名称、拼音、电话后四位"
        fields={fields}
        total={rows.total}
        unit="家"
        totals={['近 12 月采购 1,386.42 万元', '平均健康分 73', '完整率 92.7%']}
        bulk={({ count }) => (
          <>
            <Button kind="text">分派</Button>
            <Button kind="text">打标签</Button>
            <Button kind="text">建任务</Button>
            <Button kind="text" disabledBecause={(count ?? 0) > 2 ? '负责人不同，不能合并' : undefined}>
              合并
            </Button>
          </>
        )}
        card={(c) => (
          <RowCard
            name={c.name}
            to={`/kit/customers/${c.id}`}
            tier={{ code: c.tier }}
            kind={c.duty}
            when={<DayText day={c.due} words />}
            text={
              <>
                近 12 月 <Amount fen={c.year} unit /> · {c.owner}
              </>
            }
          />
        )}
      />
    </Page>
  )
}
