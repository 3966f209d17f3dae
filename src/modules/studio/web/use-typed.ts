import { useEffect, useRef, useState } from 'react'

const pause = 300

/** A box's text while somebody types: what is typed shows at once and is passed on after a pause or when the box is left. */
export function useTyped(shown: string, pass: (text: string) => void) {
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const latest = useRef(pass)
  latest.current = pass
  useEffect(() => () => clearTimeout(waiting.current), [])
  const change = (text: string) => {
    setTyped(text)
    clearTimeout(waiting.current)
    waiting.current = setTimeout(() => latest.current(text), pause)
  }
  const leave = () => {
    clearTimeout(waiting.current)
    if (typed !== undefined && typed !== shown) latest.current(typed)
    setTyped(undefined)
  }
  return { text: typed ?? shown, change, leave }
}
