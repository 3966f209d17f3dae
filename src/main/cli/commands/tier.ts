import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { why } from '../../../modules/tiering/contract.ts'
import { asExplained } from '../../../modules/tiering/web/explained.ts'
import { needEndpoint, readOptions } from '../options.ts'
import type { Task } from '../task.ts'
import { whyAccount } from '../why-account.ts'

const runOptions = z.object({
  asOf: day.optional(),
  policy: z.coerce.number().int().min(1).optional(),
  incremental: z.boolean().default(false),
})
const started = z.looseObject({ jobId: z.int() })

export async function runTiering({ options, kewei: open, terminal }: Task): Promise<undefined> {
  const { asOf, policy, incremental } = readOptions(runOptions, options)
  const kewei = await open()
  needEndpoint(kewei, 'tiering.start')
  const input = { incremental, ...(asOf === undefined ? {} : { asOf }), ...(policy === undefined ? {} : { policyVersion: policy }) }
  const { jobId } = started.parse(await kewei.call('tiering.start', input))
  const result = await kewei.waitForJob(jobId, terminal.progress)
  terminal.settle()
  terminal.jsonResult(result)
}

export async function explainTier({ words, options, kewei: open, terminal, locale }: Task): Promise<undefined> {
  const { asOf } = readOptions(z.object({ asOf: day.optional() }), options)
  const kewei = await open()
  needEndpoint(kewei, 'tiering.why')
  const reply = await kewei.call('tiering.why', { customerNo: words[0] ?? '', ...(asOf === undefined ? {} : { asOf }) })
  terminal.result(whyAccount(asExplained(why.output.parse(reply)), asOf === undefined, locale), reply)
}
