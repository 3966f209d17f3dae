import { useSyncExternalStore } from 'react'

type Open = 'palette' | 'keys' | undefined

let open: Open
const watchers = new Set<() => void>()

/** What is open over the page by a key: the button in the navigation and the keys themselves meet here. */
export function setOpen(next: Open): void {
  open = next
  for (const watcher of watchers) watcher()
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export const useOpen = (): Open => useSyncExternalStore(subscribe, () => open)
