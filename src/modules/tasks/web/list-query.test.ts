import { expect, test } from 'vitest'
import { readQuery } from '../../../ui/list/query.ts'
import { filterOf } from './list-query.ts'

test.each([
  ['', { assignee: 'me', state: 'OPEN' }],
  ['view=unassigned', { assignee: 'none', state: 'OPEN' }],
  ['view=overdue', { overdue: true, state: 'OPEN' }],
  ['view=all&f=state.is.DONE&f=kind.is.GIFT', { state: 'DONE', kind: 'GIFT' }],
  [
    'f=assigneeId.is.7&f=dueOn.from.2026-11-01&f=dueOn.to.2026-11-30',
    { assignee: 7, state: 'OPEN', from: '2026-11-01', until: '2026-11-30' },
  ],
  ['view=all&f=overdue.is.false&f=unitId.is.x', { state: 'OPEN', overdue: false, where: 'unitId.is(x)' }],
  ['view=nonsense&f=state.is.GONE', { where: 'state.is(GONE)' }],
  ['view=all&f=state.is.DONE,WAIVED', { where: 'state.is(DONE,WAIVED)' }],
  [
    'view=all&where=any(dueOn.within(this-week),overdue.is(true))',
    { state: 'OPEN', where: 'any(dueOn.within(this-week),overdue.is(true))' },
  ],
  ['view=all&f=doneOn.within.7', { where: 'doneOn.within(past-7)' }],
])('the address %j asks for %j', (address, asked) => expect(filterOf(readQuery(address))).toEqual(asked))
