import type { Day } from '../../../core/day.ts'

/** MD-03: what counts as a record of the year, by the kind of a task that was done. */
export const maintenanceKinds = ['MAINTENANCE'] as const
export const recommendationKinds = ['PRODUCT_RECOMMENDATION', 'PRODUCT_VISIT'] as const

export type Year = { from: Day; until: Day }

export const yearOf = (year: number): Year => ({ from: `${year}-01-01`, until: `${year}-12-31` })

/** The calendar year a day lies in. */
export const yearAround = (day: Day): Year => yearOf(Number(day.slice(0, 4)))

const columns = <Field extends string>(kind: 'text' | 'date', fields: Readonly<Record<Field, number>>) =>
  (Object.entries(fields) as [Field, number][]).map(([field, width]) => ({ field, kind, width }))

/** The columns of the workbook's two sheets; `book.<field>` of the room's texts heads each. */
export const customerColumns = [
  ...columns('text', { customerNo: 14, customerName: 32, tier: 12, personName: 12, unitName: 16 }),
  ...columns('date', { maintainedOn: 14, recommendedOn: 14 }),
  ...columns('text', { kept: 12 }),
]
export const taskColumns = [
  ...columns('text', { customerNo: 14, customerName: 32, class: 12, tier: 12, action: 20, ruleId: 12, ruleTitle: 24 }),
  ...columns('date', { dueOn: 12, windowFrom: 12, windowTo: 12, plannedOn: 12 }),
  ...columns('text', { personName: 12, unitName: 16 }),
  ...columns('date', { toldOn: 14, doneOn: 12 }),
  ...columns('text', { standing: 12, reason: 28, outcome: 40, nextStep: 30 }),
]
