import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'

/** The form over a screen lives in its address: `?log=12` for a customer, `?log=new` before one is chosen. */
export type Logging = {
  readonly open: boolean
  readonly customerId: number | undefined
  /** Beside what the address asks otherwise. */
  readonly address: (customerId?: number) => string
  readonly start: (customerId?: number) => void
  /** Another customer in the form that is open. */
  readonly change: (customerId: number | undefined) => void
  readonly close: () => void
}

export function useLog(): Logging {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const asked = new URLSearchParams(search).get('log')
  const at = (log: string | undefined) => {
    const next = new URLSearchParams(search)
    next.delete('log')
    if (log !== undefined) next.set('log', log)
    return next.size > 0 ? `${path}?${next}` : path
  }
  const address = (customerId?: number) => at(customerId === undefined ? 'new' : String(customerId))
  return {
    open: asked !== null,
    customerId: customerIn(asked),
    address,
    start: (customerId) => go(address(customerId)),
    change: (customerId) => go(address(customerId), { replace: true }),
    close: () => go(at(undefined), { replace: true }),
  }
}

function customerIn(asked: string | null): number | undefined {
  const id = Number(asked)
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}
