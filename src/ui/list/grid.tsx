import { Table, type TableColumnsType, type TableProps } from 'antd'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { isWithin, useKey } from '../keys.ts'
import { Link, useGo } from '../link.tsx'
import { rowHeight } from '../palette.ts'
import { usePrinting } from '../printing.ts'
import { type Column, type ColumnChoice, shownColumns } from './columns.ts'
import type { ListProps, RowKey } from './list-props.ts'

const headHeight = 36
const looseWidth = 180
/** From here on only the rows in sight are in the document. */
const virtualFrom = 150

type GridProps<Row> = {
  list: ListProps<Row>
  choice: ColumnChoice
  selected: readonly RowKey[]
  onSelect: ((keys: readonly RowKey[]) => void) | undefined
}

/** The table of a list: fixed head, rows that load as one scrolls, J/K to walk, Enter to open, X to select. */
export function Grid<Row>({ list, choice, selected, onSelect }: GridProps<Row>) {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const columns = shownColumns(list.columns, choice)
  const rows = list.rows.rows
  const walk = useWalk(list, selected, onSelect)
  useFill(box, list)
  const needed = columns.reduce((sum, c) => sum + (c.width ?? looseWidth), onSelect ? 48 : 0)
  const printing = usePrinting()
  const virtual = rows.length >= virtualFrom && !printing
  return (
    <div ref={box} className={`k-grid ${choice.density}`} onScrollCapture={() => loadNearEnd(box.current, list)}>
      {size.height > 0 && (
        <Table<Row>
          size="small"
          tableLayout="fixed"
          pagination={false}
          virtual={virtual}
          columns={antColumns(list, columns)}
          dataSource={[...rows]}
          rowKey={list.rowKey}
          rowHoverable
          scroll={printing ? {} : { x: Math.max(needed, virtual ? size.width : 0), y: size.height - headHeight }}
          onChange={(_, __, sorter) =>
            !Array.isArray(sorter) &&
            list.state.change({ sort: sorter.order ? { key: String(sorter.columnKey), down: sorter.order === 'descend' } : undefined })
          }
          onRow={(row, i) => ({ className: walk.at === i ? 'k-current' : '', onClick: (e) => walk.click(row, i ?? 0, e) })}
          {...(onSelect ? { rowSelection: rowSelection(selected, onSelect) } : {})}
        />
      )}
    </div>
  )
}

const rowSelection = <Row,>(
  selected: readonly RowKey[],
  onSelect: (keys: readonly RowKey[]) => void,
): NonNullable<TableProps<Row>['rowSelection']> => ({
  selectedRowKeys: [...selected],
  columnWidth: 48,
  preserveSelectedRowKeys: true,
  onChange: (keys) => onSelect(keys.filter((k) => typeof k !== 'bigint')),
})

function antColumns<Row>(list: ListProps<Row>, columns: readonly Column<Row>[]): TableColumnsType<Row> {
  const { sort } = list.state.query
  const { to } = list
  return columns.map((c, i) => ({
    key: c.key,
    title: c.title,
    ...(c.width ? { width: c.width } : {}),
    align: c.align ?? 'left',
    ...(c.align === 'right' ? { className: 'k-right' } : {}),
    render: (_: unknown, row: Row) =>
      i === 0 && to ? (
        <Link to={to(row)} className="k-who">
          {c.render(row)}
        </Link>
      ) : (
        c.render(row)
      ),
    ...(c.sort
      ? {
          sorter: true,
          sortOrder: sort?.key === c.key ? (sort.down ? 'descend' : 'ascend') : null,
          sortDirections: c.sort === 'down' ? ['descend'] : ['ascend', 'descend'],
          showSorterTooltip: false,
        }
      : {}),
  }))
}

function useSize(box: { current: HTMLDivElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    if (!box.current) return
    const watcher = new ResizeObserver(
      ([entry]) => entry && setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) }),
    )
    watcher.observe(box.current)
    return () => watcher.disconnect()
  }, [box])
  return size
}

const scroller = (box: HTMLElement | null): HTMLElement | null =>
  box?.querySelector<HTMLElement>('.ant-table-body, .ant-table-tbody-virtual-holder') ?? null

function loadNearEnd<Row>(box: HTMLElement | null, { rows }: ListProps<Row>): void {
  const body = scroller(box)
  if (body && rows.hasMore && !rows.loadingMore && body.scrollTop + body.clientHeight > body.scrollHeight - 20 * rowHeight.normal)
    rows.more()
}

/** Tall screens: reads on until the rows fill the height. */
function useFill<Row>(box: { current: HTMLDivElement | null }, list: ListProps<Row>): void {
  const count = list.rows.rows.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once after each page
  useEffect(() => {
    const body = scroller(box.current)
    if (body && body.scrollHeight <= body.clientHeight) loadNearEnd(box.current, list)
  }, [count])
}

/** The row the keyboard stands on. */
function useWalk<Row>(list: ListProps<Row>, selected: readonly RowKey[], onSelect: ((keys: readonly RowKey[]) => void) | undefined) {
  const [at, setAt] = useState(-1)
  const go = useGo()
  const rows = list.rows.rows
  const row = rows[at]
  useKey('j', () => setAt(Math.min(at + 1, rows.length - 1)))
  useKey('k', () => setAt(Math.max(at - 1, 0)))
  useKey('Enter', row && list.to && document.activeElement === document.body ? () => list.to && go(list.to(row)) : undefined)
  useKey('x', row && onSelect ? () => onSelect(toggled(selected, list.rowKey(row))) : undefined)
  return {
    at,
    click: (clicked: Row, index: number, e: MouseEvent) => {
      setAt(index)
      const plain = isWithin(e) && !e.target.closest('a,button,input,label,.ant-table-selection-column')
      if (plain && list.to && getSelection()?.isCollapsed !== false) go(list.to(clicked))
    },
  }
}

const toggled = (keys: readonly RowKey[], key: RowKey): readonly RowKey[] =>
  keys.includes(key) ? keys.filter((k) => k !== key) : [...keys, key]
