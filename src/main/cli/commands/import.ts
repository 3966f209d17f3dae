import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { Problem } from '../../../core/problem.ts'
import { exit } from '../failures.ts'
import { checkReadable, readText } from '../files.ts'
import { needEndpoint, readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const options = z.object({
  kind: z.enum(['customers', 'contacts', 'orders']),
  map: z.string().optional(),
  /** Its number, from 1, or its name. */
  sheet: z
    .string()
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : text))
    .optional(),
  mode: z.enum(['create', 'update', 'both']),
  createCustomers: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  failed: z.string().optional(),
})

const uploaded = z.looseObject({ id: z.string() })
const started = z.looseObject({ jobId: z.int() })
const ended = z.looseObject({ failed: z.int() })
const madeFile = z.looseObject({ fileId: z.string() })

export async function importFile({ words, options: given, kewei: open, terminal }: Task): Promise<number> {
  const [file = ''] = words
  const { map: mapFile, failed: failedFile, sheet, ...settings } = readOptions(options, given)
  checkReadable(file)
  const map = mapFile === undefined ? undefined : readMap(mapFile)
  const kewei = await open()
  needEndpoint(kewei, 'imports.start')
  if (failedFile !== undefined) needEndpoint(kewei, 'imports.failedRows')
  terminal.note(terminal.say('note.uploading', { file }))
  const { id: fileId } = uploaded.parse(await kewei.send('files.upload', file, { purpose: 'import' }))
  const input = { ...settings, fileId, ...(map === undefined ? {} : { map }), ...(sheet === undefined ? {} : { sheet }) }
  const { jobId } = started.parse(await kewei.call('imports.start', input))
  const result = await kewei.waitForJob(jobId, terminal.progress)
  const { failed } = ended.parse(result)
  if (failed > 0 && failedFile !== undefined) {
    const made = madeFile.parse(await kewei.call('imports.failedRows', { jobId }))
    await kewei.fetch('files.download', { id: made.fileId }, failedFile)
  }
  terminal.settle()
  terminal.jsonResult(result)
  return failed > 0 ? exit.someRowsFailed : exit.ok
}

/** Which column is which field, as YAML says it; what may stand in it the importing room decides. */
function readMap(file: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(readText(file), { lineCounter: lines })
  const [error] = document.errors
  if (error) throw new Problem('invalid', 'not-yaml-at', { file, line: lines.linePos(error.pos[0]).line })
  return document.toJS({ maxAliasCount: 0 })
}
