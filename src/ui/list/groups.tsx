import { DownOutlined, GroupOutlined, RightOutlined } from '@ant-design/icons'
import { Button as AntButton, Popover, Table } from 'antd'
import { useState } from 'react'
import { usePhone } from '../media.ts'
import { Problem } from '../problem.tsx'
import { useSay } from '../say.tsx'
import { Skeleton } from '../skeleton.tsx'
import { withUnit } from './bulk-bar.tsx'
import { Cards } from './cards.tsx'
import { antColumns, looseWidth, rowSelection, useWidths } from './grid.tsx'
import { HeaderCell } from './header-cell.tsx'
import type { Grouping, ListGroup, ListProps, RowKey } from './list-props.ts'
import type { Columns } from './use-column-choice.ts'
import type { ListState } from './use-list-query.ts'

/** The grouping the address asks for, where the list knows it. */
export const groupedBy = <Row,>({ groups, state }: Pick<ListProps<Row>, 'groups' | 'state'>): Grouping<Row> | undefined =>
  groups?.fields.some((f) => f.key === state.query.group) ? groups : undefined

/** What the rows are grouped by. */
export function GroupMenu<Row>({ groups, state }: { groups: Grouping<Row>; state: ListState }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const current = groups.fields.find((f) => f.key === state.query.group)
  const choose = (group: string | undefined) => {
    setOpen(false)
    state.change({ group })
  }
  const menu = (
    <ul className="k-pick-list">
      {[{ key: undefined, title: say('ui.no-groups') }, ...groups.fields].map((f) => (
        <li key={f.key ?? ''}>
          <button type="button" aria-current={f.key === current?.key} onClick={() => choose(f.key)}>
            {f.title}
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} open={open} onOpenChange={setOpen} content={menu}>
      <AntButton size="small" type="text" icon={<GroupOutlined />}>
        {current ? say('ui.grouped-by', { name: current.title }) : say('ui.groups')}
      </AntButton>
    </Popover>
  )
}

type GroupsProps<Row> = Columns & {
  list: ListProps<Row>
  grouping: Grouping<Row>
  selected: readonly RowKey[]
  onSelect: ((keys: readonly RowKey[]) => void) | undefined
}

/** The rows under heads with their counts; a head opens its rows in place. */
export function Groups<Row>({ grouping, ...rest }: GroupsProps<Row>) {
  const [open, setOpen] = useState<readonly (string | null)[]>([])
  const toggle = (key: string | null) => setOpen(open.includes(key) ? open.filter((k) => k !== key) : [...open, key])
  if (grouping.problem) return <Problem problem={grouping.problem} again={grouping.again} />
  if (!grouping.groups) return <Skeleton rows={8} />
  return (
    <div className="k-groups">
      {grouping.groups.map((group) => (
        <Group key={group.key ?? ''} group={group} open={open.includes(group.key)} onToggle={toggle} grouping={grouping} {...rest} />
      ))}
      {grouping.note && <p className="k-aux k-t3">{grouping.note}</p>}
    </div>
  )
}

type GroupProps<Row> = GroupsProps<Row> & { group: ListGroup; open: boolean; onToggle: (key: string | null) => void }

function Group<Row>({ group, open, onToggle, ...rest }: GroupProps<Row>) {
  return (
    <section>
      <h3>
        <button type="button" aria-expanded={open} onClick={() => onToggle(group.key)}>
          {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
          <b>{group.title}</b>
          <span className="k-t3">{withUnit(group.count, rest.list.unit)}</span>
          <span className="k-grow" />
          {group.figure}
        </button>
      </h3>
      {open && <GroupRows group={group} {...rest} />}
    </section>
  )
}

function GroupRows<Row>({ group, grouping, list, choice, onChoice, selected, onSelect }: GroupsProps<Row> & { group: ListGroup }) {
  const say = useSay()
  const phone = usePhone()
  const rows = grouping.useRows(group)
  const { columns, onWidth } = useWidths(list.columns, choice, onChoice)
  if (rows.problem) return <Problem problem={rows.problem} again={rows.again} />
  if (rows.loading) return <Skeleton rows={Math.min(group.count, 4)} />
  if (phone) return <Cards rows={rows} rowKey={list.rowKey} card={list.card} to={list.to} />
  return (
    <div className={`k-grid ${choice.density}`}>
      <Table<Row>
        size="small"
        tableLayout="fixed"
        pagination={false}
        columns={antColumns(list, columns, choice.frozen, onWidth)}
        components={{ header: { cell: HeaderCell } }}
        dataSource={[...rows.rows]}
        rowKey={list.rowKey}
        scroll={{ x: columns.reduce((sum, c) => sum + (c.width ?? looseWidth), onSelect ? 48 : 0) }}
        onChange={(_, __, sorter) =>
          !Array.isArray(sorter) &&
          list.state.change({ sort: sorter.order ? { key: String(sorter.columnKey), down: sorter.order === 'descend' } : undefined })
        }
        {...(onSelect ? { rowSelection: rowSelection<Row>(selected, onSelect) } : {})}
      />
      {rows.hasMore && (
        <AntButton type="link" size="small" loading={rows.loadingMore} onClick={rows.more}>
          {say('ui.more')}
        </AntButton>
      )}
    </div>
  )
}
