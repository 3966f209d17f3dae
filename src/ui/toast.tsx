import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { useSay } from './say.tsx'
import './css/parts.css'

export type ToastContent = {
  /** What happened, in the past tense, with the count: `3 家客户已转给 苏棠`. */
  readonly text: string
  readonly undo?: () => void
}
const Shown = createContext<(content: ToastContent) => void>(() => undefined)

/** Tells what was done, at the bottom, for 8 seconds, with a way back. */
export const useToast = (): ((content: ToastContent) => void) => use(Shown)

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<(ToastContent & { n: number }) | undefined>(undefined)
  const show = useCallback((content: ToastContent) => setToast((last) => ({ ...content, n: (last?.n ?? 0) + 1 })), [])
  return (
    <Shown value={show}>
      {children}
      <div role="status" aria-live="polite">
        {toast && <Toast key={toast.n} content={toast} close={() => setToast(undefined)} />}
      </div>
    </Shown>
  )
}

function Toast({ content, close }: { content: ToastContent; close: () => void }) {
  const say = useSay()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(close, 8000)
    return () => clearTimeout(timer)
  }, [held, close])
  const undo = () => {
    content.undo?.()
    close()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only keeps the words on screen
    <div
      className="k-toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="k-grow">{content.text}</span>
      {content.undo && (
        <Button kind="text" small onClick={undo}>
          {say('ui.undo')}
        </Button>
      )}
      <Button kind="text" small onClick={close}>
        {say('ui.close')}
      </Button>
    </div>
  )
}
