import { describe, expect, test } from 'vitest'
import { readQuery } from '../../../ui/list/query.ts'
import { filterOf, sortOf } from './list-query.ts'

const today = '2026-11-22'

describe('what the address of the customer list asks for', () => {
  test.each([
    ['nothing', '', {}],
    ['a search', 'q=海棠', { q: '海棠' }],
    ['a tab', 'view=silent60', { lastOrderUntil: '2026-09-23' }],
    ['several tiers', 'f=tier.is.CORE,NEW', { tier: ['CORE', 'NEW'] }],
    ['an owner', 'f=owner.is.12', { ownerId: 12 }],
    ['files under 80 %', 'f=completeness.to.80', { completenessBelow: 8000 }],
    ['orders of the past 30 days', 'f=lastOrder.within.30', { lastOrderFrom: '2026-10-23' }],
    [
      'orders between two days',
      'f=lastOrder.from.2026-01-01&f=lastOrder.to.2026-03-31',
      { lastOrderFrom: '2026-01-01', lastOrderUntil: '2026-03-31' },
    ],
    ['a tier within a tab of tiers: the hand wins', 'view=valued&f=tier.is.CORE', { tier: ['CORE'] }],
    ['a class that is none', 'f=class.is.HUGE', {}],
  ])('%s', (_, search, expected) => expect(filterOf(readQuery(search), today)).toEqual(expected))
})

test.each([
  ['', 'name'],
  ['sort=-lastOrder', '-lastOrder'],
  ['sort=lastOrder', 'name'],
  ['sort=-created', '-created'],
])('sorting by %s', (search, expected) => expect(sortOf(readQuery(search))).toBe(expected))
