import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button as AntButton, Popover } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useSay } from '../say.tsx'
import { Skeleton } from '../skeleton.tsx'
import { type FilterField, filterWords, opWords } from './filter-field.ts'
import { type Filter, withFilter } from './query.ts'
import type { ListState } from './use-list-query.ts'

const FilterEditor = lazy(() => import('./filter-editor.tsx').then((m) => ({ default: m.FilterEditor })))

/** The conditions of a list as chips: field, condition, value, ×. A click on one changes it. */
export function FilterChips({ fields, state }: { fields: readonly FilterField[]; state: ListState }) {
  const { filters } = state.query
  const set = (next: readonly Filter[]) => state.change({ filters: next })
  return (
    <>
      {filters.map((filter) => {
        const field = fields.find((f) => f.key === filter.field)
        return field ? (
          <FilterChip
            key={`${filter.field} ${filter.op} ${filter.value}`}
            field={field}
            filter={filter}
            onChange={(next) => set(withFilter(filters, next, filter))}
            onRemove={() => set(filters.filter((f) => f !== filter))}
          />
        ) : null
      })}
      <AddFilter fields={fields} onAdd={(next) => set(withFilter(filters, next))} />
    </>
  )
}

type FilterChipProps = { field: FilterField; filter: Filter; onChange: (filter: Filter) => void; onRemove: () => void }

function FilterChip({ field, filter, onChange, onRemove }: FilterChipProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const change = (next: Filter) => {
    setOpen(false)
    onChange(next)
  }
  return (
    <span className="k-filt">
      <Popover
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        open={open}
        onOpenChange={setOpen}
        destroyOnHidden
        content={
          <Suspense fallback={<Skeleton rows={2} />}>
            <FilterEditor field={field} filter={filter} onDone={change} />
          </Suspense>
        }
      >
        <button type="button" className="k-filt-words" aria-expanded={open}>
          <span>{field.title}</span>
          <span>{opWords(field, filter.op, say)}</span>
          <b>{filterWords(field, filter, say)}</b>
        </button>
      </Popover>
      <button type="button" className="k-filt-x" aria-label={say('ui.remove-filter', { name: field.title })} onClick={onRemove}>
        <CloseOutlined />
      </button>
    </span>
  )
}

function AddFilter({ fields, onAdd }: { fields: readonly FilterField[]; onAdd: (filter: Filter) => void }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<FilterField | undefined>(undefined)
  const show = (next: boolean) => {
    setOpen(next)
    setChosen(undefined)
  }
  const add = (filter: Filter) => {
    show(false)
    onAdd(filter)
  }
  const menu = (
    <ul className="k-pick-list">
      {fields.map((f) => (
        <li key={f.key}>
          <button type="button" onClick={() => setChosen(f)}>
            {f.title}
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      open={open}
      onOpenChange={show}
      destroyOnHidden
      content={
        chosen ? (
          <Suspense fallback={<Skeleton rows={2} />}>
            <FilterEditor field={chosen} onDone={add} />
          </Suspense>
        ) : (
          menu
        )
      }
    >
      <AntButton size="small" type="text" icon={<PlusOutlined />}>
        {say('ui.filter')}
      </AntButton>
    </Popover>
  )
}
