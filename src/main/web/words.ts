import type { Locale, Texts } from '../../core/text.ts'

/** The built pages come with the Chinese alone; the words of another language are fetched by who reads it. */
const others: Partial<Record<Locale, () => Promise<readonly Texts[]>>> = {
  en: () => import('./english.ts').then((m) => m.texts),
}

const known = new Map<Locale, Promise<readonly Texts[]>>()

/** What the pages do not come with of a language; the same promise each time, so that a component can wait for it. */
export function moreWords(locale: Locale): Promise<readonly Texts[]> {
  const words = known.get(locale) ?? others[locale]?.() ?? Promise.resolve([])
  known.set(locale, words)
  return words
}
