import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allSyllables, fold, isHan, readings } from '../../../core/chinese.ts'
import { answers, type SearchFields, searchDocument, searchQuery } from './search.ts'

const haitang: SearchFields = {
  name: '宁波海棠精密机械有限公司',
  otherNames: ['海棠精密'],
  customerNo: 'KH-00218',
  creditCode: '91330206MA2AG7XK45',
  contacts: ['金蕙', '单立新'],
  phones: ['13812348000', '057487654321'],
}

const finds = (typed: string, phones = false, fields = haitang): boolean => {
  const query = searchQuery(typed, { phones })
  return query !== null && answers(searchDocument(fields), query)
}

describe('typing finds a customer', () => {
  test.each([
    ['one character', '棠'],
    ['two characters', '海棠'],
    ['the middle of the name', '棠精密机'],
    ['two words in any order', '精密 宁波'],
    ['a contact', '金蕙'],
    ['first letters', 'htjm'],
    ['first letters of a contact', 'jh'],
    ['a surname read as one', 'slx'],
    ['full pinyin', 'haitang'],
    ['pinyin while typing', 'haita'],
    ['a whole syllable and a letter', 'hait'],
    ['the first letter of the name', 'n'],
    ['Traditional characters', '寧波海棠精密機械'],
    ['full width and capitals', 'ＨＴＪＭ'],
    ['its number', 'KH-00218'],
    ['the end of its number', '218'],
    ['the beginning of its credit code', '91330206'],
    ['the end of its credit code', 'a2ag7xk45'],
    ['the whole of its credit code', '91330206MA2AG7XK45'],
    ['Chinese and letters in one word', '海棠jm'],
    ['brackets and points in between', '宁波(海棠)·精密'],
  ])('by %s: %s', (_, typed) => expect(finds(typed)).toBe(true))

  test.each([
    ['characters that do not stand together', '海精'],
    ['letters that do not stand together', 'nbjm'],
    ['the inside of a syllable', 'aitang'],
    ['a letter in the middle of the name', 'h7'],
    ['a wildcard', '%'],
    ['a wildcard inside', '海_精'],
    ['another number', 'KH-00219'],
    ['the inside of its credit code', '2ag7xk'],
    ['one word of two', '海棠 物流'],
  ])('but not by %s: %s', (_, typed) => expect(finds(typed)).toBe(false))

  test('nothing typed asks for nothing; typing only signs finds nothing', () => {
    expect(searchQuery('  ')).toBeNull()
    expect(searchQuery('!?')).toEqual({ every: [{ some: [] }] })
  })

  test('a word is found in a Latin name and in a name of both scripts', () => {
    expect(finds('3m', false, { name: '3M中国有限公司' })).toBe(true)
    expect(finds('trad', false, { name: 'Haitang Trading Co., Ltd.' })).toBe(true)
    expect(finds('A座', false, { name: '海棠大厦A座' })).toBe(true)
  })

  test('ambiguous pinyin is read in every way, and a word by its characters too', () => {
    expect(finds('xian', false, { name: '西安恒达' })).toBe(true)
    expect(finds('xian', false, { name: '先锋商贸' })).toBe(true)
    expect(finds('chongqing', false, { name: '重庆恒达' })).toBe(true)
    expect(finds('zhongqing', false, { name: '重庆恒达' })).toBe(true)
  })
})

describe('phones are found only by those who may see them', () => {
  const typed = ['8000', '12348000', '13812348000', '138 1234 8000', '+86 138-1234-8000', '87654321', '0574-87654321', '4321']
  test.each(typed)('%s', (digits) => {
    expect(finds(digits, true)).toBe(true)
    expect(finds(digits, false)).toBe(false)
  })

  test('the stored text holds no digit of a phone', () => {
    expect(searchDocument({ name: '海棠', phones: ['13812348000'] }).text).not.toMatch(/\d/)
  })
})

test('no unreadable text breaks the document, and none leaves signs that a database refuses', () => {
  for (const name of ['𠮷野家', '\u0000', '\ud800', '👨‍👩‍👧', '‮evil', 'ﷺ', '', '　', '㈱日立', 'ＡＢＣ', "Robert'); DROP TABLE"]) {
    const { text, tokens } = searchDocument({ name, contacts: [name] })
    expect(`${text}${tokens.join('')}`.isWellFormed()).toBe(true)
    expect(text).not.toContain('\u0000')
  }
  expect(finds('吉野家', false, { name: '𠮷野家' })).toBe(true)
})

