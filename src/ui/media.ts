import { useSyncExternalStore } from 'react'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}

/** Below 768 px of a screen (paper is narrow too, and no phone): tables become cards, the navigation five tabs at the bottom. */
export const usePhone = (): boolean => useMedia('screen and (max-width: 767.98px)')
/** From 1280 px a record has three columns. */
export const useWide = (): boolean => useMedia('(min-width: 1280px)')
export const usePrefersDark = (): boolean => useMedia('(prefers-color-scheme: dark)')
export const usePrefersStill = (): boolean => useMedia('(prefers-reduced-motion: reduce)')
