import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'

/** The plan of a year beside the list: by its id, or one being begun. */
export type OpenedAnnual = number | 'new' | undefined

export type OpenAnnual = {
  readonly opened: OpenedAnnual
  readonly address: (opened: OpenedAnnual) => string
  readonly open: (opened: OpenedAnnual) => void
  readonly close: () => void
}

/** It lives in the address (`?annual=3`). */
export function useOpenAnnual(): OpenAnnual {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const asked = new URLSearchParams(search).get('annual')
  const id = Number(asked)
  const address = (opened: OpenedAnnual) => {
    const next = new URLSearchParams(search)
    next.delete('annual')
    if (opened !== undefined) next.set('annual', String(opened))
    return next.size > 0 ? `${path}?${next}` : path
  }
  return {
    opened: asked === 'new' ? 'new' : Number.isSafeInteger(id) && id > 0 ? id : undefined,
    address,
    open: (opened) => go(address(opened)),
    close: () => go(address(undefined), { replace: true }),
  }
}
