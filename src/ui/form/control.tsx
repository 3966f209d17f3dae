import { ChoiceInput, ChoicesInput } from './choices.tsx'
import type { FieldKind } from './field-shape.ts'
import { DayField, type InputProps, InstantField, MoneyInput, NumberInput, TextInput } from './inputs.tsx'

export type Choice = { readonly value: string | number; readonly label: string }
type ControlProps = { kind: FieldKind; input: InputProps; options: readonly Choice[]; rows?: number | undefined }

/** The control that fits a kind of field. */
export function Control({ kind, input, options, rows }: ControlProps) {
  switch (kind) {
    case 'money':
      return <MoneyInput {...input} />
    case 'number':
      return <NumberInput {...input} />
    case 'choice':
      return <ChoiceInput {...input} options={options} />
    case 'choices':
      return <ChoicesInput {...input} options={options} />
    case 'day':
      return <DayField {...input} />
    case 'instant':
      return <InstantField {...input} />
    default:
      return <TextInput {...input} rows={kind === 'long-text' ? (rows ?? 3) : rows} />
  }
}
