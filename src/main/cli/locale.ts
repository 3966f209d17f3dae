import process from 'node:process'
import { type Locale, nearestLocale } from '../../core/text.ts'

/** The language asked for by --lang, else by the system's settings. */
export function localeOf(asked: string | undefined, env = process.env): Locale {
  const wanted = asked ?? (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '')
  return nearestLocale(wanted) ?? 'en'
}
