import { SearchOutlined, SettingOutlined } from '@ant-design/icons'
import { Button as AntButton, Checkbox, Input, type InputRef, Popover, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { clearing } from '../clearing.tsx'
import { useKey } from '../keys.ts'
import { useSay } from '../say.tsx'
import { type Column, type ColumnChoice, shownColumns, withColumn } from './columns.ts'
import { FilterChips } from './filter-chips.tsx'
import type { ListProps } from './list-props.ts'

type ListToolsProps<Row> = Pick<ListProps<Row>, 'columns' | 'state' | 'search' | 'fields' | 'tools'> & {
  choice: ColumnChoice
  onChoice: (choice: ColumnChoice) => void
  phone: boolean
}

/** The line over a list: search, filters, and what the person may set about the columns. */
export function ListTools<Row>({ columns, state, search, fields, tools, choice, onChoice, phone }: ListToolsProps<Row>) {
  const filtered = fields !== undefined && fields.length > 0
  if (phone && search === undefined && !filtered && !tools) return null
  return (
    <div className="k-tools">
      {search !== undefined && (
        <SearchBox key={state.query.view} value={state.query.q} placeholder={search} onSearch={(q) => state.change({ q })} />
      )}
      {filtered && <FilterChips fields={fields} state={state} />}
      <span className="k-grow" />
      {tools}
      {!phone && <ColumnMenu columns={columns} choice={choice} onChoice={onChoice} />}
    </div>
  )
}

type SearchBoxProps = { value: string; placeholder: string; onSearch: (q: string) => void }

/** Searches a quarter second after the last key; keys of an input method do not count until they are words. */
function SearchBox({ value, placeholder, onSearch }: SearchBoxProps) {
  const say = useSay()
  const [typed, setTyped] = useState(value)
  const composing = useRef(false)
  const input = useRef<InputRef>(null)
  useKey('/', () => input.current?.focus())
  useEffect(() => setTyped(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts a search
  useEffect(() => {
    if (typed.trim() === value || composing.current) return
    const timer = setTimeout(() => onSearch(typed.trim()), 250)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <Input
      ref={input}
      className="k-search"
      type="search"
      prefix={<SearchOutlined />}
      placeholder={placeholder}
      aria-label={placeholder}
      value={typed}
      allowClear={clearing(say('ui.clear'))}
      onChange={(e) => setTyped(e.target.value)}
      onPressEnter={() => onSearch(typed.trim())}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(e) => {
        composing.current = false
        setTyped(`${e.currentTarget.value} `.trimEnd())
        onSearch(e.currentTarget.value.trim())
      }}
    />
  )
}

type ColumnMenuProps<Row> = { columns: readonly Column<Row>[]; choice: ColumnChoice; onChoice: (choice: ColumnChoice) => void }

function ColumnMenu<Row>({ columns, choice, onChoice }: ColumnMenuProps<Row>) {
  const say = useSay()
  const shown = new Set(shownColumns(columns, choice).map((c) => c.key))
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
          {columns.slice(1).map((c) => (
            <Checkbox key={c.key} checked={shown.has(c.key)} onChange={(e) => onChoice(withColumn(choice, c, e.target.checked))}>
              {c.title}
            </Checkbox>
          ))}
        </div>
      }
    >
      <AntButton size="small" type="text" icon={<SettingOutlined />}>
        {say('ui.columns')}
      </AntButton>
    </Popover>
  )
}
