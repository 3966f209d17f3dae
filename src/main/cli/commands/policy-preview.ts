import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { type PolicyPreview, readPreview } from '../../../modules/studio/contract.ts'
import { readText } from '../files.ts'
import { needEndpoint, readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const previewOptions = z.object({ effective: day.optional() })
const started = z.looseObject({ jobId: z.int() })
const made = z.looseObject({ previewId: z.int() })

/** Lines of a word and its figures, separated by tabs. */
export async function previewPolicy({ words, options, kewei: open, terminal }: Task): Promise<undefined> {
  const { effective } = readOptions(previewOptions, options)
  const source = readText(words[0] ?? '')
  const kewei = await open()
  needEndpoint(kewei, 'studio.preview')
  const { jobId } = started.parse(await kewei.call('studio.preview', { source, ...(effective ? { effectiveOn: effective } : {}) }))
  const { previewId } = made.parse(await kewei.waitForJob(jobId, terminal.progress))
  terminal.settle()
  const reply = await kewei.call('studio.readPreview', { id: previewId })
  terminal.result(linesOf(readPreview.output.parse(reply)).join('\n'), reply)
}

const linesOf = ({ customers, tiers, duties, hours }: Pick<PolicyPreview, 'customers' | 'tiers' | 'duties' | 'hours'>): string[] => [
  `customers\t${customers}`,
  `changed\t${tiers.changed}`,
  `lost\t${tiers.becomeLost}`,
  ...tiers.moves.map(({ from, to, count }) => `tier\t${from ?? '-'}\t${to ?? '-'}\t${count}`),
  ...duties.map(({ ruleId, title, added, ended, kept }) => `duties\t${ruleId}\t+${added}\t-${ended}\t=${kept}\t${title}`),
  ...[...Map.groupBy(hours, ({ month }) => month)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, rows]) => `hours\t${month}\t${total(rows.map((r) => r.hoursBefore))}\t${total(rows.map((r) => r.hoursAfter))}`),
]

const total = (hours: readonly number[]): number => Math.round(hours.reduce((sum, h) => sum + h, 0) * 100) / 100
