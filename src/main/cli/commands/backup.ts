import type { Task } from '../common.ts'
import { checkReadable } from '../files.ts'
import { needEndpoint } from '../options.ts'
import { makeAndFetch } from './export.ts'

export async function backup({ words, kewei, terminal }: Task): Promise<undefined> {
  await makeAndFetch(await kewei(), 'backups.create', {}, words[0] ?? '', terminal)
}

export async function restore({ words, kewei: open, terminal }: Task): Promise<undefined> {
  const [file = ''] = words
  checkReadable(file)
  const kewei = await open()
  needEndpoint(kewei, 'backups.restore')
  terminal.jsonResult(await kewei.send('backups.restore', file, {}))
}
