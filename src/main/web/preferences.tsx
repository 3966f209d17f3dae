import { createContext, type ReactNode, startTransition, use, useEffect, useState } from 'react'
import { type Locale, locales, nearestLocale } from '../../core/text.ts'
import { setReplyLanguage } from '../../platform/web/client.ts'
import { keep, stored } from '../../ui/kept.ts'
import type { ThemeChoice } from '../../ui/theme-provider.tsx'

type Preferences = {
  readonly locale: Locale
  readonly theme: ThemeChoice
  readonly set: (change: { locale?: Locale | undefined; theme?: ThemeChoice | undefined }) => void
}
const Chosen = createContext<Preferences>({ locale: 'zh-CN', theme: 'system', set: () => undefined })
export const usePreferences = (): Preferences => use(Chosen)

// Each language in its own words, so that it can be found by who needs it.
export const languages = [
  { value: 'zh-CN' as const, label: '简体中文' },
  { value: 'zh-TW' as const, label: '繁體中文' },
  { value: 'en' as const, label: 'English' },
]

const isTheme = (value: unknown): value is ThemeChoice => value === 'light' || value === 'dark' || value === 'system'
const isLocale = (value: unknown): value is Locale => locales.some((l) => l === value)

function startingLocale(): Locale {
  const kept = stored('locale')
  if (isLocale(kept)) return kept
  return navigator.language ? (nearestLocale(navigator.language) ?? 'en') : 'zh-CN'
}

/** Language and appearance, kept on this device; the shell also keeps them with the person. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState(startingLocale)
  const [theme, setTheme] = useState<ThemeChoice>(() => {
    const kept = stored('theme')
    return isTheme(kept) ? kept : 'system'
  })
  setReplyLanguage(locale)
  useEffect(() => keep('locale', locale), [locale])
  useEffect(() => keep('theme', theme), [theme])
  const set: Preferences['set'] = (change) => {
    const { locale } = change
    // What is on the screen stays until the words of the new language have come.
    if (locale) startTransition(() => setLocale(locale))
    if (change.theme) setTheme(change.theme)
  }
  return <Chosen value={{ locale, theme, set }}>{children}</Chosen>
}
