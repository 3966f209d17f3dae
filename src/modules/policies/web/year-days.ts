import { type Day, dayFrom, dayNumber, dayNumberOf, daysInMonth, weekday } from '../../../core/day.ts'

export type SpecialDay = { readonly day: Day; readonly working: boolean; readonly name: string }
export type Cell = {
  readonly day: Day
  readonly number: number
  /** OFF: a holiday, WORK: a make-up day, WEEKEND and PLAIN as in any week. */
  readonly kind: 'OFF' | 'WORK' | 'WEEKEND' | 'PLAIN'
  readonly name: string
}

/** The weeks of a month from Monday on; undefined where the week belongs to a neighbour. */
export function monthCells(year: number, month: number, special: ReadonlyMap<Day, SpecialDay>): (Cell | undefined)[] {
  const first = dayNumberOf(year, month, 1)
  const lead = weekday(first) - 1
  const cells = Array.from({ length: daysInMonth(year, month) }, (_, i): Cell => {
    const at = first + i
    const day = dayFrom(at)
    const own = special.get(day)
    const weekend = weekday(at) > 5
    const kind = own ? (own.working ? 'WORK' : 'OFF') : weekend ? 'WEEKEND' : 'PLAIN'
    return { day, number: i + 1, kind, name: own?.name ?? '' }
  })
  return [...Array.from({ length: lead }, () => undefined), ...cells]
}

export type Span = { readonly from: Day; readonly until: Day; readonly days: number; readonly working: boolean; readonly name: string }

/** Neighbouring days of one name as one line: `10月1日 至 10月8日 国庆节，8 天`. */
export function spansOf(days: readonly SpecialDay[]): Span[] {
  const spans: Span[] = []
  for (const d of days.toSorted((a, b) => a.day.localeCompare(b.day))) {
    const last = spans.at(-1)
    const next = last && dayFrom(dayNumber(last.until) + 1)
    if (last && next === d.day && last.working === d.working && last.name === d.name) {
      spans[spans.length - 1] = { ...last, until: d.day, days: last.days + 1 }
    } else spans.push({ from: d.day, until: d.day, days: 1, working: d.working, name: d.name })
  }
  return spans
}
