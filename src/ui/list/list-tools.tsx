import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState } from 'react'
import { useKey } from '../keys.ts'
import { useSay } from '../say.tsx'
import { ColumnMenu } from './column-menu.tsx'
import type { ColumnChoice } from './columns.ts'
import { FilterChips } from './filter-chips.tsx'
import { GroupMenu } from './groups.tsx'
import type { ListProps } from './list-props.ts'

type ListToolsProps<Row> = Pick<ListProps<Row>, 'columns' | 'state' | 'search' | 'fields' | 'tools' | 'groups'> & {
  choice: ColumnChoice
  onChoice: (choice: ColumnChoice) => void
  phone: boolean
}

/** The line over a list: search, filters, and what the person may set about the columns. */
export function ListTools<Row>({ columns, state, search, fields, tools, groups, choice, onChoice, phone }: ListToolsProps<Row>) {
  const filtered = fields !== undefined && fields.length > 0
  if (phone && search === undefined && !filtered && !tools && !groups) return null
  return (
    <div className="k-tools">
      {search !== undefined && (
        <SearchBox key={state.query.view} value={state.query.q} placeholder={search} onSearch={(q) => state.change({ q })} />
      )}
      {filtered && <FilterChips fields={fields} state={state} />}
      <span className="k-grow" />
      {groups && <GroupMenu groups={groups} state={state} />}
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
  const input = useRef<HTMLInputElement>(null)
  useKey('/', () => input.current?.focus(), { says: say('ui.key-search') })
  useEffect(() => setTyped(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts a search
  useEffect(() => {
    if (typed.trim() === value || composing.current) return
    const timer = setTimeout(() => onSearch(typed.trim()), 250)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <label className="k-search">
      <SearchOutlined />
      <input
        ref={input}
        type="search"
        placeholder={placeholder}
        aria-label={placeholder}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
        onKeyDown={(e) => e.key === 'Enter' && !e.nativeEvent.isComposing && onSearch(typed.trim())}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={(e) => {
          composing.current = false
          setTyped(`${e.currentTarget.value} `.trimEnd())
          onSearch(e.currentTarget.value.trim())
        }}
      />
    </label>
  )
}
