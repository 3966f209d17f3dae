import { filterFields } from '../../../core/filter.ts'

/** What the task list can be narrowed by. */
export const taskFilterFields = filterFields({
  state: { kind: 'choice', values: ['OPEN', 'DONE', 'WAIVED', 'ENDED'], always: true },
  kind: { kind: 'choice', always: true },
  /** Open although the window is over. */
  overdue: { kind: 'flag' },
  dueOn: { kind: 'day', always: true },
  windowFrom: { kind: 'day', always: true },
  windowTo: { kind: 'day', always: true },
  plannedOn: { kind: 'day' },
  doneOn: { kind: 'day' },
  assigneeId: { kind: 'person' },
  unitId: { kind: 'unit' },
  customerName: { kind: 'text' },
  tier: { kind: 'choice' },
  class: { kind: 'choice', values: ['KEY', 'GENERAL'] },
  origin: { kind: 'choice', values: ['POLICY', 'HAND'], always: true },
  ruleId: { kind: 'text' },
  createdAt: { kind: 'day', always: true },
})
