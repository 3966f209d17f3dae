import { expect, test } from 'vitest'
import { companyIn } from './company.ts'

test.each([
  ['a plain page', '', '', undefined],
  ['a named company', '?company=east', '', 'east'],
  ['a one-time link', '', '#east.c2VjcmV0LXNlY3JldA', 'east'],
  ['an anchor that is no link', '', '#orders', undefined],
  ['a name that is no key', '?company=../x', '', undefined],
] as const)('%s', (_, search, hash, expected) => {
  expect(companyIn(search, hash)).toBe(expected)
})
