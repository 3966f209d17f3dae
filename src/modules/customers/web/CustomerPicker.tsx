import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { useSay } from '../../../ui/say.tsx'
import { listCustomers } from '../contract.ts'

type CustomerPickerProps = {
  id: string
  value?: unknown
  onChange: (customerId: number | null) => void
  onBlur?: () => void
  autoFocus?: boolean
}

/** A customer found by a part of its name, by pinyin or by the end of a phone number. */
export function CustomerPicker({ id, value, onChange, onBlur, autoFocus = false }: CustomerPickerProps) {
  const say = useSay()
  const [q, setQ] = useState('')
  const { data } = useRead(listCustomers, { q, limit: 20 }, { when: q !== '', keepLast: true })
  return (
    <Select
      id={id}
      className="k-wide"
      showSearch={{ filterOption: false, onSearch: (typed) => setQ(typed.trim()) }}
      allowClear
      autoFocus={autoFocus}
      value={typeof value === 'number' ? value : null}
      options={(data?.rows ?? []).map((c) => ({ value: c.id, label: `${c.name} ${c.customerNo}` }))}
      placeholder={say('customers.search')}
      notFoundContent={q === '' ? say('customers.search') : say('ui.none-match')}
      onChange={(chosen: number | null) => onChange(chosen ?? null)}
      {...(onBlur ? { onBlur } : {})}
    />
  )
}
