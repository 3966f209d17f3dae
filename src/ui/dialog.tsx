import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react'

export type DialogProps = { open: boolean; title: ReactNode; onClose: () => void; children: ReactNode; footer?: ReactNode; width?: number }

const Window = lazy(() => import('./dialog-frames.tsx').then((m) => ({ default: m.Window })))
const Panel = lazy(() => import('./dialog-frames.tsx').then((m) => ({ default: m.Panel })))

/** A window over the page for a short task; on a phone a sheet from below. Esc closes. */
export const Dialog = (props: DialogProps) => <OnceOpened frame={Window} {...props} />

/** A panel from the right beside what it is about; the whole width on a phone. */
export const SidePanel = (props: DialogProps) => <OnceOpened frame={Panel} {...props} />

/** The frame is fetched when it first opens, as few pages begin with one; then it stays, so that it can be seen closing. */
function OnceOpened({ frame: Frame, ...props }: DialogProps & { frame: ComponentType<DialogProps> }) {
  const [was, setWas] = useState(props.open)
  if (props.open && !was) setWas(true)
  useFocusBack(props.open)
  return (
    was && (
      <Suspense fallback={null}>
        <Frame {...props} />
      </Suspense>
    )
  )
}

/** What had the keys before has them again: a frame that came late, or went with its page's part, does not give them back. */
function useFocusBack(open: boolean): void {
  const [last, setLast] = useState<{ open: boolean; before: Element | null }>({ open: false, before: null })
  if (open !== last.open) setLast({ open, before: open ? document.activeElement : last.before })
  useEffect(() => {
    if (!last.open) return
    return () => {
      setTimeout(() => giveBack(last.before), 300)
    }
  }, [last])
}

function giveBack(before: Element | null): void {
  const nowhere = document.activeElement === document.body || !document.activeElement?.checkVisibility()
  if (nowhere && before instanceof HTMLElement && before.isConnected) before.focus()
}
