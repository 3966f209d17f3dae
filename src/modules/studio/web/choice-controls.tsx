import { Select } from 'antd'
import { useState } from 'react'
import type { ControlProps } from './control-props.ts'
import { useWriting } from './writing-state.ts'

export type Options = readonly { readonly value: string | number; readonly label: string }[]

const find = (typed: string, option?: { label: string; value: string | number }): boolean =>
  `${option?.label ?? ''} ${option?.value ?? ''}`.toLowerCase().includes(typed.trim().toLowerCase())

/** One of a list. */
export function One({ value, options, label, invalid, onChange }: ControlProps & { options: Options }) {
  const { broken } = useWriting()
  return (
    <Select
      className="studio-one"
      size="small"
      value={typeof value === 'string' ? value : null}
      options={[...options]}
      popupMatchSelectWidth={false}
      showSearch={options.length > 8 ? { filterOption: find } : false}
      aria-label={label}
      disabled={broken !== undefined}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={onChange}
    />
  )
}

const isCode = (text: string): boolean => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(text)

/** A code from the list, or another one that is typed. */
export function OneCode({ value, options, label, invalid, onChange }: ControlProps & { options: Options }) {
  const { broken } = useWriting()
  const [typed, setTyped] = useState('')
  const fresh = typed.trim().toUpperCase()
  const offered = isCode(fresh) && !options.some((o) => o.value === fresh) ? [...options, { value: fresh, label: fresh }] : options
  return (
    <Select
      className="studio-one"
      size="small"
      value={typeof value === 'string' ? value : null}
      options={[...offered]}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: find, onSearch: setTyped }}
      aria-label={label}
      disabled={broken !== undefined}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={onChange}
    />
  )
}

/** Several of a list; `free`: others may be typed too. */
export function Several({ value, options, label, invalid, free, onChange }: ControlProps & { options: Options; free?: boolean }) {
  const { broken } = useWriting()
  const chosen = Array.isArray(value) ? value.filter((v) => typeof v === 'string' || typeof v === 'number') : []
  return (
    <Select
      className="studio-several"
      size="small"
      mode={free ? 'tags' : 'multiple'}
      value={chosen}
      options={[...options]}
      {...(free && options.length === 0 ? { open: false, suffixIcon: null } : {})}
      {...(free ? { tokenSeparators: ['、', '，', ','] } : {})}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: find }}
      aria-label={label}
      disabled={broken !== undefined}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={(next: (string | number)[]) => onChange(next.map((v) => (typeof v === 'string' ? v.trim() : v)).filter((v) => v !== ''))}
    />
  )
}
