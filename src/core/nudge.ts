import { z } from 'zod'

/**
 * What a browser is told of a change: that things of a kind changed, and which of those in its person's sight, never what they hold.
 * `null` for ids: too many to name, or not theirs to know. `by` is the request that did it, so that its own page need not ask again.
 */
export const nudge = z.strictObject({
  kind: z.string(),
  ids: z.array(z.int()).nullable(),
  customers: z.array(z.int()).nullable(),
  by: z.string().nullable(),
})
export type Nudge = z.infer<typeof nudge>

/** The events of the stream `/api/live`: `change` with nudges, `again` when anything may have changed, `over` when the session ended. */
export const nudges = z.array(nudge)
export const liveEvents = ['change', 'again', 'over'] as const
export type LiveEvent = (typeof liveEvents)[number]
