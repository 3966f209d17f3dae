import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'

/** What is being done with the task that is open: looked at, or one of its forms. */
export const acts = ['look', 'do', 'postpone', 'waive', 'assign'] as const
export type Act = (typeof acts)[number]

export type OpenTask = {
  readonly id: number | undefined
  readonly act: Act
  readonly address: (id: number, act?: Act) => string
  readonly open: (id: number, act?: Act) => void
  readonly close: () => void
}

/** The task beside the list lives in the address (`?task=12&act=do`), so that it can be sent on and the way back closes it. */
export function useOpenTask(): OpenTask {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const params = new URLSearchParams(search)
  const asked = Number(params.get('task'))
  const address = (id: number | undefined, act: Act = 'look') => {
    const next = new URLSearchParams(search)
    next.delete('task')
    next.delete('act')
    if (id !== undefined) next.set('task', String(id))
    if (id !== undefined && act !== 'look') next.set('act', act)
    return next.size > 0 ? `${path}?${next}` : path
  }
  return {
    id: Number.isSafeInteger(asked) && asked > 0 ? asked : undefined,
    act: acts.find((a) => a === params.get('act')) ?? 'look',
    address,
    open: (id, act) => go(address(id, act)),
    close: () => go(address(undefined), { replace: true }),
  }
}
