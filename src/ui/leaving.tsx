import { useBlocker } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'

type LeavingProps = {
  /** Something is unfinished here. */
  when: boolean
  /** Pages that belong to the same work, by their path. */
  within: (path: string) => boolean
  /** True when what is unfinished is kept nowhere: then the browser asks too, before it closes or reloads. */
  unkept?: boolean
  title: string
  children: (answer: { leave: () => void; stay: () => void }) => ReactNode
}

/** Asks before somebody goes to another page of the product while something here is unfinished. */
export function Leaving({ when, within, unkept = false, title, children }: LeavingProps) {
  const asked = useBlocker({
    shouldBlockFn: ({ current, next }) => when && next.pathname !== current.pathname && !within(next.pathname),
    enableBeforeUnload: () => when && unkept,
    withResolver: true,
  })
  if (asked.status !== 'blocked') return null
  return (
    <Dialog open title={title} onClose={asked.reset} width={420}>
      {children({ leave: asked.proceed, stay: asked.reset })}
    </Dialog>
  )
}
