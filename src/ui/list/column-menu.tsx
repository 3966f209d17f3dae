import { HolderOutlined, PushpinFilled, PushpinOutlined, SettingOutlined } from '@ant-design/icons'
import { Button as AntButton, Checkbox, Popover, Segmented } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useSay } from '../say.tsx'
import { type Column, type ColumnChoice, orderedColumns, readChoice, shownColumns, withColumn, withFrozen, withPlace } from './columns.ts'

type ColumnMenuProps<Row> = { columns: readonly Column<Row>[]; choice: ColumnChoice; onChoice: (choice: ColumnChoice) => void }

/** Which columns are shown, in which order, which stay in sight, and how dense the rows are. */
export function ColumnMenu<Row>({ columns, choice, onChoice }: ColumnMenuProps<Row>) {
  const say = useSay()
  const densities = (['tight', 'normal', 'loose'] as const).map((value) => ({ value, label: say(`ui.density-${value}`) }))
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className="k-columns">
          <Segmented
            size="small"
            block
            aria-label={say('ui.row-height')}
            value={choice.density}
            options={densities}
            onChange={(density) => onChoice({ ...choice, density })}
          />
          <ColumnRows columns={columns} choice={choice} onChoice={onChoice} />
          <AntButton type="link" size="small" onClick={() => onChoice({ ...readChoice(null), density: choice.density })}>
            {say('ui.columns-plain')}
          </AntButton>
        </div>
      }
    >
      <AntButton size="small" type="text" icon={<SettingOutlined />}>
        {say('ui.columns')}
      </AntButton>
    </Popover>
  )
}

/** One line a column: dragged by its handle, or moved with the arrow keys while the handle has the focus. */
function ColumnRows<Row>({ columns, choice, onChoice }: ColumnMenuProps<Row>) {
  const [held, setHeld] = useState<string | undefined>(undefined)
  const all = orderedColumns(columns, choice)
  const shown = new Set(shownColumns(columns, choice).map((c) => c.key))
  const onKey = (i: number) => (e: KeyboardEvent) => {
    const step = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : 0
    const [from, to] = [all[i], all[i + step]]
    if (step === 0 || !from || !to) return
    e.preventDefault()
    onChoice(withPlace(choice, columns, from.key, to.key))
  }
  return (
    <ul>
      {all.slice(1).map((c, i) => (
        <li
          key={c.key}
          className={held === c.key ? 'held' : ''}
          onDragOver={(e) => {
            if (held === undefined) return
            e.preventDefault()
            if (held !== c.key) onChoice(withPlace(choice, columns, held, c.key))
          }}
          onDrop={(e) => e.preventDefault()}
        >
          <Handle column={c} onKey={onKey(i + 1)} onHold={setHeld} />
          <Checkbox checked={shown.has(c.key)} onChange={(e) => onChoice(withColumn(choice, c, e.target.checked))}>
            <ColumnName column={c} />
          </Checkbox>
          <Freeze column={c} choice={choice} onChoice={onChoice} />
        </li>
      ))}
    </ul>
  )
}

/** A column without words over it is known by its place only. */
function ColumnName<Row>({ column }: { column: Column<Row> }) {
  const say = useSay()
  return column.title || say('ui.column-nameless')
}

const wordsOf = <Row,>({ title }: Column<Row>): string => (typeof title === 'string' ? title : '')

type HandleProps<Row> = { column: Column<Row>; onKey: (e: KeyboardEvent) => void; onHold: (key: string | undefined) => void }

function Handle<Row>({ column, onKey, onHold }: HandleProps<Row>) {
  const say = useSay()
  return (
    <button
      type="button"
      className="k-column-handle"
      draggable
      aria-label={say('ui.column-move', { name: wordsOf(column) })}
      title={say('ui.column-move-how')}
      onKeyDown={onKey}
      onDragStart={(e) => {
        e.dataTransfer.effectAllowed = 'move'
        e.dataTransfer.setData('text/plain', column.key)
        onHold(column.key)
      }}
      onDragEnd={() => onHold(undefined)}
    >
      <HolderOutlined />
    </button>
  )
}

type FreezeProps<Row> = { column: Column<Row>; choice: ColumnChoice; onChoice: (choice: ColumnChoice) => void }

function Freeze<Row>({ column, choice, onChoice }: FreezeProps<Row>) {
  const say = useSay()
  const on = choice.frozen.includes(column.key)
  return (
    <button
      type="button"
      className={`k-column-freeze ${on ? 'on' : ''}`}
      aria-pressed={on}
      aria-label={say('ui.column-freeze', { name: wordsOf(column) })}
      title={say('ui.column-freeze-how')}
      onClick={() => onChoice(withFrozen(choice, column.key, !on))}
    >
      {on ? <PushpinFilled /> : <PushpinOutlined />}
    </button>
  )
}
