import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { Problem } from '../../../core/problem.ts'
import type { Kewei } from '../kewei.ts'
import { needEndpoint, readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const options = z.object({ out: z.string(), asOf: day.optional() })

/** What can be exported, and the endpoint that makes the file. */
const makers = new Map([
  ['tiers', 'tiering.export'],
  ['assessment', 'tiering.assessmentTable'],
  ['customers', 'customers.export'],
  ['orders', 'orders.export'],
  ['duties', 'care.exportDuties'],
])

/** Files of one form. */
const fixed = new Set(['tiering.export', 'care.exportDuties'])

const file = z.looseObject({ fileId: z.string() })
const job = z.looseObject({ jobId: z.int() })

export async function exportFile({ words, options: given, kewei: open, terminal }: Task): Promise<undefined> {
  const maker = makers.get(words[0] ?? '')
  if (!maker) throw notOneOf('what', [...makers.keys()])
  const { out, asOf } = readOptions(options, given)
  const kewei = await open()
  const format = fixed.has(maker) ? {} : { format: out.endsWith('.xlsx') ? 'xlsx' : 'csv' }
  await makeAndFetch(kewei, maker, asOf === undefined ? format : { ...format, asOf }, out, terminal)
}

const notOneOf = (path: string, values: string[]): Problem =>
  new Problem('invalid', 'invalid-input', {}, [{ path, reason: 'not-a-choice', facts: { values } }])

/** Lets an endpoint make a file, at once or by a job, and fetches it; stdout stays free for a file that goes there. */
export async function makeAndFetch(kewei: Kewei, maker: string, input: object, out: string, terminal: Task['terminal']): Promise<void> {
  needEndpoint(kewei, maker)
  const reply = await kewei.call(maker, input)
  const begun = job.safeParse(reply)
  const result = begun.success ? await kewei.waitForJob(begun.data.jobId, terminal.progress) : reply
  const { fileId, ...facts } = file.parse(result)
  await kewei.fetch('files.download', { id: fileId }, out)
  terminal.settle()
  if (out !== '-') terminal.result(out, { ...facts, file: out })
}
