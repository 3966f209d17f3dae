// As a handbook would put them: who the customers are, how they rank, what is owed to them, how it is measured.
const chapterOrder = [
  ...['workingTime', 'customers', 'duplicates', 'tiering', 'keyAccounts', 'care', 'complaints', 'visits', 'surveys'],
  ...['leads', 'opportunities', 'winback', 'engagement', 'kpi', 'reports'],
]

const placeOf = (section: string): number => {
  const at = chapterOrder.indexOf(section)
  return at < 0 ? chapterOrder.length : at
}

/** Rules by chapter, each in the order they came in; those of no chapter last, under ''. */
export function chaptersOf<R extends { readonly section: string | null }>(rules: readonly R[]): { section: string; rules: R[] }[] {
  return [...Map.groupBy(rules, (r) => r.section ?? '')]
    .map(([section, own]) => ({ section, rules: own }))
    .toSorted((a, b) => placeOf(a.section) - placeOf(b.section))
}
