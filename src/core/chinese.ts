import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

/** How a text is read aloud: a person's first character is read as a surname (单 shàn, 曾 zēng). */
export type Reading = 'NAME' | 'PERSON'

const plain = /^[a-z0-9\u4e00-\u9fff]*$/
const accents = /[\u0300-\u036f]/g
const notWritten = /[^\p{L}\p{N}\p{M}]/gu

/**
 * The form in which texts are compared and searched: compatibility forms and full width unified (NFKC), accents and case dropped,
 * Traditional written as Simplified, and nothing left but letters and digits. Folding twice changes nothing.
 */
export function fold(text: string): string {
  return simplified(plain.test(text) ? text : unified(text).replace(notWritten, ''))
}

/** NFKC, without accents on letters, in lower case; punctuation and spaces stay. */
export function unified(text: string): string {
  const bare = text.toWellFormed().normalize('NFKD').replace(accents, '').normalize('NFKC').toLowerCase()
  return bare.replace(accents, '').normalize('NFKC')
}

/** Traditional characters written as Simplified, one character at a time, so that a part folds as it does inside the whole. */
export function simplified(text: string): string {
  let result = ''
  for (const char of text) result += char < '\u3400' ? char : simplifiedChar(char)
  return result
}

/** Whether the first character of `char` is a Chinese character. */
export function isHan(char: string): boolean {
  const code = char.codePointAt(0) ?? 0
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x20000 && code <= 0x3347f) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    code === 0x3007
  )
}

/**
 * Pinyin without tones, one entry for each character (code point) of a folded text: `['ning', 'bo']`. Letters and digits stand for
 * themselves; a character nobody can read is ''. Words decide the reading (重庆 chong qing); ü is written v.
 */
export function syllables(folded: string, reading: Reading = 'NAME'): string[] {
  const chars = [...folded]
  if (!chars.some(hasManyReadings)) return chars.map(commonSyllable)
  const key = `${reading}${folded}`
  const known = spokenBefore.get(key)
  if (known) return known
  const found = spokenByWords(chars, folded, reading)
  if (spokenBefore.size >= mostSpoken) spokenBefore.clear()
  spokenBefore.set(key, found)
  return found
}

/** A name is read for its sort key and again for its search tokens, a chunk of an import apart. */
const spokenBefore = new Map<string, string[]>()
const mostSpoken = 4096

function spokenByWords(chars: readonly string[], folded: string, reading: Reading): string[] {
  const said = pinyin(folded, { toneType: 'none', type: 'array', v: true, ...(reading === 'PERSON' ? { surname: 'head' as const } : {}) })
  return said.length === chars.length ? chars.map((char, i) => spoken(char, said[i] ?? '')) : chars.map(commonSyllable)
}

/** As `syllables`, but each character alone is read in its commonest way, as people type who do not think of the word. */
export const commonSyllables = (folded: string): string[] => Array.from(folded, commonSyllable)

/** The readings under which a folded text should be found: by its words and, where that differs, character by character. */
export function readings(folded: string, reading: Reading = 'NAME'): string[][] {
  const byChar = commonSyllables(folded)
  if (!Array.from(folded).some(hasManyReadings)) return [byChar]
  const byWord = syllables(folded, reading)
  return byWord.every((syllable, i) => syllable === byChar[i]) ? [byWord] : [byWord, byChar]
}

/** First letters of the pinyin: 海棠精密 → htjm. */
export const initials = (said: readonly string[]): string => said.map((syllable) => syllable.slice(0, 1)).join('')

/** Finals by initial: every syllable of Mandarin that a character of the basic block is read as. */
const finals = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  f: 'a an ang ei en eng o ou u',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  t: 'a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo',
  w: 'a ai an ang ei en eng o u',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
}

/** The 411 syllables of Mandarin without tones, ü written v. */
export const allSyllables: ReadonlySet<string> = new Set(
  Object.entries(finals).flatMap(([initial, rest]) => rest.split(' ').map((final) => initial + final)),
)

const simple = new Map<string, string>([['𠮷', '吉']])
let converters: ((text: string) => string)[] | undefined

function simplifiedChar(char: string): string {
  let result = simple.get(char)
  if (result === undefined) {
    converters ??= [Converter({ from: 'tw', to: 'cn' }), Converter({ from: 'hk', to: 'cn' })]
    result = char
    for (let before = ''; before !== result; ) {
      before = result
      result = converters.reduce((text, convert) => convert(text), before)
    }
    simple.set(char, result)
  }
  return result
}

const common = new Map<string, string>()

function commonSyllable(char: string): string {
  let said = common.get(char)
  if (said === undefined) {
    said = spoken(char, pinyin(char, { toneType: 'none', v: true }))
    common.set(char, said)
  }
  return said
}

const many = new Map<string, boolean>()

function hasManyReadings(char: string): boolean {
  let result = many.get(char)
  if (result === undefined) {
    result = isHan(char) && new Set(pinyin(char, { toneType: 'none', type: 'array', v: true, multiple: true })).size > 1
    many.set(char, result)
  }
  return result
}

function spoken(char: string, said: string): string {
  if (!isHan(char)) return char
  const letters = said === '' ? '' : said.normalize('NFKD').replace(accents, '').replaceAll('ê', 'e')
  return allSyllables.has(letters) ? letters : ''
}
