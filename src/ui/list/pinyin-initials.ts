/** The first character of each letter's stretch when Chinese is sorted by pinyin; i, u and v begin no syllable. */
const stretches: readonly (readonly [string, string])[] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '咑'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '丌'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '妈'],
  ['n', '拿'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '屲'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
]

const order = new Intl.Collator('zh-u-co-pinyin')

function initialOf(char: string): string {
  if (!/\p{Script=Han}/u.test(char)) return /[a-z0-9]/i.test(char) ? char.toLowerCase() : ''
  return stretches.findLast(([, first]) => order.compare(char, first) >= 0)?.[0] ?? ''
}

/** `最近下单` is `zjxd`: for words of our own screens; the browser knows how Chinese is sorted, so nothing has to be loaded for it. */
export const pinyinInitials = (words: string): string => Array.from(words, initialOf).join('')

/** Whether words are found by a part of them, or by the initials of their pinyin. */
export function isFoundBy(words: string, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return words.toLowerCase().includes(wanted) || (/^[a-z0-9]+$/.test(wanted) && pinyinInitials(words).includes(wanted))
}
