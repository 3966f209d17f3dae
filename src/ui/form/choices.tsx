import { CloseCircleFilled } from '@ant-design/icons'
import { Radio, Select } from 'antd'
import { usePhone } from '../media.ts'
import { useSay } from '../say.tsx'
import type { InputProps } from './inputs.tsx'

type Option = { readonly value: string | number; readonly label: string }
type ChoiceProps = InputProps & { options: readonly Option[] }

const matches = (typed: string, option?: Option): boolean => (option?.label ?? '').toLowerCase().includes(typed.trim().toLowerCase())

/** One of several: on a phone few options are large buttons, otherwise a list one can type into. */
export function ChoiceInput(p: ChoiceProps) {
  const phone = usePhone()
  const say = useSay()
  if (phone && p.options.length <= 6) {
    return (
      <Radio.Group className="k-pick" aria-labelledby={`${p.id}-label`} value={p.value} onChange={(e) => p.onChange(e.target.value)}>
        {p.options.map((o) => (
          <Radio.Button key={o.value} value={o.value}>
            {o.label}
          </Radio.Button>
        ))}
      </Radio.Group>
    )
  }
  return (
    <Select<unknown, Option>
      id={p.id}
      className="k-wide"
      value={p.value ?? null}
      options={[...p.options]}
      placeholder={p.placeholder ?? say('ui.choose')}
      allowClear={p.shape?.required ? false : { clearIcon: <CloseCircleFilled />, label: say('ui.clear') }}
      showSearch={p.options.length > 8 ? { filterOption: matches } : false}
      aria-labelledby={`${p.id}-label`}
      onChange={(value) => p.onChange(value ?? (p.shape?.nullable ? null : undefined))}
      onBlur={p.onBlur}
      {...(p.invalid ? { status: 'error' as const } : {})}
    />
  )
}

/** Several of several. */
export function ChoicesInput(p: ChoiceProps) {
  const say = useSay()
  return (
    <Select<unknown, Option>
      id={p.id}
      mode="multiple"
      className="k-wide"
      value={Array.isArray(p.value) ? p.value : []}
      options={[...p.options]}
      placeholder={p.placeholder ?? say('ui.choose')}
      showSearch={{ filterOption: matches }}
      aria-labelledby={`${p.id}-label`}
      onChange={p.onChange}
      onBlur={p.onBlur}
      {...(p.invalid ? { status: 'error' as const } : {})}
    />
  )
}
