import { expect, test } from 'vitest'
import { barsOf, scaleOf } from './month-bars.ts'

const wan = (amount: number) => Math.round(amount * 1_000_000)

test.each([
  ['an ordinary year', [wan(18), wan(9), 0, wan(31)], [0, wan(20), wan(40)]],
  ['a year without purchases', [0, 0], [0, wan(0.01)]],
  ['a month of credits only', [wan(4), wan(-1.2)], [wan(-5), 0, wan(5)]],
  ['small amounts', [wan(0.3)], [0, wan(0.2), wan(0.4)]],
])('the scale of %s', (_, amounts, lines) => expect(scaleOf(amounts).lines.map((l) => Math.round(l))).toEqual(lines))

test('bars stand on the zero line, credits hang from it', () => {
  const frame = { width: 130, height: 120, left: 30, bottom: 10, top: 10 }
  const { bars, yOf } = barsOf([wan(10), wan(-10)], { least: wan(-10), most: wan(10) }, frame)
  expect(yOf(0)).toBe(60)
  expect(bars[0]).toMatchObject({ y: 10, height: 50, negative: false })
  expect(bars[1]).toMatchObject({ y: 60, height: 50, negative: true })
})
