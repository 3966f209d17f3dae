import { expect, test } from 'vitest'
import { tierLook } from './tier-look.ts'

test.each([
  ['CORE', 3, 'core'],
  ['CHURN_RISK', undefined, 'risk'],
  ['NEW', undefined, 'fresh'],
  ['DIAMOND', 1, 'core'],
  ['GOLD', 2, 'potential'],
  ['TIN', 9, 'general'],
  ['ODD', undefined, 'general'],
] as const)('%s of rank %s looks like %s', (code, rank, look) => {
  expect(tierLook(code, rank)).toBe(look)
})
