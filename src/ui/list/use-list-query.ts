import { useMemo, useRef } from 'react'
import { useGo, usePathname, useSearchText } from '../link.tsx'
import { isBare, type ListQuery, openedAddress, questionOf, readQuery, writeQuery } from './query.ts'

export type ListState = {
  readonly query: ListQuery
  readonly change: (change: Partial<ListQuery>) => void
  /** What is asked, as a saved view keeps it; `bare`: the address leaves it to the view, or to what the list begins with. */
  readonly question: string
  readonly bare: boolean
  /** Asks another question instead, under a saved view or none. */
  readonly open: (question: string, saved?: number) => void
}

/** What the list shows, read from and written to the address. */
export function useListQuery(): ListState {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const own = useRef({ path, search })
  // While another screen is on its way, the address is no longer this list's.
  if (own.current.path === path) own.current.search = search
  const asked = own.current.search
  const query = useMemo(() => readQuery(asked), [asked])
  const show = (next: string) => go(next ? `${path}?${next}` : path, { replace: true })
  return {
    query,
    change: (change) => show(writeQuery(search, change)),
    question: questionOf(asked),
    bare: isBare(asked),
    open: (question, saved) => show(openedAddress(search, question, saved)),
  }
}
