import { expect, test } from 'vitest'
import { readSearch, returnPath, signInPath, writeSearch } from './return-path.ts'

test.each([
  ['return=%2Fcustomers%3Fq%3Dx', '/customers?q=x'],
  ['', '/'],
  ['return=https%3A%2F%2Felsewhere.example', '/'],
  ['return=%2F%2Felsewhere.example', '/'],
  ['return=%2F%5Celsewhere.example', '/'],
  ['return=%2Fsign-in%3Freturn%3D%2F', '/'],
])('after signing in with "%s" one goes to %s', (search, path) => {
  expect(returnPath(search)).toBe(path)
})

test('the way to the sign-in page remembers where one was', () => {
  expect(returnPath(new URL(signInPath('/customers', 'q=海棠'), 'http://x').search)).toBe('/customers?q=海棠')
  expect(signInPath('/', '')).toBe('/sign-in')
})

test('several values of one name survive the router', () => {
  expect(readSearch('?f=a&q=x&f=b')).toEqual({ f: ['a', 'b'], q: 'x' })
  expect(writeSearch(readSearch('?f=a&f=b&q=x'))).toBe('?f=a&f=b&q=x')
  expect(writeSearch({})).toBe('')
})
