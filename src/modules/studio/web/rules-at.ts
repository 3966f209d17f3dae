import { isPlain, isWithin } from '../../policies/policy/paths.ts'

export type RuleWords = {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly document: string
  readonly place: string
}

type Governed = { readonly key: string; readonly rule: RuleWords }

const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Which parameter each rule of a document names, read from the values as they are: a text being written is often not yet sound. */
export function governedBy(document: unknown): readonly Governed[] {
  const chapters = isPlain(document) ? Object.values(document) : []
  return chapters.flatMap((chapter) => rulesIn(chapter)).flatMap(({ rule, keys }) => keys.map((key) => ({ key, rule })))
}

function rulesIn(chapter: unknown): { rule: RuleWords; keys: string[] }[] {
  const list = isPlain(chapter) && Array.isArray(chapter.rules) ? chapter.rules : []
  return list.filter(isPlain).map((r) => {
    const clause = isPlain(r.clause) ? r.clause : {}
    const rule = {
      id: words(r.id),
      title: words(r.title),
      text: words(r.text),
      document: words(clause.document),
      place: words(clause.place),
    }
    return { rule, keys: Array.isArray(r.keys) ? r.keys.filter((key) => typeof key === 'string') : [] }
  })
}

/** The rules of a parameter: those that name it most closely; else those that name something inside it. */
export function rulesAt(governed: readonly Governed[], path: string): readonly RuleWords[] {
  const around = governed.filter(({ key }) => isWithin(path, key))
  const nearest = Math.max(0, ...around.map(({ key }) => key.length))
  const found = nearest > 0 ? around.filter(({ key }) => key.length === nearest) : governed.filter(({ key }) => isWithin(key, path))
  return [...new Map(found.map(({ rule }) => [rule.id, rule])).values()]
}

/** How many rules a chapter has. */
export const countRules = (chapter: unknown): number => rulesIn(chapter).length
