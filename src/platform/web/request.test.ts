import { expect, test } from 'vitest'
import { prepare, roomOf } from './request.ts'

test.each([
  [
    'a list',
    { method: 'GET', path: '/customers' },
    { limit: 50, q: '海棠' },
    { url: '/api/customers?limit=50&q=%E6%B5%B7%E6%A3%A0', body: undefined },
  ],
  [
    'nested conditions travel as JSON',
    { method: 'GET', path: '/customers' },
    { filters: [{ field: 'owner' }], mine: true },
    { url: '/api/customers?filters=%5B%7B%22field%22%3A%22owner%22%7D%5D&mine=true', body: undefined },
  ],
  ['what is not set is left out', { method: 'GET', path: '/customers' }, { q: undefined }, { url: '/api/customers', body: undefined }],
  ['one record', { method: 'GET', path: '/customers/:id' }, { id: 12 }, { url: '/api/customers/12', body: undefined }],
  [
    'a change',
    { method: 'PATCH', path: '/customers/:id' },
    { id: 12, version: 3, name: '云帆' },
    { url: '/api/customers/12', body: { version: 3, name: '云帆' } },
  ],
  ['a creation without fields', { method: 'POST', path: '/jobs' }, {}, { url: '/api/jobs', body: {} }],
  ['a deletion', { method: 'DELETE', path: '/customers/:id' }, { id: 12 }, { url: '/api/customers/12', body: undefined }],
  [
    'a deletion that must know the version',
    { method: 'DELETE', path: '/customers/:id' },
    { id: 12, version: 3 },
    { url: '/api/customers/12', body: { version: 3 } },
  ],
  [
    'a file, with its other values in the address',
    { method: 'POST', path: '/imports', body: 'file' },
    { kind: 'CUSTOMERS' },
    { url: '/api/imports?kind=CUSTOMERS', body: undefined },
  ],
  [
    'a path part that needs care',
    { method: 'GET', path: '/tags/:name' },
    { name: '大/客 户' },
    { url: '/api/tags/%E5%A4%A7%2F%E5%AE%A2%20%E6%88%B7', body: undefined },
  ],
] as const)('%s', (_, endpoint, input, expected) => {
  expect(prepare(endpoint, input)).toEqual(expected)
})

test('a path part without a value is a mistake of the screen', () => {
  expect(() => prepare({ method: 'GET', path: '/customers/:id' }, {})).toThrow('needs id')
})

test('the room of an endpoint', () => {
  expect(roomOf({ name: 'customers.list' })).toBe('customers')
})
