import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passwordIssue } from './passwords.ts'

const owner = { login: 'wang.xiaoyan', name: '王晓燕', company: ['广州恒远机电有限公司', 'hengyuan'] }
const reasonFor = (password: string) => passwordIssue(password, owner)?.reason ?? 'accepted'

describe('ASVS 6.2 a password is refused for being short or easy to guess, and for nothing else', () => {
  test.each([
    ['nine characters', 'q8#Lm2vX9', 'password-too-short'],
    ['ten characters without a pattern', 'q8#Lm2vX9t', 'accepted'],
    ['128 characters', 'x7Kd '.repeat(25).concat('abc'), 'accepted'],
    ['129 characters', 'x7Kd '.repeat(25).concat('abcd'), 'password-too-long'],
    ['a sentence of small letters', 'correct horse battery staple', 'accepted'],
    ['a sentence in Chinese', '山高月小水落石出清风徐来', 'accepted'],
    ['one character over and over', 'aaaaaaaaaaaa', 'password-too-uniform'],
    ['two characters in turn', 'abababababab', 'password-too-uniform'],
    ['a mobile number', '13812345678', 'password-digits-only'],
    ['two birthdays', '19900307198', 'password-digits-only'],
    ['sixteen digits without a pattern', '8302759146037715', 'accepted'],
    ['the login and a year', 'wang.xiaoyan2026', 'password-is-yours'],
    ['the login in capitals', 'WANG.XIAOYAN!!', 'password-is-yours'],
    ['the name twice', '王晓燕王晓燕王晓燕1234', 'password-is-yours'],
    ['the company and a year', 'Hengyuan@2026', 'password-is-yours'],
    ['the company and more', 'hengyuan-tuesday-lamp', 'accepted'],
    ['password123', 'password123', 'password-too-common'],
    ['p@ssw0rd with a year', 'P@ssw0rd2026', 'password-too-common'],
    ['two common words', 'admin-password', 'password-too-common'],
    ['woaini 1314520', 'woaini1314520', 'password-too-common'],
    ['zhongguo and a year', 'zhongguo2026!', 'password-too-common'],
    ['1qaz2wsx3edc', '1qaz2wsx3edc', 'password-too-common'],
    ['qwertyuiop', 'qwertyuiop', 'password-too-common'],
    ['a row backwards', 'poiuytrewq1', 'password-too-common'],
    ['1q2w3e4r5t', '1q2w3e4r5t', 'password-too-common'],
    ['qazwsxedcrfv', 'qazwsxedcrfv', 'password-too-common'],
    ['a123456789', 'a1234567890', 'password-too-common'],
    ['admin@123 grown longer', 'Admin@123456', 'password-too-common'],
    ['abc and digits', 'Abc@12345678', 'password-too-common'],
  ])('%s', (_, password, expected) => expect(reasonFor(password)).toBe(expected))

  test('a random one is accepted', () => {
    const character = fc.constantFrom(...'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789')
    const random = fc.uniqueArray(character, { minLength: 20, maxLength: 20 }).map((c) => `${c.join('')}Ω語`)
    fc.assert(fc.property(random, (password) => reasonFor(password) === 'accepted'))
  })

  test('any text gets an answer, and a reason names the field', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 140, unit: 'binary' }), (password) => {
        const issue = passwordIssue(password, owner, 'next')
        return issue === undefined || issue.path === 'next'
      }),
    )
  })
})
