import { type KeyboardEvent, type PointerEvent, type ThHTMLAttributes, useRef } from 'react'
import { useSay } from '../say.tsx'
import { narrowest, widest } from './columns.ts'

type HeaderCellProps = ThHTMLAttributes<HTMLTableCellElement> & {
  /** `done`: the edge was let go, or moved by a key. */
  onWidth?: (width: number, done: boolean) => void
}

const step = 16

/** A head cell whose edge is dragged, or moved with the arrow keys, to make the column wider or narrower. */
export function HeaderCell({ onWidth, children, ...cell }: HeaderCellProps) {
  return (
    <th {...cell}>
      {children}
      {onWidth && <Edge label={cell['aria-label'] ?? ''} onWidth={onWidth} />}
    </th>
  )
}

const bounded = (width: number): number => Math.min(widest, Math.max(narrowest, Math.round(width)))

function Edge({ label, onWidth }: { label: string; onWidth: NonNullable<HeaderCellProps['onWidth']> }) {
  const say = useSay()
  const from = useRef<{ x: number; width: number } | undefined>(undefined)
  const widthOf = (e: { currentTarget: HTMLElement }) => e.currentTarget.parentElement?.offsetWidth ?? narrowest
  const moved = (e: PointerEvent) => bounded((from.current?.width ?? 0) + e.clientX - (from.current?.x ?? 0))
  const onKeyDown = (e: KeyboardEvent<HTMLElement>) => {
    const by = e.key === 'ArrowLeft' ? -step : e.key === 'ArrowRight' ? step : 0
    if (e.key !== 'Tab') e.stopPropagation()
    if (by === 0) return
    e.preventDefault()
    onWidth(bounded(widthOf(e) + by), true)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an edge that is moved is no line between sections
    <span
      className="k-column-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={say('ui.column-width', { name: label })}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={narrowest}
      tabIndex={0}
      onClick={(e) => e.stopPropagation()}
      onKeyDown={onKeyDown}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId)
        from.current = { x: e.clientX, width: widthOf(e) }
      }}
      onPointerMove={(e) => from.current && onWidth(moved(e), false)}
      onPointerUp={(e) => {
        if (from.current && e.clientX !== from.current.x) onWidth(moved(e), true)
        from.current = undefined
      }}
    />
  )
}
