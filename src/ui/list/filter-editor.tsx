import { Button as AntButton, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { FilterOp } from '../../core/filter.ts'
import { useSay } from '../say.tsx'
import { freshValues, shownValues, storedValues } from './filter-draft.ts'
import { type FilterField, opsOf } from './filter-field.ts'
import { FilterValue } from './filter-value.tsx'
import { chipOf, leafOf, opWords } from './filter-words.ts'
import type { Filter } from './query.ts'

type FilterEditorProps = { field: FilterField; filter?: Filter; onDone: (filter: Filter) => void }

/** From so many ways of comparing on, they no longer stand side by side. */
const manyOps = 4

/** Chooses the condition and the value of one field; Enter applies. */
export function FilterEditor({ field, filter, onDone }: FilterEditorProps) {
  const say = useSay()
  const ops = opsOf(field)
  const [op, setOp] = useState<FilterOp>(filter?.op ?? ops[0] ?? 'is')
  const [typed, setTyped] = useState<readonly string[]>(() => (filter ? typedOf(field, filter) : freshValues(field, op)))
  const stored = storedFilter(field, op, typed)
  const choose = (next: FilterOp) => {
    if (freshValues(field, next).length !== freshValues(field, op).length || next === 'within' || op === 'within')
      setTyped(freshValues(field, next))
    setOp(next)
  }
  const options = ops.map((o) => ({ value: o, label: opWords(field, o, say) }))
  return (
    <form
      className="k-filter-editor"
      onSubmit={(e) => {
        e.preventDefault()
        if (stored) onDone(stored)
      }}
    >
      <b>{field.title}</b>
      {ops.length >= manyOps ? (
        <Select className="k-filter-select" aria-label={say('ui.op')} value={op} options={options} onChange={choose} />
      ) : (
        ops.length > 1 && <Segmented size="small" aria-label={say('ui.op')} value={op} options={options} onChange={choose} />
      )}
      <FilterValue field={field} op={op} typed={typed} onChange={setTyped} />
      <AntButton type="primary" size="small" htmlType="submit" disabled={stored === undefined}>
        {say('ui.apply')}
      </AntButton>
    </form>
  )
}

/** Lists that do not take `where` know the past days as a number alone. */
const isPastDays = (field: FilterField, op: FilterOp): boolean => op === 'within' && !field.relative

const typedOf = (field: FilterField, filter: Filter): readonly string[] =>
  isPastDays(field, filter.op) ? [filter.value] : shownValues(field, leafOf(filter, field).values)

function storedFilter(field: FilterField, op: FilterOp, typed: readonly string[]): Filter | undefined {
  const values = storedValues(field, op, isPastDays(field, op) ? typed.map((days) => `past-${days.trim()}`) : typed)
  return values && chipOf({ field: field.key, op, values })
}
