import { useSyncExternalStore } from 'react'

let printing = false

function watch(tell: () => void): () => void {
  const set = (now: boolean) => () => {
    printing = now
    tell()
  }
  const [begun, over] = [set(true), set(false)]
  window.addEventListener('beforeprint', begun)
  window.addEventListener('afterprint', over)
  return () => {
    window.removeEventListener('beforeprint', begun)
    window.removeEventListener('afterprint', over)
  }
}

/** Whether the page is being put on paper now: it is light then, and nothing on it scrolls. */
export const usePrinting = (): boolean => useSyncExternalStore(watch, () => printing)
