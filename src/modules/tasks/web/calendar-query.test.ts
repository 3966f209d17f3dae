import fc from 'fast-check'
import { expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { calendarViews } from '../policy/calendar.ts'
import { lunarDate, lunarWords, readShown, type Who, whoseTasks, writeShown } from './calendar-query.ts'
import { calendarText } from './calendar-text.ts'

const today = '2026-11-22'

test.each([
  ['', { view: 'month', day: today, who: { kind: 'me' } }],
  ['view=week&day=2026-12-24&who=person-5', { view: 'week', day: '2026-12-24', who: { kind: 'person', id: 5 } }],
  ['who=unit-3&view=year&day=2026-02-30', { view: 'month', day: today, who: { kind: 'unit', id: 3 } }],
  ['who=none&day=0001-01-01', { view: 'month', day: today, who: { kind: 'none' } }],
  ['who=person-x', { view: 'month', day: today, who: { kind: 'me' } }],
] as const)('the address %j', (search, shown) => {
  expect(readShown(search, today)).toEqual(shown)
})

test('what is written is read back, and parameters of others stay', () => {
  const who: fc.Arbitrary<Who> = fc.oneof(
    fc.constant<Who>({ kind: 'me' }),
    fc.constant<Who>({ kind: 'none' }),
    fc.record({ kind: fc.constantFrom('person' as const, 'unit' as const), id: fc.integer({ min: 1, max: 1_000_000 }) }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...calendarViews), who, (view, chosen) => {
      const search = writeShown('who=unit-9&x=1&task=7&act=do', { view, day: '2026-12-01', who: chosen })
      expect(readShown(search, today)).toEqual({ view, day: '2026-12-01', who: chosen })
      expect([...new URLSearchParams(search).keys()].filter((k) => ['x', 'task', 'act'].includes(k))).toEqual(['x'])
    }),
  )
})

test('whose tasks are asked for', () => {
  expect(whoseTasks({ kind: 'me' })).toEqual({ assignee: 'me' })
  expect(whoseTasks({ kind: 'none' })).toEqual({ assignee: 'none' })
  expect(whoseTasks({ kind: 'person', id: 5 })).toEqual({ assignee: 5 })
  expect(whoseTasks({ kind: 'unit', id: 3 })).toEqual({ unitId: 3 })
})

test.each([
  [{ month: 10, day: 14, leap: false }, '十四', '14'],
  [{ month: 1, day: 1, leap: false }, '正月', '1st m.'],
  [{ month: 6, day: 1, leap: true }, '闰六月', 'leap 6th m.'],
  [{ month: 12, day: 30, leap: false }, '三十', '30'],
])('the lunar day %j is written as on a wall calendar', (lunar, zh, en) => {
  expect(lunarWords(lunar, speaker([calendarText], 'zh-CN'))).toBe(zh)
  expect(lunarWords(lunar, speaker([calendarText], 'en'))).toBe(en)
  expect(lunarDate({ month: 10, day: 14, leap: false }, speaker([calendarText], 'zh-CN'))).toBe('农历十月十四')
})
