export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

/** A room's words: flat keys, the same in every language. Placeholders are `{name}`; English plurals end in `_one` / `_other`. */
export type Texts = Readonly<Record<Locale, Readonly<Record<string, string>>>>

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

export type Say = (key: string, facts?: Readonly<Record<string, unknown>>) => string

const shown = (value: unknown): string => (Array.isArray(value) ? value.join('、') : String(value ?? ''))

/**
 * A speaker for one language over all rooms' words. An unknown key is said as its last part, so that a gap is visible but short.
 * With a numeric fact `count`, `key_one` / `key_other` are tried first.
 */
export function speaker(texts: readonly Texts[], locale: Locale): Say {
  const words = new Map(texts.flatMap((t) => Object.entries(t[locale])))
  return (key, facts = {}) => {
    const plural = typeof facts['count'] === 'number' ? words.get(`${key}_${facts['count'] === 1 ? 'one' : 'other'}`) : undefined
    const template = plural ?? words.get(key) ?? key.split('.').at(-1) ?? key
    return template.replace(/\{(\w+)\}/g, (_, name: string) => shown(facts[name]))
  }
}
