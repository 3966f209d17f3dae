import { isHan, simplified, syllables, unified } from '../../../core/chinese.ts'

const longestKey = 60
const longestPinyin = 48

/**
 * A key that sorts names as a Chinese directory does when compared byte by byte (COLLATE "C"): by pinyin, syllable by syllable, then
 * names said alike by their characters. ASCII, at most 60 bytes; digits come before letters, scripts without pinyin last.
 */
export function nameKey(name: string): string {
  const chars = [...simplified(unified(name))].filter((char) => /[\p{L}\p{N}]/u.test(char)).slice(0, longestPinyin)
  const said = syllables(chars.join(''))
  const parts = chars.map((char, i) => (isHan(char) && said[i] ? `.${said[i]}.` : char < '\u0080' ? char : `.~${hex(char)}.`))
  const pinyin = parts
    .join('')
    .replace(/\.+/g, '.')
    .replace(/^\.|\.$/g, '')
    .slice(0, longestPinyin)
  return `${pinyin}-${chars.filter(isHan).map(hex).join('')}`.slice(0, longestKey)
}

const hex = (char: string): string => (char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')

/**
 * The form in which two full names are the same name (DQ-01): NFKC, Traditional as Simplified, no case, no spaces, brackets, quotes,
 * dashes or points: `宁波海棠(集团)` equals `寧波海棠（集團）`. Signs that tell names apart (`+`, `&`) stay. '' only for a blank name.
 */
export function nameIdentity(name: string): string {
  const whole = simplified(unified(name)).replace(/[\s\p{C}]/gu, '')
  const bare = whole.replace(/[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pd}'"`<>.,·•・‧、。,;:_~/\\|]/gu, '')
  return bare === '' ? whole : bare
}
