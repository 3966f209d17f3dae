import { z } from 'zod'
import { bulkEndpoints } from '../../../core/selection.ts'
import { listTasks, postponeTask } from '../contract.ts'

/** What can be done with many tasks at once. */
export const tasksChange = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('ASSIGN'), assigneeId: z.int() }),
  z.strictObject({ verb: z.literal('POSTPONE'), ...postponeTask.input.pick({ plannedOn: true, reason: true }).shape }),
])
export type TasksChange = z.output<typeof tasksChange>

/** What the task list asks, whatever page it shows. */
export const tasksAsked = listTasks.input.omit({ after: true, limit: true })
export type TasksAsked = z.output<typeof tasksAsked>

export const bulkTasks = bulkEndpoints(tasksAsked, {
  room: 'tasks',
  path: '/task-changes',
  permission: 'tasks.do',
  rows: 'tasks',
  change: tasksChange,
})
