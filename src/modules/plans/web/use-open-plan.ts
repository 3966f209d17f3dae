import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { type PlanKind, planKinds } from '../contract.ts'

/** What stands beside the list: a plan, or a new one for a customer. */
export type Opened = { readonly id: number } | { readonly kind: PlanKind; readonly customerId: number } | undefined

export type OpenPlan = {
  readonly opened: Opened
  readonly address: (opened: Opened) => string
  readonly open: (opened: Opened) => void
  readonly close: () => void
}

const numberIn = (params: URLSearchParams, key: string): number | undefined => {
  const value = Number(params.get(key))
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}

function openedIn(params: URLSearchParams, ofCustomer: number | undefined): Opened {
  const id = numberIn(params, 'plan')
  if (id !== undefined) return { id }
  const kind = planKinds.find((k) => k === params.get('new'))
  const customerId = ofCustomer ?? numberIn(params, 'customer')
  return kind !== undefined && customerId !== undefined ? { kind, customerId } : undefined
}

/** The plan beside the list lives in the address (`?plan=12`, `?new=UPLIFT&customer=7`); on a customer's own page that customer is meant. */
export function useOpenPlan(ofCustomer?: number): OpenPlan {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const address = (opened: Opened) => {
    const next = new URLSearchParams(search)
    for (const key of ['plan', 'new', 'customer']) next.delete(key)
    if (opened && 'id' in opened) next.set('plan', String(opened.id))
    if (opened && 'kind' in opened) next.set('new', opened.kind)
    if (opened && 'kind' in opened && ofCustomer === undefined) next.set('customer', String(opened.customerId))
    return next.size > 0 ? `${path}?${next}` : path
  }
  return {
    opened: openedIn(new URLSearchParams(search), ofCustomer),
    address,
    open: (opened) => go(address(opened)),
    close: () => go(address(undefined), { replace: true }),
  }
}
