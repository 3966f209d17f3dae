export type Moves = readonly { readonly from: string | null; readonly to: string | null; readonly count: number }[]

const order = ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK']
const rank = (code: string | null): number => (code === null ? order.length + 1 : order.includes(code) ? order.indexOf(code) : order.length)

const sorted = (codes: readonly (string | null)[]): (string | null)[] =>
  [...new Set(codes)].toSorted((a, b) => rank(a) - rank(b) || (a ?? '').localeCompare(b ?? ''))

/** Moves as a table: shipped tiers in their order, others by name, none at the end. */
export function movesTable(moves: Moves) {
  const sum = (fits: (move: Moves[number]) => boolean) => moves.filter(fits).reduce((total, { count }) => total + count, 0)
  return {
    rows: sorted(moves.map(({ from }) => from)),
    columns: sorted(moves.map(({ to }) => to)),
    at: (from: string | null, to: string | null): number => sum((m) => m.from === from && m.to === to),
    fromSum: (from: string | null): number => sum((m) => m.from === from),
    toSum: (to: string | null): number => sum((m) => m.to === to),
  }
}

export type HourRow = {
  readonly personId: number | null
  readonly name: string | null
  readonly month: string
  readonly tasksBefore: number
  readonly tasksAfter: number
  readonly hoursBefore: number
  readonly hoursAfter: number
  readonly sharedBefore: number
  readonly sharedAfter: number
}

export type Before = { readonly before: number; readonly after: number }
export type PersonLoad = {
  readonly personId: number | null
  readonly name: string | null
  readonly months: ReadonlyMap<string, Before>
  /** Tasks done with the visit of another one. */
  readonly shared: ReadonlyMap<string, Before>
  readonly sum: Before
}

const nothing: Before = { before: 0, after: 0 }
const plus = (a: Before, b: Before): Before => ({ before: a.before + b.before, after: a.after + b.after })

/** What each person has a month before and after, those whose load changes most first; nobody's tasks last. */
export function loads(rows: readonly HourRow[], by: 'hours' | 'tasks'): { months: string[]; people: PersonLoad[]; most: number } {
  const load = (r: HourRow): Before =>
    by === 'hours' ? { before: r.hoursBefore, after: r.hoursAfter } : { before: r.tasksBefore, after: r.tasksAfter }
  const people = [...Map.groupBy(rows, (r) => r.personId)].map(([personId, own]) => ({
    personId,
    name: own[0]?.name ?? null,
    months: new Map(own.map((r) => [r.month, load(r)])),
    shared: new Map(own.map((r) => [r.month, { before: r.sharedBefore, after: r.sharedAfter }])),
    sum: own.map(load).reduce(plus, nothing),
  }))
  const change = ({ sum }: PersonLoad) => Math.abs(sum.after - sum.before)
  return {
    months: [...new Set(rows.map((r) => r.month))].toSorted(),
    people: people.toSorted(
      (a, b) => Number(a.personId === null) - Number(b.personId === null) || change(b) - change(a) || b.sum.after - a.sum.after,
    ),
    most: Math.max(1, ...rows.map(load).flatMap(({ before, after }) => [before, after])),
  }
}

/** Hours to the tenth: quarters of hours add up. */
export const shownHours = (hours: number): string => String(Math.round(hours * 10) / 10)
