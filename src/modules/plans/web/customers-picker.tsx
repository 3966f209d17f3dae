import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import type { InputProps } from '../../../ui/form/inputs.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listCustomers } from '../../customers/contract.ts'

type Named = { id: number; name: string }

/** Several customers, found by a part of their names or by pinyin. `named`: those chosen before, as they are called. */
export function CustomersPicker({ input, named }: { input: InputProps; named: readonly Named[] }) {
  const say = useSay()
  const [q, setQ] = useState('')
  const [known, setKnown] = useState<readonly Named[]>(named)
  const { data } = useRead(listCustomers, { q, limit: 20 }, { when: q !== '', keepLast: true })
  const found: readonly Named[] = q === '' ? [] : (data?.rows ?? [])
  const chosen: number[] = Array.isArray(input.value) ? input.value.filter((id) => typeof id === 'number') : []
  const offered = [...known, ...found.filter(({ id }) => !known.some((one) => one.id === id))]
  return (
    <Select<number[]>
      id={input.id}
      className="k-wide"
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: (text) => setQ(text.trim()) }}
      value={chosen}
      options={offered.map(({ id, name }) => ({ value: id, label: name }))}
      placeholder={say('annual.customers-hint')}
      notFoundContent={q === '' ? say('annual.customers-hint') : say('ui.none-match')}
      aria-labelledby={`${input.id}-label`}
      onChange={(ids) => {
        setKnown(offered.filter(({ id }) => ids.includes(id)))
        input.onChange(ids)
      }}
      onBlur={input.onBlur}
    />
  )
}
