import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCharacter, checkCreditCode, creditCodeFrom, districtOf } from './credit-code.ts'

describe('MD-05 the unified social credit code', () => {
  test.each([
    '91350100M000100Y43',
    '91110000101623741K',
    '911101066976941872',
    '91440300708461136T',
    '91330100799655058B',
    '914403001922038216',
    '91110108551385082Q',
    '9144030071526726XG',
  ])('%s is right', (code) => expect(checkCreditCode(code)).toEqual({ status: 'OK', code }))

  test.each([
    ['of a registered company that fails the check', '91350211M0000XUF46', 'CHECK_CHARACTER', 'R'],
    ['a made-up example', '91310115MA1H8R7C6D', 'CHECK_CHARACTER', '7'],
  ])('one %s is a warning with the character expected', (_, code, reason, expected) =>
    expect(checkCreditCode(code)).toEqual({ status: 'WARNING', code, reason, expected }),
  )

  test('the organisation code inside is checked too', () => {
    const first = '91110000101623742'
    expect(checkCreditCode(first + checkCharacter(first))).toMatchObject({ status: 'WARNING', reason: 'ORGANISATION_CODE', expected: '1' })
  })

  test.each([
    ['one character short', '91110000101623741', 'LENGTH'],
    ['nothing', '', 'LENGTH'],
    ['an O for a zero', '9111OOOO101623741K', 'ALPHABET'],
    ['Chinese in it', '9111000010162374京K', 'ALPHABET'],
    ['letters in the district', '91AB0000101623741K', 'DISTRICT'],
  ])('%s is invalid', (_, code, reason) => expect(checkCreditCode(code)).toMatchObject({ status: 'INVALID', reason }))

  test('spaces, dashes, case and width do not matter', () => {
    expect(checkCreditCode(' ９1110000-1016 23741k ')).toEqual({ status: 'OK', code: '91110000101623741K' })
    expect(districtOf('91110000101623741K')).toBe('110000')
  })

  test('a check character of zero is written 0', () => {
    const code = fc.sample(fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{8}$/), 500).map((body) => creditCodeFrom('330206', body))
    expect(code.some((one) => one.endsWith('0'))).toBe(true)
    expect(code.every((one) => one.length === 18)).toBe(true)
  })

  test('every code made from parts is right, and any one digit changed is noticed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{8}$/), fc.nat(17), fc.nat(9), (body, at, digit) => {
        const code = creditCodeFrom('330206', body)
        expect(checkCreditCode(code).status).toBe('OK')
        const changed = code.slice(0, at) + digit + code.slice(at + 1)
        expect(changed === code || checkCreditCode(changed).status !== 'OK').toBe(true)
      }),
    )
  })
})
