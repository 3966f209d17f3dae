import data from './data/industry-sections.json' with { type: 'json' }

/** SECTION 门类 (a letter), DIVISION 大类 (2 digits), GROUP 中类 (3), CLASS 小类 (4). */
export type IndustryLevel = 'SECTION' | 'DIVISION' | 'GROUP' | 'CLASS'
export type Industry = { code: string; name: string; level: IndustryLevel }

const listed = Object.entries(data).map(([code, written]) => ({
  section: { code, name: written.slice(6), level: 'SECTION' as const },
  from: Number(written.slice(0, 2)),
  until: Number(written.slice(3, 5)),
}))
const all: readonly Industry[] = listed.map(({ section }) => section)

export const sections = (): readonly Industry[] => all

/** The section letter of a code (`C`, `34`, `3421`), or null when the code is unknown. */
export function sectionOf(code: string): string | null {
  if (/^[A-T]$/.test(code)) return code
  const division = /^\d\d/.test(code) ? Number(code.slice(0, 2)) : Number.NaN
  return listed.find(({ from, until }) => from <= division && division <= until)?.section.code ?? null
}
