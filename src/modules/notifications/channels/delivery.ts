import { z } from 'zod'
import type { Enqueue } from '../../../platform/action.ts'
import type { Task } from '../../../platform/jobs/job.ts'
import { type Channel, channels } from './channel.ts'

const handed = z.object({ noticeIds: z.array(z.number()) })
const atOnce = 500

const taskName = ({ name }: Channel): string => `notifications.${name}`

/** Puts new notices in line for every channel, in the transaction that tells them. */
export async function putInLine(enqueue: Enqueue, noticeIds: readonly number[], through: readonly Channel[] = channels): Promise<void> {
  for (const channel of through)
    for (let i = 0; i < noticeIds.length; i += atOnce) await enqueue(taskName(channel), { noticeIds: noticeIds.slice(i, i + atOnce) })
}

/** What works that line off. */
export const deliveries = (through: readonly Channel[] = channels): Task[] =>
  through.map((channel) => ({
    name: taskName(channel),
    run: (context, input) => channel.deliver(context, handed.parse(input).noticeIds),
  }))
