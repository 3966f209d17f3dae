import { z } from 'zod'
import { Problem, problemCodes } from '../../core/problem.ts'
import type { Kewei } from './kewei.ts'

const jobShape = z.object({
  id: z.int(),
  state: z.string(),
  step: z.string().nullable(),
  done: z.number(),
  total: z.number().nullable(),
  endedAt: z.string().nullable(),
  result: z.unknown(),
  problem: z.unknown(),
})
export type JobRead = z.infer<typeof jobShape>

const problemShape = z.object({
  code: z.enum(problemCodes),
  rule: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), z.array(z.number())])),
  issues: z.array(z.looseObject({ path: z.string(), reason: z.string() })),
})

export const readJob = async (kewei: Kewei, id: number): Promise<JobRead> => jobShape.parse(await kewei.call('jobs.read', { id }))

/** The result of a job that ended well; throws why it did not. */
export function endOf(job: JobRead): unknown {
  if (job.state === 'DONE') return job.result
  if (job.state === 'CANCELLED') throw new Problem('refused', 'job-cancelled', { id: job.id })
  const known = problemShape.safeParse(job.problem)
  if (!known.success) throw new Error(`job ${job.id} failed; the log of the server says why`)
  const { code, rule, facts, issues } = known.data
  throw new Problem(code, rule, facts, issues)
}
