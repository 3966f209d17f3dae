import { Table, type TableColumnsType, type TableProps } from 'antd'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { isWithin, useKey } from '../keys.ts'
import { Link, useGo } from '../link.tsx'
import { rowHeight } from '../palette.ts'
import { usePrinting } from '../printing.ts'
import { useSay } from '../say.tsx'
import { type Column, type ColumnChoice, shownColumns, withWidth } from './columns.ts'
import { HeaderCell } from './header-cell.tsx'
import type { ListProps, RowKey } from './list-props.ts'

const headHeight = 36
export const looseWidth = 180
/** From here on only the rows in sight are in the document. */
const virtualFrom = 150

type GridProps<Row> = {
  list: ListProps<Row>
  choice: ColumnChoice
  onChoice: (choice: ColumnChoice) => void
  selected: readonly RowKey[]
  onSelect: ((keys: readonly RowKey[]) => void) | undefined
}

/** The table of a list: fixed head, rows that load as one scrolls, J/K to walk, Enter to open, X to select. */
export function Grid<Row>({ list, choice, onChoice, selected, onSelect }: GridProps<Row>) {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const { columns, onWidth } = useWidths(list.columns, choice, onChoice)
  const rows = list.rows.rows
  const walk = useWalk(box, list, selected, onSelect)
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
          columns={antColumns(list, columns, choice.frozen, onWidth)}
          components={{ header: { cell: HeaderCell } }}
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

export const rowSelection = <Row,>(
  selected: readonly RowKey[],
  onSelect: (keys: readonly RowKey[]) => void,
): NonNullable<TableProps<Row>['rowSelection']> => ({
  selectedRowKeys: [...selected],
  columnWidth: 48,
  preserveSelectedRowKeys: true,
  onChange: (keys) => onSelect(keys.filter((k) => typeof k !== 'bigint')),
})

type OnWidth = (key: string, width: number, done: boolean) => void

/** The columns on screen; while an edge is dragged, as wide as it stands, and kept when it is let go. */
export function useWidths<Row>(all: readonly Column<Row>[], choice: ColumnChoice, onChoice: (choice: ColumnChoice) => void) {
  const [dragged, setDragged] = useState<ColumnChoice | undefined>(undefined)
  const onWidth: OnWidth = (key, width, done) => {
    const next = withWidth(choice, key, width)
    setDragged(done ? undefined : next)
    if (done) onChoice(next)
  }
  return { columns: shownColumns(all, dragged ?? choice), onWidth }
}

export function antColumns<Row>(
  list: ListProps<Row>,
  columns: readonly Column<Row>[],
  frozen: readonly string[],
  onWidth: OnWidth,
): TableColumnsType<Row> {
  const { sort } = list.state.query
  const { to } = list
  return columns.map((c, i) => ({
    key: c.key,
    title: c.title,
    ...(c.width ? { width: c.width } : {}),
    ...(frozen.length > 0 && (i === 0 || frozen.includes(c.key)) ? { fixed: 'left' as const } : {}),
    onHeaderCell: () => {
      const name = typeof c.title === 'string' ? c.title : ''
      // `onWidth` is for HeaderCell; the table hands on whatever it is given.
      const head = { ...(name ? { 'aria-label': name } : {}), onWidth: (width: number, done: boolean) => onWidth(c.key, width, done) }
      return head
    },
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
function useWalk<Row>(
  box: { current: HTMLDivElement | null },
  list: ListProps<Row>,
  selected: readonly RowKey[],
  onSelect: ((keys: readonly RowKey[]) => void) | undefined,
) {
  const [at, setAt] = useState(-1)
  const go = useGo()
  const rows = list.rows.rows
  const row = rows[at]
  const say = useSay()
  const walk = (to: number) => {
    setAt(to)
    showRow(box.current, rows[to] && list.rowKey(rows[to]), to)
    if (to > rows.length - 10 && list.rows.hasMore && !list.rows.loadingMore) list.rows.more()
  }
  const isEmpty = rows.length === 0
  useKey('j', isEmpty ? undefined : () => walk(Math.min(at + 1, rows.length - 1)), { says: say('ui.key-down') })
  useKey('k', isEmpty ? undefined : () => walk(Math.max(at - 1, 0)), { says: say('ui.key-up') })
  useKey('Enter', row && list.to && document.activeElement === document.body ? () => list.to && go(list.to(row)) : undefined, {
    says: say('ui.key-open'),
  })
  useKey('x', row && onSelect ? () => onSelect(toggled(selected, list.rowKey(row))) : undefined, { says: say('ui.key-select') })
  return {
    at,
    click: (clicked: Row, index: number, e: MouseEvent) => {
      setAt(index)
      const plain = isWithin(e) && !e.target.closest('a,button,input,label,.ant-table-selection-column')
      if (plain && list.to && getSelection()?.isCollapsed !== false) go(list.to(clicked))
    },
  }
}

/** Brings the row the keyboard went to into sight; one that is not in the document is where its height says. */
function showRow(box: HTMLElement | null, key: RowKey | undefined, at: number): void {
  const row = key === undefined ? undefined : box?.querySelector(`[data-row-key="${CSS.escape(String(key))}"]`)
  const body = scroller(box)
  if (row) row.scrollIntoView({ block: 'nearest' })
  else if (body) body.scrollTop = at * rowHeight.normal - body.clientHeight / 2
}

const toggled = (keys: readonly RowKey[], key: RowKey): readonly RowKey[] =>
  keys.includes(key) ? keys.filter((k) => k !== key) : [...keys, key]
