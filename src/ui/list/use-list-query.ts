import { useMemo } from 'react'
import { useGo, usePathname, useSearchText } from '../link.tsx'
import { type ListQuery, readQuery, writeQuery } from './query.ts'

export type ListState = { readonly query: ListQuery; readonly change: (change: Partial<ListQuery>) => void }

/** What the list shows, read from and written to the address. */
export function useListQuery(): ListState {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const query = useMemo(() => readQuery(search), [search])
  return {
    query,
    change: (change) => {
      const next = writeQuery(search, change)
      go(next ? `${path}?${next}` : path, { replace: true })
    },
  }
}
