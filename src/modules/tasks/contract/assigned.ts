import { z } from 'zod'

/** How a duty came to whoever has it: as the customer's owner, in their place, out of a pool, or because a person said so. */
export const assignedAs = ['OWNER', 'DEPUTY', 'POOL', 'HAND'] as const
export type AssignedAs = (typeof assignedAs)[number]

/** Why a task is with whoever has it. Of a pool: who shares it, how many could have taken it, and how many open duties whoever took it had. */
export const assigned = z.strictObject({
  as: z.enum(assignedAs),
  insteadOf: z.strictObject({ id: z.int(), name: z.string() }).nullable(),
  post: z.string().nullable(),
  people: z.int().nullable(),
  open: z.int().nullable(),
})
