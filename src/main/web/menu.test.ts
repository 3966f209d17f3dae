import { expect, test } from 'vitest'
import type { MenuItem } from '../../platform/web/screens.ts'
import { deskMenu, isCurrent, menuFor, phoneTabs } from './menu.ts'

const item = (path: `/${string}`, more: Partial<MenuItem> = {}): MenuItem => ({
  key: path,
  icon: () => null,
  path,
  group: 'daily',
  order: 1,
  ...more,
})
const today = item('/today', { order: 1, phone: 1 })
const customers = item('/customers', { order: 2, phone: 2 })
const merge = item('/customers/duplicates', { order: 3 })
const reports = item('/reports', { group: 'insight', permission: 'reports.read' })

test('groups in their order, without what the person may not use and without empty groups', () => {
  const groups = menuFor([{ menu: [reports, customers] }, { menu: [today] }], (permission) => permission === undefined)
  expect(groups).toEqual([[today, customers]])
})

const settings = item('/settings', { group: 'insight', order: 9 })

test('the tabs of a phone: numbered entries first, the menu’s next ones fill up to four, the rest stays with the person', () => {
  expect(phoneTabs([[customers, merge], [today]])).toEqual({ tabs: [today, customers, merge], rest: [] })
  expect(
    phoneTabs([
      [today, customers, merge],
      [reports, settings],
    ]),
  ).toEqual({
    tabs: [today, customers, merge, reports],
    rest: [settings],
  })
})

test('what only a phone has is no entry of the menu beside the screen', () => {
  const log = item('/contacts?log=new', { order: 4, phone: 2.5, adds: true, onlyPhone: true })
  expect(deskMenu([[today, log], [log]])).toEqual([[today]])
  expect(phoneTabs([[today, customers, log], [reports]]).tabs).toEqual([today, customers, log, reports])
})

test.each([
  ['/customers', customers, true],
  ['/customers/12', customers, true],
  ['/customers-old', customers, false],
  ['/customers/duplicates', customers, false],
  ['/customers/duplicates', merge, true],
] as const)('at %s the current entry is found', (path, entry, expected) => {
  expect(isCurrent(entry, path, [today, customers, merge])).toBe(expected)
})
