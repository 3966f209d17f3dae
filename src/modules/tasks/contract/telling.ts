import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import { channels, task } from '../contract.ts'

export const tellTask = endpoint({
  name: 'tasks.tell',
  summary: 'Note the day the customer was told of a visit, gift, training or event before it; null takes it back',
  method: 'POST',
  path: '/tasks/:id/told',
  permission: 'tasks.do',
  input: z.strictObject({
    id: z.int(),
    version: z.int(),
    toldOn: day.nullable(),
    channel: z.enum(channels).nullable().default(null),
  }),
  output: task,
})