// The plain meaning of a search, written without tokens or patterns.
function plainly(fields: SearchFields, typed: string): boolean {
  const names = [
    ...[fields.name, ...(fields.otherNames ?? [])].flatMap((name) => readings(fold(name)).map((said) => ({ name: fold(name), said }))),
    ...(fields.contacts ?? []).flatMap((name) => readings(fold(name), 'PERSON').map((said) => ({ name: fold(name), said }))),
  ].filter(({ name }) => name !== '')
  const [number, creditCode] = [fields.customerNo ?? '', fields.creditCode ?? ''].map(fold) as [string, string]
  const hasWord = (word: string): boolean => {
    if (!/^[a-z0-9]+$/.test(word)) return names.some(({ name }) => name.includes(word))
    if (word.length === 1) return names.some(({ said }) => said[0]?.startsWith(word) === true)
    return (
      names.some(({ said }) =>
        said
          .map((s) => (s === '' ? ' ' : [...s][0]))
          .join('')
          .includes(word),
      ) ||
      (word.length >= 3 && (number.includes(word) || creditCode.startsWith(word) || creditCode.endsWith(word))) ||
      (/^[a-z]+$/.test(word) && names.some(({ name, said }) => saidFrom(name, said, word)))
    )
  }
  const words = typed.split(' ').flatMap((word) => {
    const parts = fold(word)
      .split(/(?<=[a-z0-9])(?![a-z0-9])|(?<![a-z0-9])(?=[a-z0-9])/)
      .filter((part) => part !== '')
    return parts.some((part) => /^[a-z0-9]$/.test(part)) ? [fold(word)] : parts
  })
  return words.length > 0 && words.every(hasWord)
}

/** Whether the name, read aloud from the start of some character on and without pause, begins with the letters. */
function saidFrom(name: string, said: readonly string[], letters: string): boolean {
  const aloud = [...name].map((char, i) => (isHan(char) && allSyllables.has(said[i] ?? '') ? said[i] : ' '))
  return aloud.some((_, i) => aloud.slice(i).join('').startsWith(letters))
}

const syllable = fc.constantFrom(...'西安先宁波海棠精密机械重庆长乐行朝阳单曾吕绿鄂恩昂方案翻干'.split(''))
const word = fc.oneof(
  { weight: 4, arbitrary: fc.array(syllable, { minLength: 1, maxLength: 8 }).map((chars) => chars.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('3M中国', 'A座', 'Haitang Co', 'カイ海棠', '臺灣', '𠂉安', 'x1', 'ß', '海 棠', '%_') },
)
const customer = fc.record({
  name: fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join('')),
  otherNames: fc.array(word, { maxLength: 1 }),
  contacts: fc.array(word, { maxLength: 2 }),
  customerNo: fc.constantFrom('KH-00218', 'KH-10021', null),
  creditCode: fc.constantFrom('91330206MA2AG7XK45', null),
})
const letters = fc.constantFrom(
  'xi',
  'xian',
  'xia',
  'an',
  'ang',
  'hait',
  'htj',
  'jm',
  'h',
  'x',
  '218',
  '002',
  'kh0',
  'fangan',
  'fanga',
  'cq',
  '3m',
  'lv',
  '91',
  'ma2',
  '913',
  'k45',
)

/** A query cut out of the customer itself, so that most of them should be found. */
const cutOut = (fields: SearchFields, at: number, length: number, how: number): string => {
  const names = [fields.name, ...(fields.otherNames ?? []), ...(fields.contacts ?? [])]
  const name = fold(names[at % names.length] ?? '')
  const said = readings(name)[how % readings(name).length] ?? []
  const from = at % Math.max(1, said.length)
  if (how % 3 === 0) return [...name].slice(from, from + 1 + (length % 6)).join('')
  if (how % 3 === 1)
    return said
      .map((s) => s.slice(0, 1))
      .slice(from, from + 2 + (length % 4))
      .join('')
  return said
    .slice(from)
    .join('')
    .slice(0, 2 + (length % 12))
}

test('the document and the query agree with the plain meaning', () => {
  let found = 0
  fc.assert(
    fc.property(customer, customer, word, letters, fc.nat(99), fc.nat(99), fc.nat(99), (fields, other, typed, latin, at, length, how) => {
      for (const query of [typed, latin, `${typed} ${latin}`, cutOut(fields, at, length, how), cutOut(other, at, length, how)]) {
        const asked = searchQuery(query)
        const expected = plainly(fields, query)
        if (expected) found++
        expect({ query, found: asked !== null && answers(searchDocument(fields), asked) }).toEqual({ query, found: expected })
      }
    }),
    { numRuns: 1500 },
  )
  expect(found).toBeGreaterThan(500)
})

test('letters with very many readings still find the name', () => {
  expect(finds('aojiaobaobaoaojiaobaobao', false, { name: '傲娇宝宝傲娇宝宝' })).toBe(true)
})

test('a person called as the company is found by both readings', () => {
  for (const letters of ['y', 'yueyang', 'leyang', 'ly'])
    expect(finds(letters, false, { name: '宁波乐阳电器', otherNames: ['乐阳'], contacts: ['乐阳'] })).toBe(true)
})
