import { expect, test } from 'vitest'
import { monthCells, spansOf } from './year-days.ts'

const off = (day: string, name = '国庆节') => ({ day, working: false, name })
const work = (day: string, name = '国庆节') => ({ day, working: true, name })

test('a month starts on its weekday and knows holidays, make-up days and weekends', () => {
  const special = new Map([off('2026-10-01'), work('2026-10-10')].map((d) => [d.day, d]))
  const cells = monthCells(2026, 10, special)
  expect(cells.slice(0, 4).map((c) => c?.kind)).toEqual([undefined, undefined, undefined, 'OFF'])
  expect(cells.find((c) => c?.number === 10)?.kind).toBe('WORK')
  expect(cells.find((c) => c?.number === 11)?.kind).toBe('WEEKEND')
  expect(cells.at(-1)?.day).toBe('2026-10-31')
})

test('neighbouring days of one name are one line, make-up days their own', () => {
  expect(spansOf([off('2026-10-02'), off('2026-10-01'), work('2026-09-20'), off('2026-10-04')])).toEqual([
    { from: '2026-09-20', until: '2026-09-20', days: 1, working: true, name: '国庆节' },
    { from: '2026-10-01', until: '2026-10-02', days: 2, working: false, name: '国庆节' },
    { from: '2026-10-04', until: '2026-10-04', days: 1, working: false, name: '国庆节' },
  ])
})
