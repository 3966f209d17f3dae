/** Days as text (YYYY-MM-DD), counted with the JavaScript Date alone. */
export type Day = string

const time = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const text = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

export const plus = (day: Day, n: number): Day => text(time(day) + n * 86_400_000)
export const between = (from: Day, to: Day): number => (time(to) - time(from)) / 86_400_000

const shifted = new Map<string, Day>()

/** The same day `n` months on; the month's last day where it has no such day. JavaScript rolls over, so step back to the month's end. */
export function plusMonths(day: Day, n: number): Day {
  const key = `${day} ${n}`
  const known = shifted.get(key)
  if (known !== undefined) return known
  const moved = new Date(time(day))
  moved.setUTCMonth(moved.getUTCMonth() + n)
  if (moved.getUTCDate() !== Number(day.slice(8))) moved.setUTCDate(0)
  const there = text(moved.getTime())
  shifted.set(key, there)
  return there
}

export const latest = (days: readonly (Day | null)[]): Day | null => {
  let last: Day | null = null
  for (const day of days) if (day !== null && (last === null || day > last)) last = day
  return last
}

/** Days off by law in the years that the invoices of the book touch, when no notice told of more: looked up by hand. */
const lawful = new Set([
  ...['2011-01-01', '2011-02-02', '2011-02-03', '2011-02-04', '2011-02-05', '2011-04-05', '2011-05-01', '2011-05-02', '2011-06-06'],
  ...['2011-09-12', '2011-10-01', '2011-10-02', '2011-10-03'],
  ...['2012-01-01', '2012-01-22', '2012-01-23', '2012-01-24', '2012-01-25', '2012-04-04', '2012-05-01', '2012-05-02', '2012-06-23'],
  ...['2012-09-30', '2012-10-01', '2012-10-02', '2012-10-03'],
])

/** Festivals on which one wishes somebody well, of the same years. */
export const greetings: readonly [Day, string][] = [
  ['2011-01-01', '元旦'],
  ['2011-02-03', '春节'],
  ['2011-02-17', '元宵'],
  ['2011-05-01', '劳动节'],
  ['2011-06-06', '端午'],
  ['2011-09-12', '中秋'],
  ['2011-10-01', '国庆节'],
  ['2012-01-01', '元旦'],
  ['2012-01-23', '春节'],
  ['2012-02-06', '元宵'],
  ['2012-05-01', '劳动节'],
  ['2012-06-23', '端午'],
  ['2012-09-30', '中秋'],
  ['2012-10-01', '国庆节'],
]

export function isWorkday(day: Day): boolean {
  const weekday = new Date(time(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !lawful.has(day)
}

/** The day itself or the last workday before it. */
export function backToWorkday(day: Day): Day {
  let at = day
  while (!isWorkday(at)) at = plus(at, -1)
  return at
}

export function workdaysAfter(day: Day, n: number): Day {
  let at = day
  for (let left = n; left > 0; ) {
    at = plus(at, 1)
    if (isWorkday(at)) left--
  }
  return at
}
