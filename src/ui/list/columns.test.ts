import { expect, test } from 'vitest'
import { type Column, readChoice, shownColumns, withColumn } from './columns.ts'

const column = (key: string, optional = false): Column<null> => ({ key, title: key, render: () => null, optional })
const columns = [column('name'), column('tier'), column('fax', true)]
const shown = (choice = readChoice(null)) => shownColumns(columns, choice).map((c) => c.key)

test('optional columns wait until they are chosen, others are there until hidden', () => {
  expect(shown()).toEqual(['name', 'tier'])
  expect(shown(withColumn(readChoice(null), column('fax', true), true))).toEqual(['name', 'tier', 'fax'])
  expect(shown(withColumn(readChoice(null), column('tier'), false))).toEqual(['name'])
})

test('the first column cannot be hidden', () => {
  expect(shown(withColumn(readChoice(null), column('name'), false))).toContain('name')
})

test('switching off and on again leaves no trace', () => {
  const once = withColumn(readChoice(null), column('tier'), false)
  expect(withColumn(once, column('tier'), true)).toEqual(readChoice(null))
})

test.each([
  ['nothing stored', null],
  ['a broken value', 'x'],
  ['wrong parts', { hidden: 3, shown: [1], density: 'huge' }],
])('a stored choice is made sound: %s', (_, stored) => {
  expect(readChoice(stored)).toEqual({ shown: [], hidden: [], density: 'normal' })
})
