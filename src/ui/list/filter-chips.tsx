import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button as AntButton, Popover } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type Condition, leavesOf } from '../../core/filter.ts'
import { conditionText, readCondition } from '../../core/filter-text.ts'
import { useSay } from '../say.tsx'
import { Skeleton } from '../skeleton.tsx'
import type { FilterField } from './filter-field.ts'
import { askedOf, chipsOf, conditionWords, filterWords, opWords } from './filter-words.ts'
import { type Filter, withFilter } from './query.ts'
import type { ListState } from './use-list-query.ts'
import { useLoadedFields } from './use-loaded-fields.ts'

const FieldList = lazy(() => import('./field-list.tsx').then((m) => ({ default: m.FieldList })))
const FilterEditor = lazy(() => import('./filter-editor.tsx').then((m) => ({ default: m.FilterEditor })))
const FilterBuilder = lazy(() => import('./filter-builder.tsx').then((m) => ({ default: m.FilterBuilder })))

/**
 * The conditions of a list as chips: field, condition, value, ×. A click on one changes it. Conditions that are joined by more than
 * "and" are one chip that says them whole; where the fields know it, they are put together in the builder.
 */
export function FilterChips({ fields: declared, state }: { fields: readonly FilterField[]; state: ListState }) {
  const { filters, where } = state.query
  const [building, setBuilding] = useState(false)
  const [adding, setAdding] = useState<string | undefined>(undefined)
  const asked = askedOf(state.query, declared)
  const used = new Set([...(asked ? leavesOf(asked).map(({ leaf }) => leaf.field) : []), adding])
  const fields = useLoadedFields(declared, (f) => used.has(f.key))
  const set = (next: readonly Filter[]) => state.change({ filters: next })
  const apply = (condition: Condition | undefined) => {
    setBuilding(false)
    const chips = condition ? chipsOf(condition) : []
    state.change(chips ? { filters: chips, where: undefined } : { filters: [], where: condition && conditionText(condition) })
  }
  const build = fields.some((f) => f.relative) ? () => setBuilding(true) : undefined
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
      {where !== undefined && (
        <WhereChip where={where} fields={fields} onOpen={() => setBuilding(true)} onRemove={() => state.change({ where: undefined })} />
      )}
      <AddFilter fields={fields} onChosen={setAdding} onAdd={(next) => set(withFilter(filters, next))} onBuild={build} />
      {building && (
        <Suspense fallback={null}>
          <FilterBuilder fields={fields} condition={asked} onApply={apply} onClose={() => setBuilding(false)} />
        </Suspense>
      )}
    </>
  )
}

type WhereChipProps = { where: string; fields: readonly FilterField[]; onOpen: () => void; onRemove: () => void }

function WhereChip({ where, fields, onOpen, onRemove }: WhereChipProps) {
  const say = useSay()
  const read = readCondition(where)
  const words = read.ok ? conditionWords(read.condition, fields, say) : say('ui.unreadable')
  return (
    <span className="k-filt">
      <button type="button" className="k-filt-words" title={words} onClick={onOpen}>
        <span>{say('ui.combined')}</span>
        <b className={read.ok ? 'k-filt-whole' : 'k-filt-whole k-danger'}>{words}</b>
      </button>
      <button type="button" className="k-filt-x" aria-label={say('ui.remove-filter', { name: say('ui.combined') })} onClick={onRemove}>
        <CloseOutlined />
      </button>
    </span>
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
  const words = filterWords(field, filter, say)
  const isBare = filter.op === 'empty' || filter.op === 'filled'
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
          {!isBare && <span>{opWords(field, filter.op, say)}</span>}
          <b>{isBare ? opWords(field, filter.op, say) : words}</b>
        </button>
      </Popover>
      <button type="button" className="k-filt-x" aria-label={say('ui.remove-filter', { name: field.title })} onClick={onRemove}>
        <CloseOutlined />
      </button>
    </span>
  )
}

type AddFilterProps = {
  fields: readonly FilterField[]
  onChosen: (key: string | undefined) => void
  onAdd: (filter: Filter) => void
  onBuild: (() => void) | undefined
}

function AddFilter({ fields, onChosen, onAdd, onBuild }: AddFilterProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [key, setKey] = useState<string | undefined>(undefined)
  const choose = (next: string | undefined) => {
    setKey(next)
    onChosen(next)
  }
  const show = (next: boolean) => {
    setOpen(next)
    choose(undefined)
  }
  const add = (filter: Filter) => {
    show(false)
    onAdd(filter)
  }
  const chosen = fields.find((f) => f.key === key)
  const menu = (
    <>
      <Suspense fallback={<Skeleton rows={6} />}>
        <FieldList fields={fields} onChoose={(f) => choose(f.key)} />
      </Suspense>
      {onBuild && (
        <div className="k-pick-more">
          <button
            type="button"
            onClick={() => {
              show(false)
              onBuild()
            }}
          >
            {say('ui.combine')}
          </button>
        </div>
      )}
    </>
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
