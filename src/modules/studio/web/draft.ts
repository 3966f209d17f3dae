import { useEffect, useRef, useState } from 'react'
import { useKept } from '../../../ui/kept.ts'
import { isPlain } from '../../policies/policy/paths.ts'

/** A text that is worked on and the version it started from (null: none of this company's). */
export type Draft = { readonly source: string; readonly from: number | null }

const readDraft = (kept: unknown): Draft | undefined =>
  isPlain(kept) && typeof kept.source === 'string' && kept.source !== ''
    ? { source: kept.source, from: typeof kept.from === 'number' ? kept.from : null }
    : undefined

/** The draft of this person on this device; undefined: none. It outlives the page. */
export const useKeptDraft = (): [Draft | undefined, (draft: Draft | undefined) => void] => useKept('studio.draft', readDraft)

/** How a text came about: typed texts run together into one step back, each edit by the form is a step. */
export type By = 'typed' | 'form'

type History = { readonly past: readonly string[]; readonly now: string; readonly future: readonly string[]; readonly by: By }
const longest = 60

export type Steps = {
  readonly source: string
  readonly by: By
  readonly write: (source: string, by: By) => void
  readonly undo: (() => void) | undefined
  readonly redo: (() => void) | undefined
}

/** A text with a way back. `onChange` hears of every new text. */
export function useSteps(first: string, onChange: (source: string) => void): Steps {
  const [history, setHistory] = useState<History>({ past: [], now: first, future: [], by: 'form' })
  const latest = useRef(history)
  const go = (next: History) => {
    latest.current = next
    setHistory(next)
    onChange(next.now)
  }
  const write = (source: string, by: By) => {
    const { past, now, by: before } = latest.current
    if (source === now) return
    const runsOn = by === 'typed' && before === 'typed' && past.length > 0
    go({ past: runsOn ? past : [...past, now].slice(-longest), now: source, future: [], by })
  }
  const { past, now, future, by } = history
  const last = past.at(-1)
  const next = future[0]
  return {
    source: now,
    by,
    write,
    undo: last === undefined ? undefined : () => go({ past: past.slice(0, -1), now: last, future: [now, ...future], by: 'form' }),
    redo: next === undefined ? undefined : () => go({ past: [...past, now], now: next, future: future.slice(1), by: 'form' }),
  }
}

/** The value once it has kept still for some milliseconds; at once when there is nothing to wait for. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return milliseconds === 0 ? value : settled
}

/** Tells two texts apart on this device (53 bits, not for secrets). The server's own digest needs TLS in a browser. */
export function fingerprint(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
