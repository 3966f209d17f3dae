/**
 * 统一社会信用代码, GB 32100-2015: 18 characters, namely the registering authority (1), the kind of organisation (2), the district (3–8), the
 * organisation code (9–17, itself checked by GB 11714) and a check character (18).
 */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

export type CreditCodeCheck =
  | { status: 'OK'; code: string }
  | { status: 'WARNING'; code: string; reason: 'CHECK_CHARACTER' | 'ORGANISATION_CODE'; expected: string }
  | { status: 'INVALID'; code: string; reason: 'LENGTH' | 'ALPHABET' | 'DISTRICT' }

/**
 * Checks a code as typed (spaces, dashes, case and width do not matter); `code` is what to store. A wrong check character is a warning with
 * the character expected, not an error: registered companies with such codes exist, so a person may confirm it.
 */
export function checkCreditCode(written: string): CreditCodeCheck {
  const code = normalCreditCode(written)
  if (code.length !== 18) return { status: 'INVALID', code, reason: 'LENGTH' }
  if (![...code].every((char) => alphabet.includes(char))) return { status: 'INVALID', code, reason: 'ALPHABET' }
  if (!/^..\d{6}/.test(code)) return { status: 'INVALID', code, reason: 'DISTRICT' }
  const expected = checkCharacter(code)
  if (code.slice(17) !== expected) return { status: 'WARNING', code, reason: 'CHECK_CHARACTER', expected }
  const organisation = organisationCheck(code.slice(8, 16))
  if (code.slice(16, 17) !== organisation) return { status: 'WARNING', code, reason: 'ORGANISATION_CODE', expected: organisation }
  return { status: 'OK', code }
}

/** A code as stored: half width, capitals, nothing between. */
export const normalCreditCode = (written: string): string =>
  written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')

/** The check character of the first 17: weights 3^(i-1) mod 31, `(31 - Σ mod 31) mod 31`. */
export function checkCharacter(code: string): string {
  let sum = 0
  let weight = 1
  for (const char of code.slice(0, 17)) {
    sum += alphabet.indexOf(char) * weight
    weight = (weight * 3) % 31
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** The check character of an eight-character organisation code, GB 11714: `11 - Σ mod 11`, 10 written X and 11 written 0. */
export function organisationCheck(body: string): string {
  const sum = organisationWeights.reduce((total, weight, i) => total + weight * organisationAlphabet.indexOf(body.charAt(i)), 0)
  const rest = 11 - (sum % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/** The district (GB/T 2260, six digits) in which the organisation was registered. */
export const districtOf = (code: string): string => code.slice(2, 8)

/** A valid code of an enterprise (91) from a six-digit district and eight characters of an organisation code; for made-up companies. */
export function creditCodeFrom(district: string, body: string): string {
  const first = `91${district}${body}${organisationCheck(body)}`
  return first + checkCharacter(first)
}
