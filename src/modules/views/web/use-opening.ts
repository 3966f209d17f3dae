import { useEffect, useRef } from 'react'
import type { ListState } from '../../../ui/list/use-list-query.ts'
import type { Kept, View } from './use-views.ts'

/**
 * An address that leaves it open what to show: with the number of a view it means that view as it is kept; without one, when the list is
 * entered so, the view it begins with.
 */
export function useOpening(state: ListState, kept: Kept | undefined): View | undefined {
  const { saved } = state.query
  const entered = useRef(state.bare && saved === undefined)
  const current = kept?.views.find((v) => v.id === saved)
  const first = kept?.views.find((v) => v.id === kept.first)
  useEffect(() => {
    if (kept === undefined) return
    const isEntered = entered.current
    entered.current = false
    if (!state.bare) return
    if (current) {
      if (current.query !== '') state.open(current.query, current.id)
    } else if (isEntered && saved === undefined && first) state.open(first.query, first.id)
  }, [kept, state, current, first, saved])
  return current
}
