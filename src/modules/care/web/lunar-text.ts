import { defineText } from '../../../core/text.ts'

const numbered = (prefix: string, words: readonly string[]): Record<string, string> =>
  Object.fromEntries(words.map((word, i) => [`${prefix}.${i + 1}`, word]))
const figures = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i + 1))

const months = ['正月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '冬月', '腊月']
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const ones = numerals.slice(0, 9)
const days = [...numerals.map((n) => `初${n}`), ...ones.map((n) => `十${n}`), '二十', ...ones.map((n) => `廿${n}`), '三十']

/** What the months and days of the lunar calendar are called; keys `dates.lunar-month.8`, `dates.lunar-day.15`. */
export const lunarText = defineText<string>(
  { ...numbered('dates.lunar-month', months), ...numbered('dates.lunar-day', days) },
  { ...numbered('dates.lunar-month', figures(12)), ...numbered('dates.lunar-day', figures(30)) },
)
