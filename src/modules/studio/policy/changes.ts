import type { Day } from '../../../core/day.ts'
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
export type ChangedDuty = OpenDuty & { change: DutyChange }

/** Open duties of a person (0: nobody) in a month, effort in hundredths of an hour. */
export type Load = {
  personId: number
  month: string
  tasksBefore: number
  tasksAfter: number
  effortBefore: number
  effortAfter: number
}

export type Changes = {
  duties: ChangedDuty[]
  /** How many open duties of each rule stay. */
  kept: Record<string, number>
  load: Load[]
}

type Reckoning = { from: Day; effort: { before: Effort; after: Effort } }

/** What becomes of open duties when some are added and some end; only what is due from `from` on is somebody's load. */
export function changesOf(
  open: readonly (OpenDuty & { id: number })[],
  added: readonly OpenDuty[],
  ended: ReadonlySet<number>,
  reckoning: Reckoning,
): Changes {
  const kept: Record<string, number> = {}
  const duties: ChangedDuty[] = added.map((duty) => ({ ...duty, change: 'ADDED' }))
  const load = loads(reckoning)
  for (const duty of open) {
    load.before(duty)
    if (ended.has(duty.id)) duties.push({ ...duty, change: 'ENDED' })
    else {
      kept[duty.ruleId] = (kept[duty.ruleId] ?? 0) + 1
      load.after(duty)
    }
  }
  for (const duty of added) load.after(duty)
  return { duties, kept, load: load.rows() }
}

function loads({ from, effort }: Reckoning) {
  const rows = new Map<string, Load>()
  function rowOf({ personId, dueOn }: OpenDuty): Load | undefined {
    if (dueOn < from) return undefined
    const month = dueOn.slice(0, 7)
    const key = `${personId ?? 0} ${month}`
    const row = rows.get(key) ?? { personId: personId ?? 0, month, tasksBefore: 0, tasksAfter: 0, effortBefore: 0, effortAfter: 0 }
    rows.set(key, row)
    return row
  }
  return {
    before(duty: OpenDuty) {
      const row = rowOf(duty)
      if (!row) return
      row.tasksBefore++
      row.effortBefore += effort.before(duty.kind)
    },
    after(duty: OpenDuty) {
      const row = rowOf(duty)
      if (!row) return
      row.tasksAfter++
      row.effortAfter += effort.after(duty.kind)
    },
    rows: () => [...rows.values()],
  }
}

export function addCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a }
  for (const [name, n] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + n
  return sum
}
