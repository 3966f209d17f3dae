import { expect, test } from 'vitest'
import { pathOf, placeNamed } from './places.ts'

const policy = {
  care: {
    obligations: [
      { rule: 'CARE-01', every: { months: 3 } },
      { rule: 'CARE-02', every: { months: 4 } },
    ],
  },
  tiering: { bands: [12, 8, 5] },
}

test.each([
  ['care.obligations.CARE-02.every', ['care', 'obligations', 1, 'every']],
  ['tiering.bands', ['tiering', 'bands']],
])('%s leads to its place and back', (path, place) => {
  expect(placeNamed(policy, path)).toEqual(place)
  expect(pathOf(policy, place)).toBe(path)
})

test('the server counts items, people name them', () => {
  expect(placeNamed(policy, 'care.obligations.1.every')).toEqual(['care', 'obligations', 1, 'every'])
  expect(pathOf(policy, ['tiering', 'bands', 1])).toBe('tiering.bands.1')
})

test('a path is followed as far as it goes', () => {
  expect(placeNamed(policy, 'care.obligations.CARE-09.every')).toEqual(['care', 'obligations'])
  expect(placeNamed(policy, 'visits')).toBeUndefined()
})
