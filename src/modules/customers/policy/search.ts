import { fold, isHan, readings } from '../../../core/chinese.ts'
import { type Match, syllableReadings } from './syllable-readings.ts'

/** What of a customer is found by typing. Phones are digits as `phones.ts` writes them, `0574…` for a landline. */
export type SearchFields = {
  name: string
  otherNames?: readonly string[]
  customerNo?: string | null
  creditCode?: string | null
  contacts?: readonly string[]
  phones?: readonly string[]
}

/**
 * What is stored for a customer: tokens narrow the search by an index, `text` decides it.
 * Tokens: `海`, `海棠` characters and pairs; `i:ht` pairs of first letters; `^h` the first letter of a name; `p:hai` syllables;
 * `c:218` triples of the number; `b:913` and `e:k45` beginning and end of the credit code; `t:8000` ends of phone numbers, which stand in no text.
 */
export type SearchDocument = { tokens: string[]; text: string }

/** Every word of the query must be found in some way; no way at all means that nothing is found. */
export type SearchQuery = { every: { some: Match[] }[] }

const longestName = 120
const longestQuery = 100
const mostWords = 8

/** The document of a customer. Only the first 120 characters of a name are searchable. */
export function searchDocument(fields: SearchFields): SearchDocument {
  const tokens = new Set<string>()
  const text: string[] = []
  const heard = new Set<string>()
  const add = (written: string, reading: 'NAME' | 'PERSON') => {
    const name = [...fold(written)].slice(0, longestName).join('')
    // A person's name is read otherwise than the same word in a company's (乐阳).
    if (name === '' || heard.has(`${reading} ${name}`)) return
    heard.add(`${reading} ${name}`)
    addName(name, reading, tokens, text)
  }
  for (const name of [fields.name, ...(fields.otherNames ?? [])]) add(name, 'NAME')
  for (const contact of fields.contacts ?? []) add(contact, 'PERSON')
  addNumber(fold(fields.customerNo ?? ''), tokens, text)
  addCreditCode(fold(fields.creditCode ?? ''), tokens, text)
  for (const phone of fields.phones ?? []) for (const end of phoneEnds(phone)) tokens.add(`t:${end}`)
  return { tokens: [...tokens], text: text.join(' ') }
}

/**
 * What to look for when a person typed `typed`: null when nothing was typed. Words are parted by spaces; Chinese and Latin letters in
 * one word are looked for apart. Phone numbers are looked for only when the viewer may see them (`phones`).
 */
export function searchQuery(typed: string, options: { phones: boolean } = { phones: false }): SearchQuery | null {
  const query = typed.slice(0, longestQuery).toWellFormed()
  if (query.trim() === '') return null
  const phone = options.phones ? wholePhone(query) : null
  if (phone !== null) return { every: [{ some: [...lookup(phone, false), phoneMatch(phone)] }] }
  const words = query
    .split(/[\s\u3000、,;]+/)
    .flatMap((word) => wordsOf(fold(word)))
    .slice(0, mostWords)
  return { every: words.length === 0 ? [{ some: [] }] : words.map((word) => ({ some: lookup(word, options.phones) })) }
}

/** Whether a stored document answers a query: what the database decides, for lists already in memory and for tests. */
export function answers(document: SearchDocument, query: SearchQuery): boolean {
  const has = (token: string) => document.tokens.includes(token)
  return query.every.every(({ some }) =>
    some.some(
      ({ all, any, contains }) =>
        all.every(has) && (any.length === 0 || any.some(has)) && (contains === null || document.text.includes(contains)),
    ),
  )
}

function addName(name: string, reading: 'NAME' | 'PERSON', tokens: Set<string>, text: string[]): void {
  if (!text.some((part) => part.includes(name))) text.push(name)
  for (const token of wideTokens(name)) tokens.add(token)
  for (const said of readings(name, reading)) {
    const letters = runs(said.map((syllable) => (syllable < '\u0080' ? syllable.slice(0, 1) : ''))).map((run) => run.join(''))
    if (said[0] !== undefined && letters[0]?.startsWith(said[0].slice(0, 1))) tokens.add(`^${said[0].slice(0, 1)}`)
    for (const pair of letters.flatMap((run) => grams(run, 2))) tokens.add(`i:${pair}`)
    const spoken = runs([...name].map((char, i) => (isHan(char) ? (said[i] ?? '') : '')))
    for (const syllable of spoken.flat()) tokens.add(`p:${syllable}`)
    text.push(...letters.map((run) => run.toUpperCase()), ...spoken.map((run) => run.map((syllable) => `'${syllable}`).join('')))
  }
}

