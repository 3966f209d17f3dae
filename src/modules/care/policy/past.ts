import type { Day } from '../../../core/day.ts'
import type { CareFacts, Past } from './facts.ts'
import { type Done, later, recordedOn } from './rules.ts'

/** The tasks one rule has made for one customer. */
export type Rows = {
  all: readonly Past[]
  /** The latest by due day that stands for good: done, waived, or already due. What was ended never counts. */
  head: Past | null
  /** Open and due today or later. */
  ahead: readonly Past[]
}

const none: readonly Past[] = []
const noRows: Rows = { all: none, head: null, ahead: none }

export function rowsOf(ruleId: string, past: readonly Past[], today: Day): Rows {
  if (past.length === 0) return noRows
  let all: Past[] | undefined
  let ahead: Past[] | undefined
  let head: Past | null = null
  for (const row of past) {
    if (row.ruleId !== ruleId) continue
    if (all) all.push(row)
    else all = [row]
    if (row.state === 'ENDED') continue
    const open = row.state === 'OPEN'
    if (open && row.dueOn >= today) {
      if (ahead) ahead.push(row)
      else ahead = [row]
    }
    if ((!open || row.dueOn <= today) && (head === null || row.dueOn > head.dueOn)) head = row
  }
  return { all: all ?? none, head, ahead: ahead ?? none }
}

/** The open task that stands for a due day already. */
export const plannedFor = ({ ahead }: Rows, dueOn: Day): Past | undefined =>
  ahead.length === 0 ? undefined : ahead.find((row) => row.dueOn === dueOn)

/** Whether a task's period is this one, at first or again. */
export const isOfPeriod = ({ period }: Pick<Past, 'period'>, of: string): boolean => period === of || period.startsWith(`${of}#`)

/** The period a task is of, whether it is owed for the first time or again. */
export const periodOf = ({ period }: Pick<Past, 'period'>): string => period.replace(/#\d+$/, '')

/** The key for a new duty: its period, or `2026Q4#2` when a task of the period was ended and it is owed once more. */
export function freshPeriod(rows: Rows, period: string): string {
  if (rows.all.length === 0) return period
  const used = rows.all.filter((row) => isOfPeriod(row, period)).length
  return used === 0 ? period : `${period}#${used + 1}`
}

/** The last day by `today` on which it was done, by a task of whatever rule or as recorded on the customer. */
export function lastDone(rule: Done, { facts, past }: { facts: CareFacts; past: readonly Past[] }, today: Day): Day | null {
  let last = recordedOn(rule, facts, today)
  for (const row of past) {
    if (row.state === 'DONE' && rule.satisfiedBy.includes(row.kind)) last = later(last, row.doneOn, today)
  }
  return last
}
