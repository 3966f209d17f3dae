import { expect, test } from 'vitest'
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { instant } from '../../core/instant.ts'
import { enteredFen, fen } from '../../core/money.ts'
import { fieldShape, fieldShapes } from './field-shape.ts'

test.each([
  ['text', z.string().trim().min(1).max(80), { kind: 'text', required: true, maxLength: 80 }],
  ['text that may be missing', z.string().max(20).optional(), { kind: 'text', required: false, nullable: false }],
  ['text that may be emptied', z.string().nullable(), { kind: 'text', required: false, nullable: true }],
  ['long text', z.string().max(2000), { kind: 'long-text', maxLength: 2000 }],
  ['an e-mail address', z.email(), { kind: 'text', format: 'email' }],
  ['a whole number', z.int().min(1), { kind: 'number', whole: true }],
  ['a number', z.number(), { kind: 'number', whole: false }],
  ['an amount', fen, { kind: 'money', required: true }],
  ['an amount as it is entered', enteredFen, { kind: 'money', required: true }],
  ['an amount that may be missing', fen.optional(), { kind: 'money', required: false }],
  ['a day', day, { kind: 'day' }],
  ['a day that may be emptied', day.nullable().optional(), { kind: 'day', required: false, nullable: true }],
  ['a point in time', instant, { kind: 'instant' }],
  ['a choice', z.enum(['SMALL', 'LARGE']), { kind: 'choice', options: ['SMALL', 'LARGE'] }],
  ['several choices', z.array(z.enum(['CALL', 'VISIT'])), { kind: 'choices', options: ['CALL', 'VISIT'] }],
  ['yes or no', z.boolean().default(false), { kind: 'switch', required: false }],
] as const)('the field for %s', (_, schema, expected) => {
  expect(fieldShape(schema)).toMatchObject(expected)
})

test('an object gives the shapes of its fields in their order', () => {
  expect(Object.keys(fieldShapes(z.strictObject({ name: z.string(), founded: day.optional() })))).toEqual(['name', 'founded'])
})
