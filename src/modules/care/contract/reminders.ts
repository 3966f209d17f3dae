import { z } from 'zod'
import { endpoint } from '../../../core/endpoint.ts'
import type { Event } from '../../../core/event.ts'

export const startReminders = endpoint({
  name: 'care.remind',
  summary: 'Tell people of duties that come, are not done or have nobody, as the policy in force has it; on a day off nobody is told',
  method: 'POST',
  path: '/care-reminders',
  permission: 'care.plan',
  input: z.strictObject({}),
  output: z.strictObject({ jobId: z.int() }),
  idempotent: true,
})

export const reminded = (looked: number, told: number): Event => ({
  name: 'care.reminded',
  subject: { kind: 'care-run', id: 0 },
  after: { looked, told },
})
