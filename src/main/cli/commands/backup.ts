import { z } from 'zod'
import { backupTo, restoreFrom } from '../../../platform/backup/backup.ts'
import type { BackupProgress } from '../../../platform/backup/write-archive.ts'
import { operatorCaller } from '../../../platform/system-caller.ts'
import { exit } from '../failures.ts'
import { checkReadable, checkWritable } from '../files.ts'
import type { LocalKewei } from '../kewei.ts'
import { readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const backupOptions = z.object({ company: z.string().optional(), replace: z.boolean().default(false) })

export async function backup({ words, options, local, terminal }: Task): Promise<number> {
  const [file = ''] = words
  const { company, replace } = readOptions(backupOptions, options)
  checkWritable(file)
  const kewei = await local()
  const made = await backupTo(kewei.deployment, company, file, { now: kewei.now(), replace, progress: progressOf(kewei, terminal) })
  return finish(terminal, file, { file, ...made }, made.lostFiles.length)
}

const restoreOptions = z.object({ company: z.string().optional(), as: z.string().optional(), keepPrevious: z.boolean().default(false) })

export async function restore({ words, options, local, terminal }: Task): Promise<number> {
  const [file = ''] = words
  const chosen = readOptions(restoreOptions, options)
  checkReadable(file)
  const kewei = await local()
  const caller = operatorCaller(kewei.now(), kewei.operator)
  const restored = await restoreFrom(kewei.deployment, file, { ...chosen, caller, progress: progressOf(kewei, terminal) })
  const lost = restored.reduce((sum, r) => sum + r.lostFiles.length, 0)
  return finish(terminal, restored.map((r) => `${r.company}\t${r.madeAt}`).join('\n'), { restored }, lost)
}

const progressOf =
  (kewei: LocalKewei, terminal: Task['terminal']): BackupProgress =>
  ({ step, done, total }) =>
    terminal.progress({ state: 'RUNNING', step: kewei.say(`backup.step.${step}`), done, total })

/** Files that are missing or damaged are no reason to fail as a whole, nor to be silent about. */
function finish(terminal: Task['terminal'], text: string, value: object, lostFiles: number): number {
  terminal.settle()
  terminal.result(text, value)
  if (lostFiles === 0) return exit.ok
  terminal.note(terminal.say('note.lost-files', { count: lostFiles }))
  return exit.someRowsFailed
}
