import { describe, expect, test } from 'vitest'
import { inTaiwan } from '../../../platform/taiwan/convert.ts'
import { fenIn, unitOfHeader } from './amounts.ts'
import { guessColumns, headerForm } from './columns.ts'
import { fieldsOf } from './fields.ts'
import { codeIn, type WordSet, wordSets } from './words.ts'

const kinds = ['customers', 'contacts', 'orders'] as const
/** Those of the template; fields of a customer inside an order file come on top of these. */
const ownFields = (kind: (typeof kinds)[number]) => fieldsOf[kind].filter((field) => !field.name.startsWith('customer.'))

describe('a file written in Traditional characters', () => {
  test('has its headers recognised, those of our own template in zh-TW before all', () => {
    const unknown = kinds.flatMap((kind) =>
      ownFields(kind).flatMap((field) => {
        const known = new Set(field.zh.map(headerForm))
        return known.has(headerForm(inTaiwan(field.zh[0] ?? ''))) ? [] : [`${kind}: ${inTaiwan(field.zh[0] ?? '')}`]
      }),
    )
    expect(unknown).toEqual([])
    expect(guessColumns('customers', ['客戶名稱', '負責人', '電話'])).toMatchObject({ name: '客戶名稱', owner: '負責人', phone: '電話' })
  })

  test('has its words read as the codes they stand for', () => {
    const sets = Object.entries(wordSets) as [WordSet, Record<string, readonly string[]>][]
    for (const [set, codes] of sets)
      for (const [code, said] of Object.entries(codes))
        expect(`${inTaiwan(said[0] ?? '')} ${codeIn(set, inTaiwan(said[0] ?? ''))}`).toBe(`${inTaiwan(said[0] ?? '')} ${code}`)
  })

  test('has its amounts read', () => {
    expect(unitOfHeader('註冊資本(萬元)')).toBe('wan')
    expect([fenIn('1.2億', 'yuan'), fenIn('500萬元', 'yuan'), fenIn('500萬', 'wan')]).toEqual([12_000_000_000, 500_000_000, 500_000_000])
  })
})
