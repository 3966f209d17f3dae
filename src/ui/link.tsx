import { useRouter, useRouterState } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

/** Goes to a path of the product, `?search` included. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter()
  return (to, options) => (options?.replace ? history.replace(to) : history.push(to))
}

/** The `:name` parts of the address, decoded. Throws when the route has no such part. */
export function useParam(name: string): string {
  const value = useRouterState({
    select: (s): unknown =>
      s.matches.map((m): Record<string, unknown> => m.params).reduce<unknown>((found, params) => params[name] ?? found, undefined),
  })
  if (typeof value !== 'string') throw new Error(`This route has no :${name}`)
  return value
}

/** What stands after `?`, without the mark. */
export const useSearchText = (): string => useRouterState({ select: (s) => s.location.searchStr.replace(/^\?/, '') })
/** What stands after `#`, without the mark: browsers send it to no server. */
export const useHashText = (): string => useRouterState({ select: (s) => s.location.hash.replace(/^#/, '') })
export const usePathname = (): string => useRouterState({ select: (s) => s.location.pathname })

type LinkProps = {
  to: string
  children: ReactNode
  className?: string | undefined
  label?: string
  onClick?: () => void
  current?: boolean
}

/** A link inside the product; with Ctrl, ⌘ or the middle button the browser opens it as it always does. */
export function Link({ to, children, className, label, onClick, current }: LinkProps) {
  const go = useGo()
  const follow = (e: MouseEvent) => {
    onClick?.()
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
    e.preventDefault()
    go(to)
  }
  return (
    <a href={to} className={className} aria-label={label} aria-current={current ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  )
}
