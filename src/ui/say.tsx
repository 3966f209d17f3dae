import { createContext, type ReactNode, use, useMemo } from 'react'
import { type Locale, type Say, speaker, type Texts, type Traditional } from '../core/text.ts'

type Speech = { readonly say: Say; readonly locale: Locale; readonly traditional: Traditional | undefined }
const silent: Say = Object.assign((key: string) => key, { either: (zh: string) => zh })
const Spoken = createContext<Speech>({ say: silent, locale: 'zh-CN', traditional: undefined })

type SayProviderProps = { texts: readonly Texts[]; locale?: Locale; traditional?: Traditional | undefined; children: ReactNode }

/**
 * Gives everything inside the words of `texts`, in the language around it unless another is named. Later texts win over earlier ones.
 * `traditional` is needed for zh-TW, by the outermost.
 */
export function SayProvider({ texts, children, ...own }: SayProviderProps) {
  const around = use(Spoken)
  const locale = own.locale ?? around.locale
  const traditional = own.traditional ?? around.traditional
  const speech = useMemo(() => ({ say: speaker(texts, locale, traditional), locale, traditional }), [texts, locale, traditional])
  return <Spoken value={speech}>{children}</Spoken>
}

/** Says a text key with its facts: `const say = useSay(); say('customers.title')`. */
export const useSay = (): Say => use(Spoken).say
export const useLocale = (): Locale => use(Spoken).locale
