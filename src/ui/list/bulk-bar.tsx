import { Button as AntButton } from 'antd'
import type { ReactNode } from 'react'
import { Kbd } from '../chip.tsx'
import { useKey } from '../keys.ts'
import { useSay } from '../say.tsx'
import type { Selection } from './list-props.ts'

type BulkBarProps = {
  selection: Selection
  total: number | undefined
  /** More match than are on the page. */
  more: boolean
  unit: string | undefined
  onAll: () => void
  onClear: () => void
  children: (selection: Selection, clear: () => void) => ReactNode
}

/** Under the totals: how many are chosen, and what can be done with them. It pushes the table up and covers no row. */
export function BulkBar({ selection, total, more, unit, onAll, onClear, children }: BulkBarProps) {
  const say = useSay()
  useKey('Escape', onClear)
  const { all, count, except } = selection
  const chosen =
    count === undefined
      ? say(except.length > 0 ? 'ui.selected-all-but' : 'ui.selected-all', { except: withUnit(except.length, unit) })
      : say('ui.selected', { count: withUnit(count, unit) })
  const isMore = total === undefined ? more : total > (count ?? 0)
  return (
    <section className="k-bulk" aria-label={chosen}>
      <b>{chosen}</b>
      {!all && isMore && (
        <AntButton type="link" size="small" onClick={onAll}>
          {say('ui.select-all', { count: total === undefined ? '' : withUnit(total, unit) })}
        </AntButton>
      )}
      <u />
      {children(selection, onClear)}
      <span className="k-grow" />
      <AntButton type="text" onClick={onClear}>
        {say('ui.cancel')} <Kbd>Esc</Kbd>
      </AntButton>
    </section>
  )
}

/** `128 家`. */
export const withUnit = (count: number, unit: string | undefined): string => (unit ? `${count} ${unit}` : String(count))
