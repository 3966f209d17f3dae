import type { Say } from '../../../core/text.ts'

type Searched = {
  readonly id: string
  readonly section: string
  readonly title: string
  readonly text: string
  readonly clause: { readonly document: string; readonly place: string }
  readonly keys: readonly string[]
}

/** Whether a rule has every word of the search somewhere: number, title, text, clause or parameter. */
export function matches(rule: Searched, q: string): boolean {
  const all = [rule.id, rule.title, rule.text, rule.clause.document, rule.clause.place, ...rule.keys].join('\n').toLowerCase()
  return q
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** A parameter's value in one line: `92`, `是`, `high 30，mid 90`, `一、二、三`. */
export function valueWords(value: unknown, say: Say): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'boolean') return say(value ? 'ui.yes' : 'ui.no')
  if (Array.isArray(value)) return value.map((v) => valueWords(v, say)).join('、') || '—'
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, v]) => `${key} ${valueWords(v, say)}`)
      .join('，')
  return String(value)
}
