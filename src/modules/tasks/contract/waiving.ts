import { z } from 'zod'
import { endpoint } from '../../../core/endpoint.ts'
import { task } from '../contract.ts'

/** What a release is called among the approvals. */
export const waiveKind = 'TASK_WAIVE'

export const askWaive = endpoint({
  name: 'tasks.askWaive',
  summary: 'Ask to be released from a task, with a reason; for a case the policy itself names, it is waived at once',
  method: 'POST',
  path: '/tasks/:id/waive-asking',
  permission: 'tasks.do',
  input: z.strictObject({
    id: z.int(),
    version: z.int(),
    /** One of the cases of `rule.waiveFor`. */
    ground: z.string().trim().max(500).nullable().default(null),
    /** Needed unless a ground is named. */
    reason: z.string().trim().max(500).default(''),
  }),
  output: task,
})
