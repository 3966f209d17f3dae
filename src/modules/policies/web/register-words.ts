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
