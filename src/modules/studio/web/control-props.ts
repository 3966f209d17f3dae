import type { Control } from './form-nodes.ts'
import type { Place } from './policy-text.ts'

/** What every control of a parameter gets. */
export type ControlProps = {
  readonly place: Place
  readonly control: Control
  readonly value: unknown
  readonly label: string
  readonly invalid?: boolean
  /** It may be left out of the text. */
  readonly optional?: boolean
  readonly onChange: (value: unknown) => void
}
