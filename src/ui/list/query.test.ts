import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filterOps } from '../../core/filter.ts'
import { filterValue, filterValues, type ListQuery, readQuery, withFilter, writeQuery } from './query.ts'

const empty: ListQuery = { q: '', view: undefined, sort: undefined, filters: [], where: undefined }

describe('what a list shows, read from its address', () => {
  test.each([
    ['nothing', '', empty],
    ['words to look for', 'q=海棠', { ...empty, q: '海棠' }],
    ['a view', 'view=mine', { ...empty, view: 'mine' }],
    ['sorted up', 'sort=name', { ...empty, sort: { key: 'name', down: false } }],
    ['sorted down', 'sort=-amount', { ...empty, sort: { key: 'amount', down: true } }],
    ['a condition', 'f=owner.is.12', { ...empty, filters: [{ field: 'owner', op: 'is', value: '12' }] }],
    ['a value with dots', 'f=rate.from.0.5', { ...empty, filters: [{ field: 'rate', op: 'from', value: '0.5' }] }],
    [
      'an unknown condition is left out',
      'f=owner.near.12&f=last.within.200',
      { ...empty, filters: [{ field: 'last', op: 'within', value: '200' }] },
    ],
  ] as const)('%s', (_, search, expected) => {
    expect(readQuery(search)).toEqual(expected)
  })

  test('what belongs to others stays when the list changes', () => {
    expect(writeQuery('tab=orders&q=old&sort=name', { q: 'new' })).toBe('tab=orders&q=new&sort=name')
    expect(writeQuery('tab=orders&q=old', { q: '' })).toBe('tab=orders')
  })

  test('any query comes back from its address as it was', () => {
    const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/)
    const query = fc.record({
      q: fc.string({ unit: 'grapheme' }).filter((s) => s.isWellFormed()),
      view: fc.option(name, { nil: undefined }),
      sort: fc.option(fc.record({ key: name, down: fc.boolean() }), { nil: undefined }),
      filters: fc.array(fc.record({ field: name, op: fc.constantFrom(...filterOps), value: fc.string({ unit: 'grapheme' }) }), {
        maxLength: 4,
      }),
      where: fc.option(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => s.isWellFormed()),
        { nil: undefined },
      ),
    })
    fc.assert(
      fc.property(query, (q) => {
        expect(readQuery(writeQuery('', q))).toEqual(q)
      }),
    )
  })
})

test('a changed condition takes the place of the old one', () => {
  const owner = { field: 'owner', op: 'is', value: '12' } as const
  const last = { field: 'last', op: 'within', value: '200' } as const
  expect(withFilter([owner, last], { ...owner, value: '12,15' }, owner)).toEqual([{ ...owner, value: '12,15' }, last])
  expect(withFilter([last], owner)).toEqual([last, owner])
})

test('values of a condition, none when it is not there', () => {
  const filters = readQuery('f=owner.is.12,15').filters
  expect(filterValues(filters, 'owner', 'is')).toEqual(['12', '15'])
  expect(filterValue(filters, 'owner', 'not')).toBeUndefined()
  expect(filterValues(filters, 'tier', 'is')).toEqual([])
})
