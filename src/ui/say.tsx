import { createContext, type ReactNode, use, useMemo } from 'react'
import { type Locale, type Say, speaker, type Texts } from '../core/text.ts'

type Speech = { readonly say: Say; readonly locale: Locale }
const Spoken = createContext<Speech>({ say: (key) => key, locale: 'zh-CN' })

/** Gives everything inside the words of `texts` in `locale`. Later texts win over earlier ones. */
export function SayProvider({ texts, locale, children }: { texts: readonly Texts[]; locale: Locale; children: ReactNode }) {
  const speech = useMemo(() => ({ say: speaker(texts, locale), locale }), [texts, locale])
  return <Spoken value={speech}>{children}</Spoken>
}

/** Says a text key with its facts: `const say = useSay(); say('customers.title')`. */
export const useSay = (): Say => use(Spoken).say
export const useLocale = (): Locale => use(Spoken).locale
