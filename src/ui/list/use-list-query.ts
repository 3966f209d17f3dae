import { useMemo, useRef } from 'react'
import { useGo, usePathname, useSearchText } from '../link.tsx'
import { type ListQuery, readQuery, writeQuery } from './query.ts'

export type ListState = { readonly query: ListQuery; readonly change: (change: Partial<ListQuery>) => void }

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
  return {
    query,
    change: (change) => {
      const next = writeQuery(search, change)
      go(next ? `${path}?${next}` : path, { replace: true })
    },
  }
}
