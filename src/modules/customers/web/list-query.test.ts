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
    ['an owner', 'f=ownerId.is.12', { ownerId: 12 }],
    ['files under 80 %', 'f=completeness.under.8000', { completenessBelow: 8000 }],
    ['orders of the past 30 days', 'f=lastOrderOn.within.30', { lastOrderFrom: '2026-10-23' }],
    [
      'orders between two days',
      'f=lastOrderOn.from.2026-01-01&f=lastOrderOn.to.2026-03-31',
      { lastOrderFrom: '2026-01-01', lastOrderUntil: '2026-03-31' },
    ],
    ['a tier within a tab of tiers: the hand wins', 'view=valued&f=tier.is.CORE', { tier: ['CORE'] }],
    ['a class that is none: the server says so', 'f=class.is.HUGE', { where: 'class.is(HUGE)' }],
    ['a field that is none is no condition, as it is no chip', 'f=owner.is.12', {}],
    ['an amount', 'f=amount12m.from.10000000', { where: 'amount12m.from(10000000)' }],
    ['the same field twice', 'f=tier.is.CORE&f=tier.is.NEW', { tier: ['CORE'], where: 'tier.is(NEW)' }],
    ['whoever looks', 'f=ownerId.is.me', { where: 'ownerId.is(me)' }],
    ['any of two tags', 'f=tags.is.ACTIVE,DORMANT', { where: 'tags.is(ACTIVE,DORMANT)' }],
    ['all of two tags', 'f=tags.both.ACTIVE,DORMANT', { tag: ['ACTIVE', 'DORMANT'] }],
    [
      'joined conditions beside chips',
      'f=tier.is.CORE&f=points.from.9&where=any(tags.is(ACTIVE),lastOrderOn.before(today-90))',
      { tier: ['CORE'], where: 'all(points.from(9),any(tags.is(ACTIVE),lastOrderOn.before(today-90)))' },
    ],
    ['what cannot be read', 'where=any(', { where: 'any(' }],
  ])('%s', (_, search, expected) => expect(filterOf(readQuery(search), today)).toEqual(expected))
})

test.each([
  ['', 'name'],
  ['sort=-lastOrder', '-lastOrder'],
  ['sort=lastOrder', 'name'],
  ['sort=-created', '-created'],
])('sorting by %s', (search, expected) => expect(sortOf(readQuery(search))).toBe(expected))
