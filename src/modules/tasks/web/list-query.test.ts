import { expect, test } from 'vitest'
import { readQuery } from '../../../ui/list/query.ts'
import { filterOf } from './list-query.ts'

test.each([
  ['', { assignee: 'me', state: 'OPEN' }],
  ['view=unassigned', { assignee: 'none', state: 'OPEN' }],
  ['view=overdue', { overdue: true, state: 'OPEN' }],
  ['view=all&f=state.is.DONE&f=kind.is.GIFT', { state: 'DONE', kind: 'GIFT' }],
  ['f=assignee.is.7&f=due.from.2026-11-01&f=due.to.2026-11-30', { assignee: 7, state: 'OPEN', from: '2026-11-01', until: '2026-11-30' }],
  ['view=all&f=overdue.is.false&f=unit.is.x', { state: 'OPEN', overdue: false }],
  ['view=nonsense&f=state.is.GONE', { state: 'OPEN' }],
])('the address %j asks for %j', (address, asked) => expect(filterOf(readQuery(address))).toEqual(asked))
