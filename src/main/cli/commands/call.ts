import { z } from 'zod'
import { Problem } from '../../../core/problem.ts'
import { rooms } from '../../modules.ts'
import { checkReadable, readText } from '../files.ts'
import { parseJson } from '../json-position.ts'
import { readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const options = z.object({ file: z.string().optional(), out: z.string().optional() })

/** Asks any endpoint: JSON in, JSON out; files by --file and --out. */
export async function callEndpoint({ words, options: given, kewei: open, terminal }: Task): Promise<undefined> {
  const [name = '', text = '{}'] = words
  const { file, out } = readOptions(options, given)
  const input = objectIn(parseJson(text === '-' ? readText('-') : text))
  const endpoint = rooms().actions.get(name)?.endpoint
  if (!endpoint) throw new Problem('invalid', 'no-such-endpoint', { name })
  if (endpoint.body === 'file') {
    if (file === undefined) throw new Problem('invalid', 'file-needed')
    checkReadable(file)
    return void terminal.jsonResult(await (await open()).send(name, file, input))
  }
  const kewei = await open()
  if (endpoint.reply === 'file') return void (await kewei.fetch(name, input, out ?? '-'))
  terminal.jsonResult(await kewei.call(name, input))
}

function objectIn(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new Problem('invalid', 'json-object-expected')
}
