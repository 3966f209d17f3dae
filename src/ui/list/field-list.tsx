import { Input } from 'antd'
import { useState } from 'react'
import { useSay } from '../say.tsx'
import type { FilterField } from './filter-field.ts'
import { isFoundBy } from './pinyin-initials.ts'

/** From so many fields on, one types to find one. */
const manyFields = 14

/** The fields of a list to choose from, under their headings; found by a part of the name or the initials of its pinyin. */
export function FieldList({ fields, onChoose }: { fields: readonly FilterField[]; onChoose: (field: FilterField) => void }) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const found = fields.filter((f) => isFoundBy(f.title, typed))
  const groups = [...Map.groupBy(found, (f) => f.group ?? '')]
  const [first] = found
  return (
    <div className="k-pick">
      {fields.length >= manyFields && (
        <Input
          autoFocus
          allowClear
          placeholder={say('ui.find-field')}
          aria-label={say('ui.find-field')}
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          onPressEnter={() => typed !== '' && first && onChoose(first)}
        />
      )}
      <ul className="k-pick-list">
        {groups.map(([group, some]) => (
          <li key={group}>
            {group !== '' && <span className="k-pick-group">{group}</span>}
            <ul>
              {some.map((f) => (
                <li key={f.key}>
                  <button type="button" onClick={() => onChoose(f)}>
                    {f.title}
                  </button>
                </li>
              ))}
            </ul>
          </li>
        ))}
        {found.length === 0 && <li className="k-aux k-t3">{say('ui.no-field')}</li>}
      </ul>
    </div>
  )
}
