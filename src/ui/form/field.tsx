import { ExclamationCircleFilled } from '@ant-design/icons'
import { Switch } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../say.tsx'
import { type Choice, Control } from './control.tsx'
import type { FieldKind } from './field-shape.ts'
import { useForm } from './form-state.ts'
import type { InputProps } from './inputs.tsx'

type FieldProps = {
  /** A key of the form's schema. */
  name: string
  /** Instead of the words of `<words>.<name>`. */
  label?: string
  /** Where the schema does not tell: `kind="money"` for a bounded amount, `long-text` for a larger box. */
  kind?: FieldKind
  hint?: ReactNode
  placeholder?: string
  rows?: number
  /** Choices that the schema does not list (people, products); `value` may be a number. */
  options?: readonly Choice[]
  /** Under the field, e.g. a warning about a duplicate. */
  below?: ReactNode
  /** Another control: gets the value and how to change it. */
  children?: (input: InputProps) => ReactNode
}

/** One field of a form: label above, control, hint, and the error under it. */
export function Field(p: FieldProps) {
  const form = useForm()
  const say = useSay()
  const shape = form.shapes[p.name]
  const label = form.labelOf(p.name, p.label)
  const id = form.idOf(p.name)
  const found = form.errorOf(p.name)
  const kind = p.kind ?? (p.options ? 'choice' : (shape?.kind ?? 'text'))
  const error = found && kind === 'money' && typeof form.values[p.name] === 'string' ? say('reason.not-money') : found
  const options = p.options ?? (shape?.options ?? []).map((value) => ({ value, label: say(`${form.words}.${p.name}.${value}`) }))
  const input: InputProps = {
    id,
    value: form.values[p.name],
    onChange: (value) => form.set(p.name, value),
    onBlur: () => form.touch(p.name),
    invalid: error !== undefined,
    describedBy: error || p.hint ? `${id}-note` : undefined,
    shape,
    placeholder: p.placeholder,
  }
  if (kind === 'switch' && !p.children) return <SwitchField label={label} input={input} hint={p.hint} />
  return (
    <div className="k-fld">
      <label htmlFor={id} id={`${id}-label`}>
        {label}
        {shape?.required && (
          <b aria-hidden="true" title="*">
            *
          </b>
        )}
      </label>
      {p.children ? p.children(input) : <Control kind={kind} input={input} options={options} rows={p.rows} />}
      <Note id={`${id}-note`} error={error} hint={p.hint} />
      {p.below}
    </div>
  )
}

function SwitchField({ label, input, hint }: { label: string; input: InputProps; hint: ReactNode }) {
  return (
    <div className="k-fld k-fld-switch">
      <Switch id={input.id} size="small" checked={input.value === true} onChange={input.onChange} />
      <label htmlFor={input.id}>{label}</label>
      <Note id={`${input.id}-note`} error={undefined} hint={hint} />
    </div>
  )
}

function Note({ id, error, hint }: { id: string; error: string | undefined; hint: ReactNode }) {
  if (error) {
    return (
      <p className="k-fld-error" id={id} role="alert">
        <ExclamationCircleFilled /> {error}
      </p>
    )
  }
  return hint ? (
    <p className="k-fld-hint" id={id}>
      {hint}
    </p>
  ) : null
}
