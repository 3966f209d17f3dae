import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { needEndpoint, readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const runOptions = z.object({
  asOf: day.optional(),
  until: day.optional(),
  policy: z.coerce.number().int().min(1).optional(),
  incremental: z.boolean().default(false),
})
const started = z.looseObject({ jobId: z.int() })

export async function runPlan({ options, kewei: open, terminal }: Task): Promise<undefined> {
  const { asOf, until, policy, incremental } = readOptions(runOptions, options)
  const kewei = await open()
  needEndpoint(kewei, 'care.plan')
  const days = { ...(asOf === undefined ? {} : { asOf }), ...(until === undefined ? {} : { until }) }
  const { jobId } = started.parse(
    await kewei.call('care.plan', { incremental, ...days, ...(policy === undefined ? {} : { policyVersion: policy }) }),
  )
  const result = await kewei.waitForJob(jobId, terminal.progress)
  terminal.settle()
  terminal.jsonResult(result)
}
