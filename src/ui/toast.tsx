import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { useSay } from './say.tsx'
import './css/parts.css'

export type ToastContent = {
  /** What happened, in the past tense, with the count: `3 家客户已转给 苏棠`. */
  readonly text: string
  /** Takes it back; words it answers are shown in turn. */
  readonly undo?: () => undefined | Promise<string | undefined>
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
        {toast && <Toast key={toast.n} content={toast} show={show} close={() => setToast(undefined)} />}
      </div>
    </Shown>
  )
}

function Toast({ content, show, close }: { content: ToastContent; show: (next: ToastContent) => void; close: () => void }) {
  const say = useSay()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(close, 8000)
    return () => clearTimeout(timer)
  }, [held, close])
  const undo = async () => {
    close()
    const said = await content.undo?.()
    if (said) show({ text: said })
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
        <Button kind="text" small onClick={() => void undo()}>
          {say('ui.undo')}
        </Button>
      )}
      <Button kind="text" small onClick={close}>
        {say('ui.close')}
      </Button>
    </div>
  )
}
