import { expect, test } from 'vitest'
import { readQuery } from '../../../ui/list/query.ts'
import { filterOf } from './list-query.ts'

test.each([
  ['', {}],
  ['view=mine', { personId: 7 }],
  ['view=mine&f=personId.is.9', { personId: 9 }],
  ['q=%20%E9%94%A6%E5%B7%9D', { q: '锦川' }],
  ['f=channel.is.VISIT', { channel: 'VISIT' }],
  ['f=channel.is.PIGEON&f=personId.is.x', { where: 'all(channel.is(PIGEON),personId.is(x))' }],
  ['f=happenedOn.from.2026-11-01&f=happenedOn.to.2026-11-20', { from: '2026-11-01', until: '2026-11-20' }],
  ['f=happenedOn.within.7', { from: '2026-11-15' }],
  ['f=happenedOn.within.week', { where: 'happenedOn.within(week)' }],
])('the address %s asks for %j', (search, filter) => {
  expect(filterOf(readQuery(search), 7, '2026-11-22')).toEqual(filter)
})