/** Numbers stand in capitals, as first letters do, and behind a sign, so that neither runs into its neighbour. */
function addNumber(code: string, tokens: Set<string>, text: string[]): void {
  if (code === '') return
  for (const triple of grams(code, 3)) tokens.add(`c:${triple}`)
  text.push(`#${code.toUpperCase()}`)
}

/** A credit code is typed from its beginning or by its end: a token for each instead of one for each of its sixteen triples. */
function addCreditCode(code: string, tokens: Set<string>, text: string[]): void {
  if (code === '') return
  tokens.add(`b:${code.slice(0, 3)}`).add(`e:${code.slice(-3)}`)
  text.push(`@${code.toUpperCase()}!`)
}

function wideTokens(name: string): string[] {
  const chars = [...name]
  const wide = chars.filter((char) => char > '\u007f')
  const pairs = chars.flatMap((char, i) => {
    const next = chars[i + 1]
    return char > '\u007f' && next !== undefined && next > '\u007f' ? [char + next] : []
  })
  return [...wide, ...pairs]
}

/** The ends under which a phone number is known: the last four, the last eight, the number without area code, the whole. */
function phoneEnds(phone: string): string[] {
  const digits = phone.replace(/\D/g, '')
  const local = digits.startsWith('0') ? digits.slice(/^0[12]/.test(digits) ? 3 : 4) : digits
  return [digits.slice(-4), digits.slice(-8), local, digits].filter((end) => end.length >= 4)
}

/** Digits of a query that is one phone number as a whole, spaces, dashes and country code in it or not. */
function wholePhone(query: string): string | null {
  const written = query.normalize('NFKC').trim()
  if (!/^\+?[\d\s()-]+$/.test(written)) return null
  const digits = written.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$|0)/, '')
  return /^(1\d{10}|0\d{9,11}|[48]00\d{7})$/.test(digits) || (digits.length >= 7 && !/\s/.test(written)) ? digits : null
}

const phoneMatch = (digits: string): Match => ({ all: [`t:${digits}`], any: [], contains: null })

/** A word of both scripts is two words, unless a lone letter belongs to it (A座, B超): then it is looked for as it is written. */
function wordsOf(folded: string): string[] {
  const parts = folded.match(/[a-z0-9]+|[^a-z0-9]+/g) ?? []
  return parts.length > 1 && parts.some((part) => /^[a-z0-9]$/.test(part)) ? [folded] : parts
}

function lookup(word: string, phones: boolean): Match[] {
  if (!/^[a-z0-9]+$/.test(word)) return [wideMatch(word)]
  if (word.length === 1) return [{ all: [`^${word}`], any: [], contains: null }]
  const contains = word.toUpperCase()
  const found: Match[] = [{ all: grams(word, 2).map((pair) => `i:${pair}`), any: [], contains }]
  if (word.length >= 3) {
    found.push({ all: grams(word, 3).map((triple) => `c:${triple}`), any: [], contains })
    found.push({ all: [`b:${word.slice(0, 3)}`], any: [], contains: `@${contains}` })
    found.push({ all: [`e:${word.slice(-3)}`], any: [], contains: `${contains}!` })
  }
  if (/^[a-z]+$/.test(word)) found.push(...syllableReadings(word))
  if (phones && /^\d{4,}$/.test(word)) found.push(phoneMatch(word))
  return found
}

function wideMatch(word: string): Match {
  const tokens = wideTokens(word)
  const pairs = tokens.filter((token) => [...token].length === 2)
  const lonely = pairs.length === 0 || /[a-z0-9]/.test(word)
  return { all: [...new Set(lonely ? tokens : pairs)], any: [], contains: word }
}

/** All runs of `n` characters; the whole when it is shorter than that. */
function grams(word: string, n: number): string[] {
  const found = new Set<string>()
  for (let i = 0; i + n <= word.length; i++) found.add(word.slice(i, i + n))
  return [...found]
}

/** The stretches of readable characters in a name. */
function runs(spoken: readonly string[]): string[][] {
  const found: string[][] = [[]]
  for (const syllable of spoken) {
    if (syllable === '') found.push([])
    else found.at(-1)?.push(syllable)
  }
  return found.filter((run) => run.length > 0)
}
