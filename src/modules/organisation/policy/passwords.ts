import type { FieldIssue } from '../../../core/problem.ts'
import { commonRuns, commonWords } from './common-passwords.ts'

export const passwordLength = { min: 10, max: 128 } as const

/** What a password must not be made of. */
export type PasswordOwner = { login: string; name: string; company: readonly string[] }

const leastDifferent = 5
const leastBeyondRuns = 4
const leastDigitsOnly = 16
/** Digits and signs around a common word that do not yet make it hard to guess. */
const mostDecoration = 12

/**
 * Why this password is too easy to guess, or undefined. Length and guessability only: no kinds of characters are demanded
 * and none are forbidden (ASVS 5.0, 6.2). The reasons have words in `text.ts`.
 */
export function passwordIssue(password: string, owner: PasswordOwner, path = 'password'): FieldIssue | undefined {
  const length = [...password].length
  if (length < passwordLength.min) return { path, reason: 'password-too-short', facts: { min: passwordLength.min } }
  if (length > passwordLength.max) return { path, reason: 'password-too-long', facts: { max: passwordLength.max } }
  const plain = password.normalize('NFKC').toLowerCase()
  if (new Set(plain).size < leastDifferent) return { path, reason: 'password-too-uniform', facts: { min: leastDifferent } }
  if (/^\d+$/.test(plain) && plain.length < leastDigitsOnly)
    return { path, reason: 'password-digits-only', facts: { min: leastDigitsOnly } }
  if (isMadeOfOwner(plain, owner)) return { path, reason: 'password-is-yours' }
  if (isCommon(plain)) return { path, reason: 'password-too-common' }
  return undefined
}

/** The owner's login, name or company with nothing but digits, signs or repetition around it. */
function isMadeOfOwner(plain: string, { login, name, company }: PasswordOwner): boolean {
  const own = [login, login.split('@')[0] ?? '', name, ...company].map((word) => word.normalize('NFKC').toLowerCase().replace(/\s/g, ''))
  return own.filter((word) => [...word].length >= 2).some((word) => isOnlyDecoration(plain.replace(/\s/g, '').replaceAll(word, '')))
}

const isOnlyDecoration = (rest: string): boolean => !/\p{L}/u.test(rest) && rest.length < mostDecoration

function isCommon(plain: string): boolean {
  const rest = withoutRuns(plain)
  if ([...rest].length < leastBeyondRuns) return true
  const bare = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [plain, bare, unmasked(plain), unmasked(bare)].some((spelling) => {
    const letters = spelling.replace(/[^\p{L}]/gu, '')
    return letters !== '' && consistsOfCommonWords(letters) && plain.length - letters.length < mostDecoration
  })
}

/** Letters written as the signs that look like them: `p@ssw0rd`. */
const looks: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', '3': 'e', $: 's', '5': 's', '1': 'l', '!': 'i', '7': 't' }
const unmasked = (plain: string): string => plain.replace(/[@03$51!7]/g, (sign) => looks[sign] ?? sign)

/** Whether the letters are common words, one after another. */
function consistsOfCommonWords(letters: string): boolean {
  const reached = new Set([0])
  for (let from = 0; from < letters.length; from++) {
    if (!reached.has(from)) continue
    for (let to = from + 1; to <= letters.length; to++) if (commonWords.has(letters.slice(from, to))) reached.add(to)
  }
  return reached.has(letters.length)
}

const reversed = (text: string): string => [...text].reverse().join('')
const runs = [...commonRuns, ...commonRuns.map(reversed)]

/** What is left when runs of four or more neighbouring keys, and characters repeated, are taken out. */
function withoutRuns(plain: string): string {
  let rest = plain.replace(/(.)\1{2,}/gu, '')
  for (let length = rest.length; length >= 4; length--) {
    for (let at = 0; at + length <= rest.length; at++) {
      const piece = rest.slice(at, at + length)
      if (runs.some((run) => run.includes(piece))) rest = rest.slice(0, at) + rest.slice(at + length)
    }
  }
  return rest
}
