import { expect, test } from 'vitest'
import { may, type Session } from './session.ts'

const session = (permissions: string[]): Session => ({
  signedIn: true,
  setUp: true,
  person: { id: 1, name: '沈知远', login: 'shen', permissions },
})

test.each([
  ['what is public, without a session', undefined, 'public', true],
  ['what needs no name', undefined, undefined, true],
  ['what needs a person, without one', { signedIn: false, setUp: true }, 'signed-in', false],
  ['what needs a person, with one', session([]), 'signed-in', true],
  ['a permission one holds', session(['customers.edit']), 'customers.edit', true],
  ['a permission one lacks', session(['customers.read']), 'customers.edit', false],
  ['anything for who holds all', session(['*']), 'customers.erase', true],
] as const)('%s', (_, now, permission, allowed) => {
  expect(may(now, permission)).toBe(allowed)
})
