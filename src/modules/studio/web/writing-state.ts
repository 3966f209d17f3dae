import { createContext, use, useMemo, useRef } from 'react'
import type { z } from 'zod'
import type { policyFinding } from '../../policies/contract.ts'
import type { Plain } from '../../policies/policy/paths.ts'
import type { PolicyProblem } from '../../policies/policy/problems.ts'
import { type Steps, useSettled } from './draft.ts'
import { insertItem, removeItem, setValue } from './edit-text.ts'
import { pathOf, valueNamed } from './places.ts'
import { type Place, type PolicyText, placeOnLine, type ReadText, readText } from './policy-text.ts'
import { governedBy, type RuleWords, rulesAt } from './rules-at.ts'

export type Finding = z.input<typeof policyFinding>

/** What the form knows and may do. All edits go through the text. */
export type Writing = {
  /** The last text that could be read. */
  readonly text: PolicyText
  /** Why the newest one cannot; the form waits then. */
  readonly broken: PolicyProblem | undefined
  readonly findings: readonly Finding[]
  readonly set: (place: Place, value: unknown, order?: readonly string[]) => void
  readonly insert: (list: Place, ...items: readonly Item[]) => void
  readonly remove: (list: Place, index: number) => void
  /** What the text it started from says at this place, and what the shipped policy does. */
  readonly before: (place: Place) => unknown
  readonly standard: (place: Place) => unknown
  readonly rules: (place: Place) => readonly RuleWords[]
}

/** What comes into a list before the item that has this place by then. */
export type Item = { readonly index: number; readonly value: unknown }

const Context = createContext<Writing | undefined>(undefined)

/** Where somebody is. It changes with every click, so it stands apart from what the form shows. */
type Focus = { readonly focus: Place | undefined; readonly look: (place: Place) => void }
const Looked = createContext<Focus>({ focus: undefined, look: () => undefined })
export const FocusProvider = Looked.Provider
export const useFocus = (): Focus => use(Looked)

export const WritingProvider = Context.Provider

/** The policy being written. Throws outside of the form. */
export function useWriting(): Writing {
  const writing = use(Context)
  if (!writing) throw new Error('There is no policy being written here')
  return writing
}

const typingPause = 250

let lastRead: { source: string; read: ReadText } | undefined

/** Reading a long text takes a while, and an edit, the form and the check ask for the same one. */
function readOnce(source: string): ReadText {
  if (lastRead?.source !== source) lastRead = { source, read: readText(source) }
  return lastRead.read
}

type Around = { readonly findings: readonly Finding[]; readonly base: Plain | undefined; readonly shipped: Plain | undefined }

/** Reads the text after each change; one that cannot be read leaves the last one in place. Undefined: none could be read yet. */
export function useReading({ source, by }: Pick<Steps, 'source' | 'by'>): {
  text: PolicyText | undefined
  broken: PolicyProblem | undefined
} {
  const settled = useSettled(source, by === 'typed' ? typingPause : 0)
  const read = useMemo(() => readOnce(settled), [settled])
  const last = useRef<PolicyText | undefined>(undefined)
  if (read.ok) last.current = read.text
  return { text: last.current, broken: read.ok ? undefined : read.problems[0] }
}

/** The form's side of a text. It stays the same object until what the form shows is another. */
export function useWritingOf(steps: Steps, text: PolicyText, broken: PolicyProblem | undefined, around: Around): Writing {
  const latest = useRef({ steps, text })
  latest.current = { steps, text }
  const { base, shipped, findings } = around
  return useMemo(() => {
    const governed = governedBy(text.value)
    const edit = (change: (text: PolicyText) => string) => {
      const { steps: now, text: known } = latest.current
      const read = known.source === now.source ? { ok: true as const, text: known } : readOnce(now.source)
      const next = read.ok ? change(read.text) : undefined
      // An edit that would break the text is not made; the place can still be changed in the text itself.
      if (next !== undefined && readOnce(next).ok) now.write(next, 'form')
    }
    const at = (document: Plain | undefined, place: Place): unknown => valueNamed(document, pathOf(text.value, place))
    return {
      ...{ text, broken, findings },
      set: (place, value, order) => edit((t) => setValue(t, place, value, order)),
      insert: (list, ...items) => edit((t) => withItems(t, list, items)),
      remove: (list, index) => edit((t) => removeItem(t, list, index)),
      before: (place) => at(base, place),
      standard: (place) => at(shipped, place),
      rules: (place) => rulesAt(governed, pathOf(text.value, place)),
    }
  }, [text, broken, findings, base, shipped])
}

const withItems = (text: PolicyText, list: Place, items: readonly Item[]): string =>
  items.reduce((source, { index, value }) => {
    const read = readOnce(source)
    return read.ok ? insertItem(read.text, list, index, value) : source
  }, text.source)

/** The place on a line of the text, and its chapter. */
export const lookedAt = (text: PolicyText, line: number): Place => placeOnLine(text, line)

export const samePlace = (a: Place | undefined, b: Place): boolean =>
  a !== undefined && a.length === b.length && a.every((step, i) => step === b[i])

/** The findings about a place or anything inside it; a number in a path is a place in a list. */
export const findingsAt = (findings: readonly Finding[], place: Place): readonly Finding[] => {
  const path = place.join('.')
  return findings.filter((f) => f.path === path || f.path.startsWith(`${path}.`))
}

export const isChanged = (writing: Writing, place: Place, value: unknown): boolean =>
  JSON.stringify(writing.before(place) ?? null) !== JSON.stringify(value ?? null)
