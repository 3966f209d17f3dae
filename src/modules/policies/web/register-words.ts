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

// As a handbook would put them: who the customers are, how they rank, what is owed to them, how it is measured.
const chapterOrder = [
  ...['workingTime', 'customers', 'duplicates', 'tiering', 'keyAccounts', 'care', 'complaints', 'visits', 'surveys'],
  ...['leads', 'opportunities', 'winback', 'engagement', 'kpi', 'reports'],
]

const placeOf = (section: string): number => {
  const at = chapterOrder.indexOf(section)
  return at < 0 ? chapterOrder.length : at
}

/** Rules by chapter, each in the order of the document. */
export function chaptersOf<R extends { readonly section: string }>(rules: readonly R[]): { section: string; rules: R[] }[] {
  return [...Map.groupBy(rules, (r) => r.section)]
    .map(([section, own]) => ({ section, rules: own }))
    .toSorted((a, b) => placeOf(a.section) - placeOf(b.section))
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
