import { describe, expect, test } from 'vitest'
import { afterTicks, countOf, selectionInput, tickedOf } from './chosen.ts'

const some = { keys: [1, 2], all: false, except: [] }
const allBut = (...except: number[]) => ({ keys: [], all: true, except })

describe('ticks of a list', () => {
  test.each([
    [some, [1, 2]],
    [allBut(), [1, 2, 3]],
    [allBut(2, 9), [1, 3]],
  ])('%o ticks %o of the rows 1 to 3', (chosen, ticked) => expect(tickedOf([1, 2, 3], chosen)).toEqual(ticked))

  test.each([
    [some, [1], { keys: [1], all: false, except: [] }],
    [allBut(), [1, 3], allBut(2)],
    [allBut(2, 9), [1, 2, 3], allBut(9)],
    [allBut(9), [], allBut(9, 1, 2, 3)],
  ])('from %o, ticking %o of the rows 1 to 3', (chosen, ticked, after) => expect(afterTicks([1, 2, 3], chosen, ticked)).toEqual(after))

  test.each([
    [some, 100, 2],
    [allBut(2), 100, 99],
    [allBut(), undefined, undefined],
  ])('%o of %s rows is %s', (chosen, total, count) => expect(countOf(chosen, total)).toBe(count))

  test('as the server takes it', () => {
    expect(selectionInput({ q: 'x' }, { ...some, count: 2 })).toEqual({ list: { q: 'x' }, ids: [1, 2] })
    expect(selectionInput({}, { ...allBut(7), count: 9 })).toEqual({ list: {}, except: [7] })
  })
})
