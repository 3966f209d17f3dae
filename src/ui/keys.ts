import { useEffect, useRef } from 'react'

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export type KeyShown = { readonly key: string; readonly says: string; readonly last: boolean }
type KeyOptions = { last?: boolean /** What it does, for who asks which keys there are. */; says?: string | undefined }

const described = new Set<KeyShown>()

/** The keys that do something just now, each once: of two with one key, that which is heard. */
export const keysOn = (): readonly KeyShown[] => [
  ...new Map([...described].sort((a, b) => Number(b.last) - Number(a.last)).map((k) => [k.key, k])).values(),
]

/**
 * Runs `act` when `key` is pressed outside of text fields; `mod+k` is Ctrl or ⌘ with k and works everywhere.
 * `last`: only when nothing else on the screen has taken the key.
 */
export function useKey(key: string, act: (() => void) | undefined, { last = false, says }: KeyOptions = {}): void {
  const latest = useRef(act)
  latest.current = act
  const isOn = act !== undefined
  useEffect(() => {
    if (!isOn || says === undefined) return
    const shown = { key, says, last }
    described.add(shown)
    return () => void described.delete(shown)
  }, [key, says, isOn, last])
  useEffect(() => {
    const wanted = key.replace('mod+', '')
    const withMod = wanted !== key
    const listen = (e: KeyboardEvent) => {
      if (e.key.toLowerCase() !== wanted.toLowerCase() || e.isComposing || e.defaultPrevented) return
      if (withMod ? !(e.ctrlKey || e.metaKey) : e.ctrlKey || e.metaKey || e.altKey || typesText(e.target)) return
      if (!latest.current) return
      e.preventDefault()
      latest.current()
    }
    // A key press comes to the window after the document.
    const place = last ? window : document
    const heard = (e: Event) => e instanceof KeyboardEvent && listen(e)
    place.addEventListener('keydown', heard)
    return () => place.removeEventListener('keydown', heard)
  }, [key, last])
}

/** Whether a click fell on the element itself: React also hands it those in a popover or sheet that was opened from inside it. */
export const isWithin = <E extends { target: EventTarget; currentTarget: Element }>(e: E): e is E & { target: Element } =>
  e.target instanceof Element && e.currentTarget.contains(e.target)
