import { Input } from 'antd'
import { grouped } from '../../../ui/figures.ts'
import { useSay } from '../../../ui/say.tsx'
import { useTyped } from './use-typed.ts'
import { useWriting } from './writing-state.ts'

/** What is typed as a figure; undefined when it is none. */
export const numberOf = (text: string): number | undefined => {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** Large amounts are read in groups of three. */
const shownNumber = (value: number): string => (Number.isInteger(value) && value >= 10_000 ? grouped(value) : String(value))

type NumberProps = {
  value: unknown
  label: string
  unit?: string | undefined
  invalid?: boolean | undefined
  onNumber: (value: number) => void
  /** For what may be left out. */
  onNone?: (() => void) | undefined
}

/** A figure with its unit; what is no figure is not passed on. */
export function Figure({ value, label, unit, invalid, onNumber, onNone }: NumberProps) {
  const say = useSay()
  const { broken } = useWriting()
  const box = useTyped(typeof value === 'number' ? shownNumber(value) : '', (text) => {
    const number = numberOf(text)
    if (number !== undefined) onNumber(number)
    else if (text.trim() === '') onNone?.()
  })
  const isFigure = numberOf(box.text) !== undefined || (onNone !== undefined && box.text.trim() === '')
  const wrong = invalid === true || !isFigure
  return (
    <Input
      className={`studio-figure${box.text.length > 6 ? ' long' : ''}`}
      size="small"
      inputMode="decimal"
      value={box.text}
      suffix={unit}
      aria-label={label}
      title={isFigure ? undefined : say('studio.not-a-number')}
      disabled={broken !== undefined}
      {...(wrong ? { status: 'error' as const } : {})}
      onChange={(e) => box.change(e.target.value)}
      onBlur={box.leave}
      onPressEnter={box.leave}
    />
  )
}
