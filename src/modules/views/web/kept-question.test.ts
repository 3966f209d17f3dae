import { expect, test } from 'vitest'
import { keptQuestion, linkTo } from './kept-question.ts'

test.each([
  ['as it is asked', 'q=a&sort=-name', undefined, 'q=a&sort=-name'],
  ['with the columns of this device', 'q=a', 'name:200,tier', 'q=a&cols=name%3A200%2Ctier'],
  ['with the columns of the address, where it has them', 'cols=name', 'name:200', 'cols=name'],
  ['without the tab that shows everything', 'quick=all&q=a', undefined, 'q=a'],
  ['with any other tab', 'quick=risk', undefined, 'quick=risk'],
])('a view keeps the question %s', (_, question, columns, kept) => expect(keptQuestion(question, columns, 'all')).toBe(kept))

test.each([
  ['a shared view by its number', { id: 7, query: 'q=a', audience: 'UNIT' }, '/customers?view=7'],
  ['a private view by what it asks', { id: 7, query: 'quick=risk&q=a', audience: 'MINE' }, '/customers?q=a&view=risk'],
  ['a private view of everything', { id: 7, query: '', audience: 'MINE' }, '/customers'],
])('%s', (_, view, link) => expect(linkTo('/customers', view)).toBe(link))
