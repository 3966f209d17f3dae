import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPhone, maskPhone, phoneFrom, phonesOf, tail4 } from './phones.ts'

const brief = (cell: string, area?: string) =>
  phonesOf(cell, area).phones.map(({ kind, digits, extension }) => [kind, digits, ...(extension === null ? [] : [extension])].join(' '))

describe('DQ-01 the numbers in one cell', () => {
  test.each([
    ['13812348000', ['MOBILE 13812348000']],
    ['138 1234 8000', ['MOBILE 13812348000']],
    ['138-1234-8000', ['MOBILE 13812348000']],
    ['１３８１２３４８０００', ['MOBILE 13812348000']],
    ['+86 138 1234 8000', ['MOBILE 13812348000']],
    ['008613812348000', ['MOBILE 13812348000']],
    ['+86-13812348000', ['MOBILE 13812348000']],
    ['17012348000', ['MOBILE 17012348000']],
    ['手机：13812348000（王工）', ['MOBILE 13812348000']],
    ['王工 13812348000', ['MOBILE 13812348000']],
    ['021-58765432', ['LANDLINE 02158765432']],
    ['021-5876 5432', ['LANDLINE 02158765432']],
    ['(0571)87654321', ['LANDLINE 057187654321']],
    ['（0571）8765-4321', ['LANDLINE 057187654321']],
    ['+86 571 87654321', ['LANDLINE 057187654321']],
    ['0592-8765432', ['LANDLINE 05928765432']],
    ['021-58765432-801', ['LANDLINE 02158765432 801']],
    ['021-58765432转801', ['LANDLINE 02158765432 801']],
    ['021-58765432 转 801', ['LANDLINE 02158765432 801']],
    ['021-58765432 ext.801', ['LANDLINE 02158765432 801']],
    ['87654321', ['LANDLINE 87654321']],
    ['4008001234', ['SHARED 4008001234']],
    ['400-800-1234', ['SHARED 4008001234']],
    ['95588', ['SHORT 95588']],
    ['12315', ['SHORT 12315']],
    ['+852 2345 6789', ['OVERSEAS +85223456789']],
    ['13812348000/021-58765432', ['MOBILE 13812348000', 'LANDLINE 02158765432']],
    ['13812348000、13912348000', ['MOBILE 13812348000', 'MOBILE 13912348000']],
    ['13812348000 13912348000', ['MOBILE 13812348000', 'MOBILE 13912348000']],
    ['1381234800013912348000', ['MOBILE 13812348000', 'MOBILE 13912348000']],
    ['138 1234 8000 139 1234 8000', ['MOBILE 13812348000', 'MOBILE 13912348000']],
    ['13812348000，138 1234 8000', ['MOBILE 13812348000']],
    ['总机 0574-87654321 转 8，手机13812348000', ['LANDLINE 057487654321 8', 'MOBILE 13812348000']],
  ])('%s', (cell, expected) => {
    expect(brief(cell)).toEqual(expected)
    expect(phonesOf(cell).rejected).toEqual([])
  })

  test.each([
    ['a digit short', '1381234800'],
    ['no such mobile series', '12012348000'],
    ['Shenzhen has eight digits', '0755-8888888'],
    ['no number at all', '同上'],
    ['a number of an identity card', '330206199001011234'],
  ])('%s is rejected: %s', (_, cell) => expect(phonesOf(cell)).toEqual({ phones: [], rejected: [cell] }))

  test('what is right is kept beside what is wrong', () => {
    expect(phonesOf('13812348000;123')).toMatchObject({ phones: [{ digits: '13812348000' }], rejected: ['123'] })
  })

  test('a landline without area code takes the one given, and has no international form without', () => {
    expect(phoneFrom('87654321', '0574')).toMatchObject({ digits: '057487654321', e164: '+8657487654321' })
    expect(phoneFrom('87654321')).toMatchObject({ digits: '87654321', e164: null })
    expect(phoneFrom('13812348000、13912348000')).toBeNull()
  })

  test('what is written out is read again as the same number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(1[3-9]\d{9}|0574[2-8]\d{7}|021[2-8]\d{7}|400\d{7})$/), (digits) => {
        const phone = phoneFrom(digits)
        expect(phone?.digits).toBe(digits)
        expect(phone && phoneFrom(formatPhone(phone))?.digits).toBe(digits)
      }),
    )
  })

  test('no text breaks the reader', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-/ 转()+、ext王\ud800'), maxLength: 60 }), (cell) => {
        for (const { digits } of phonesOf(cell).phones) expect(digits).toMatch(/^\+?\d{3,15}$/)
      }),
    )
  })
})

describe('a number is shown', () => {
  test.each([
    ['13812348000', '138****8000'],
    ['057487654321', '0574****4321'],
    ['02158765432', '021****5432'],
    ['87654321', '****4321'],
    ['+85223456789', '+852****6789'],
    ['4008001234', '4008001234'],
    ['95588', '95588'],
    ['1234567', '****4567'],
  ])('masked: %s as %s', (digits, masked) => expect(maskPhone(digits)).toBe(masked))

  test('by its last four digits', () => expect(tail4('0574-87654321')).toBe('4321'))
})
