import { describe, expect, test } from 'vitest'
import {
  type Column,
  type ColumnChoice,
  choiceOf,
  columnsText,
  readChoice,
  shownColumns,
  withColumn,
  withFrozen,
  withPlace,
  withWidth,
} from './columns.ts'

const column = (key: string, optional = false): Column<null> => ({ key, title: key, render: () => null, optional })
const columns = [column('name'), column('tier'), column('fax', true), column('owner')]
const plain = readChoice(null)
const shown = (choice: ColumnChoice = plain) => shownColumns(columns, choice).map((c) => c.key)

test('optional columns wait until they are chosen, others are there until hidden', () => {
  expect(shown()).toEqual(['name', 'tier', 'owner'])
  expect(shown(withColumn(plain, column('fax', true), true))).toEqual(['name', 'tier', 'fax', 'owner'])
  expect(shown(withColumn(plain, column('tier'), false))).toEqual(['name', 'owner'])
})

test('the first column cannot be hidden, nor moved', () => {
  expect(shown(withColumn(plain, column('name'), false))).toContain('name')
  expect(withPlace(plain, columns, 'name', 'owner')).toEqual(plain)
  expect(withPlace(plain, columns, 'owner', 'name')).toEqual(plain)
})

test('switching off and on again leaves no trace', () => {
  const once = withColumn(plain, column('tier'), false)
  expect(withColumn(once, column('tier'), true)).toEqual(plain)
})

test('a column is put where another stands, and back', () => {
  const moved = withPlace(plain, columns, 'owner', 'tier')
  expect(shown(moved)).toEqual(['name', 'owner', 'tier'])
  expect(shown(withPlace(moved, columns, 'owner', 'tier'))).toEqual(['name', 'tier', 'owner'])
})

test('frozen columns stand behind the first', () => {
  const frozen = withFrozen(plain, 'owner', true)
  expect(shown(frozen)).toEqual(['name', 'owner', 'tier'])
  expect(shown(withFrozen(frozen, 'owner', false))).toEqual(shown())
})

test('a column of a later version stands where it stood in the list', () => {
  const kept = withPlace(plain, [column('name'), column('tier'), column('owner')], 'owner', 'tier')
  expect(shownColumns([column('name'), column('new'), ...columns.slice(1)], kept).map((c) => c.key)).toEqual([
    ...['name', 'new', 'owner', 'tier'],
  ])
})

test('a width is kept within bounds', () => {
  const wide = (width: number) => shownColumns(columns, withWidth(plain, 'tier', width))[1]?.width
  expect([wide(120.4), wide(3), wide(5000)]).toEqual([120, 48, 900])
})

describe('columns as a view keeps them', () => {
  test.each<[string, ColumnChoice, string | undefined]>([
    ['as nobody chose', plain, undefined],
    ['hidden', withColumn(plain, column('tier'), false), 'name,-tier,-fax,owner'],
    ['chosen', withColumn(plain, column('fax', true), true), 'name,tier,fax,owner'],
    ['frozen, moved, as wide', withWidth(withFrozen(plain, 'owner', true), 'name', 240), 'name:240,!owner,tier,-fax'],
  ])('%s', (_, choice, text) => {
    expect(columnsText(columns, choice)).toBe(text)
    if (text !== undefined) {
      expect(shownColumns(columns, choiceOf(text, columns, 'normal'))).toEqual(shownColumns(columns, choice))
      expect(columnsText(columns, choiceOf(text, columns, 'normal'))).toBe(text)
    }
  })

  test.each([
    ['columns there are not', 'name,height,tier'],
    ['nonsense', 'name;;,!!,:9,-'],
    ['a width nobody can read', 'name:10,tier:9999'],
  ])('%s are left out', (_, text) => expect(shown(choiceOf(text, columns, 'normal'))).toEqual(shown()))
})

test.each([
  ['nothing stored', null],
  ['a broken value', 'x'],
  ['wrong parts', { hidden: 3, shown: [1], density: 'huge', order: 'name', frozen: {}, widths: { name: 'wide', tier: 1 } }],
])('a stored choice is made sound: %s', (_, stored) => {
  expect(readChoice(stored)).toEqual({ shown: [], hidden: [], density: 'normal', order: [], frozen: [], widths: {} })
})
