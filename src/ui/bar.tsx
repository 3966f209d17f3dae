import type { CSSProperties } from 'react'
import './css/parts.css'

const share = (value: number, of: number): CSSProperties => ({ width: `${Math.max(0, Math.min(100, of === 0 ? 0 : (value / of) * 100))}%` })

type BarProps = {
  value: number
  of?: number
  /** At or above: grey. Below: red, and the figure must say it too. */
  goodFrom?: number
  /** Shows the figure before the bar. */
  figure?: boolean
  wide?: boolean
  label?: string
}

/** A thin measure of 0 to `of`; grey while all is well. */
export function Bar({ value, of = 100, goodFrom, figure, wide, label }: BarProps) {
  const bad = goodFrom !== undefined && value < goodFrom
  return (
    <span className={`k-bar${wide ? ' wide' : ''}${bad ? ' bad' : ''}`}>
      {figure && <span className="k-figure">{Math.round(value)}</span>}
      <span className="k-bar-rail" role="img" aria-label={label ?? `${Math.round(value)} / ${of}`}>
        <i style={share(value, of)} />
      </span>
    </span>
  )
}
