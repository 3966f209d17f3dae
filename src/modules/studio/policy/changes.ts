import type { Day } from '../../../core/day.ts'
import { servedVisits, type Together } from '../../care/policy/together.ts'
import type { DutyChange } from '../contract.ts'
import type { Effort } from './effort.ts'

/** An open duty, or one to come; `personId` null: nobody has it. */
export type OpenDuty = {
  customerId: number
  ruleId: string
  period: string
  kind: string
  dueOn: Day
  personId: number | null
}
/** One that stands; `personAfter`: whose it becomes when the next plan hands it over. */
export type StandingDuty = OpenDuty & { id: number; personAfter: number | null }
export type ChangedDuty = OpenDuty & { change: DutyChange }

/**
 * Open duties of a person (0: nobody) in a month, effort in hundredths of an hour. `shared`: how many of them are done with the visit of
 * another duty, which has their effort.
 */
export type Load = {
  personId: number
  month: string
  tasksBefore: number
  tasksAfter: number
  effortBefore: number
  effortAfter: number
  sharedBefore: number
  sharedAfter: number
}

export type Changes = {
  duties: ChangedDuty[]
  /** How many open duties of each rule stay. */
  kept: Record<string, number>
  load: Load[]
}

/** `together`: which duties of a customer the policy has one visit serve (C12). */
type Side = { effort: Effort; together: (customerId: number) => Together }
type Reckoning = { from: Day; before: Side; after: Side }

/** What becomes of open duties when some are added and some end; only what is due from `from` on is somebody's load. */
export function changesOf(
  open: readonly StandingDuty[],
  added: readonly OpenDuty[],
  ended: ReadonlySet<number>,
  { from, before, after }: Reckoning,
): Changes {
  const staying = open.filter(({ id }) => !ended.has(id))
  const kept: Record<string, number> = {}
  for (const { ruleId } of staying) kept[ruleId] = (kept[ruleId] ?? 0) + 1
  const load = loads(from)
  load.add('Before', open, before)
  load.add('After', [...staying.map((duty) => ({ ...duty, personId: duty.personAfter })), ...added], after)
  return {
    duties: [
      ...added.map((duty) => ({ ...duty, change: 'ADDED' as const })),
      ...open.filter(({ id }) => ended.has(id)).map((duty) => ({ ...duty, change: 'ENDED' as const })),
    ],
    kept,
    load: load.rows(),
  }
}

const nothing = { tasksBefore: 0, tasksAfter: 0, effortBefore: 0, effortAfter: 0, sharedBefore: 0, sharedAfter: 0 }

function loads(from: Day) {
  const rows = new Map<string, Load>()
  function rowOf({ personId, dueOn }: OpenDuty): Load {
    const month = dueOn.slice(0, 7)
    const key = `${personId ?? 0} ${month}`
    const row = rows.get(key) ?? { personId: personId ?? 0, month, ...nothing }
    rows.set(key, row)
    return row
  }
  return {
    /** One visit that serves several duties takes as long as the longest of them, in its own month. */
    add(side: 'Before' | 'After', duties: readonly OpenDuty[], { effort, together }: Side) {
      const visits = visitsServing(duties, together)
      const isLoad = ({ dueOn }: OpenDuty) => dueOn >= from
      const takes = new Map<OpenDuty, number>()
      for (const [served, visit] of visits) takes.set(visit, Math.max(takes.get(visit) ?? 0, isLoad(served) ? effort(served.kind) : 0))
      for (const duty of duties.filter(isLoad)) {
        const row = rowOf(duty)
        row[`tasks${side}`]++
        const visit = visits.get(duty)
        if (visit && isLoad(visit)) row[`shared${side}`]++
        else row[`effort${side}`] += Math.max(effort(duty.kind), takes.get(duty) ?? 0)
      }
    },
    rows: () => [...rows.values()],
  }
}

function visitsServing(duties: readonly OpenDuty[], together: Side['together']): Map<OpenDuty, OpenDuty> {
  const served = new Map<OpenDuty, OpenDuty>()
  for (const [customerId, own] of Map.groupBy(duties, (duty) => duty.customerId)) {
    for (const [duty, visit] of servedVisits(together(customerId), own)) served.set(duty, visit)
  }
  return served
}

export function addCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a }
  for (const [name, n] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + n
  return sum
}
