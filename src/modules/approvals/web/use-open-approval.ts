import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'

export type OpenApproval = {
  readonly id: number | undefined
  readonly address: (id: number) => string
  readonly close: () => void
}

/** The request beside the list lives in the address (`?approval=12`), so that it can be sent on and the way back closes it. */
export function useOpenApproval(): OpenApproval {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const asked = Number(new URLSearchParams(search).get('approval'))
  const address = (id: number | undefined) => {
    const next = new URLSearchParams(search)
    next.delete('approval')
    if (id !== undefined) next.set('approval', String(id))
    return next.size > 0 ? `${path}?${next}` : path
  }
  return {
    id: Number.isSafeInteger(asked) && asked > 0 ? asked : undefined,
    address,
    close: () => go(address(undefined), { replace: true }),
  }
}
