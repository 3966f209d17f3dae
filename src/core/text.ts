export const locales = ['zh-CN', 'zh-TW', 'en'] as const
export type Locale = (typeof locales)[number]

/** The languages words are written in by hand; zh-TW is derived from zh-CN. */
export const handWritten = ['zh-CN', 'en'] as const
type HandWritten = (typeof handWritten)[number]

/** A room's words: flat keys, the same in every language. Placeholders are `{name}`; English plurals end in `_one` / `_other`. */
export type Texts = Readonly<Record<HandWritten, Readonly<Record<string, string>>>>

type Plural = `${string}_one` | `${string}_other`

/** Pairs a room's Chinese words with their English; a key missing in English does not compile. */
export const defineText = <K extends string>(
  zh: Readonly<Record<K, string>>,
  en: Readonly<Record<NoInfer<K>, string> & Partial<Record<Plural, string>>>,
): Texts => ({
  'zh-CN': zh,
  en,
})

/** Several sets of words as one; later ones win. */
export const joinTexts = (...all: readonly Texts[]): Texts => ({
  'zh-CN': Object.assign({}, ...all.map((t) => t['zh-CN'])),
  en: Object.assign({}, ...all.map((t) => t.en)),
})

export interface Say {
  (key: string, facts?: Readonly<Record<string, unknown>>): string
  /** Of words that stand outside the texts, such as the names of parameters, those of the reader's language. */
  readonly either: (zh: string, en: string) => string
}

/** Writes Chinese of ours as it is written in Taiwan. */
export type Traditional = (chinese: string) => string

const notDerived: Traditional = () => {
  throw new Error('zh-TW is asked for, but nothing was given to derive it with')
}

/**
 * A speaker for one language over all rooms' words. An unknown key is said as its last part, so that a gap is visible but short.
 * With a fact `count`, `key_one` / `key_other` are tried first; English nouns right behind a fact that is 1 are said in the singular.
 * `traditional` derives zh-TW; facts stay as they are.
 */
export function speaker(texts: readonly Texts[], locale: Locale, traditional: Traditional = notDerived): Say {
  const words = new Map(texts.flatMap((t) => Object.entries(t[locale === 'en' ? 'en' : 'zh-CN'])))
  const derived = new Map<string, string>()
  const written = (chinese: string): string => {
    if (locale !== 'zh-TW') return chinese
    const known = derived.get(chinese) ?? traditional(chinese)
    derived.set(chinese, known)
    return known
  }
  const between = locale === 'en' ? ', ' : '、'
  const shown = (value: unknown): string => (Array.isArray(value) ? value.join(between) : String(value ?? ''))
  const say = (key: string, facts: Readonly<Record<string, unknown>> = {}): string => {
    const plural = facts['count'] === undefined ? undefined : words.get(`${key}_${isOne(facts['count']) ? 'one' : 'other'}`)
    const template = plural ?? words.get(key)
    if (template === undefined) return key.split('.').at(-1) ?? key
    const counted =
      locale === 'en' ? template.replace(countedNoun, (all, name: string) => (isOne(facts[name]) ? singular(all) : all)) : template
    return written(counted).replace(/\{(\w+)\}/g, (_, name: string) => shown(facts[name]))
  }
  return Object.assign(say, { either: (zh: string, en: string) => (locale === 'en' ? en : written(zh)) })
}

const isOne = (value: unknown): boolean => value === 1 || value === '1'

/** `{n} days`, `{n} open tasks`: a fact and the plural noun it counts. */
const countedNoun = /\{(\w+)\} (?:(?:more|other|open|new|working|wrong) )?(?:(?!has|was|its|this|less|does)[a-z]{2,}s|people)\b/g

/** English words with the last of them in the singular: `open duties` → `open duty`. */
export const singular = (words: string): string =>
  words
    .replace(/people$/, 'person')
    .replace(/ies$/, 'y')
    .replace(/(ch|sh|x|ss)es$/, '$1')
    .replace(/([^s])s$/, '$1')

/** The language of ours that comes nearest to a code as browsers and systems write it: `zh-Hant-HK`, `zh_TW.UTF-8`, `en-GB`. */
export function nearestLocale(code: string): Locale | undefined {
  if (/^zh[-_](hant|tw|hk|mo)/i.test(code)) return 'zh-TW'
  if (/^zh/i.test(code)) return 'zh-CN'
  return /^en/i.test(code) ? 'en' : undefined
}
