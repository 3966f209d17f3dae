import os from 'node:os'
import { z } from 'zod'
import type { Say } from '../../../core/text.ts'
import { type Ready, serve } from '../../serve.ts'
import { readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const options = z.object({
  port: z.string().optional(),
  host: z.string().optional(),
  baseUrl: z.string().optional(),
  trustedProxy: z.string().optional(),
  sample: z.boolean().default(false),
  role: z.enum(['all', 'web', 'worker']),
})

export async function serveWeb({ options: given, common, terminal }: Task): Promise<number> {
  const { sample, role, ...flags } = readOptions(options, given)
  return serve({
    dataDir: common.data,
    role,
    sample,
    flags,
    onWait: () => terminal.note(terminal.say('note.waiting')),
    onReady: (ready) => {
      terminal.result(announcement(ready, terminal.say), ready)
      if (ready.sampleSkipped) terminal.note(terminal.say('serve.sample-skipped'))
      if (ready.insecure) terminal.note([terminal.say('serve.insecure'), ...addressesOf(ready)].join('\n'))
    },
  })
}

function announcement({ role, url, setUpLink, signIns }: Ready, say: Say): string {
  if (role === 'worker' || !url) return say('serve.worker')
  return [
    say('serve.at', { url }),
    ...(setUpLink ? [say('serve.set-up'), `  ${setUpLink}`] : []),
    ...(signIns.length > 0 ? [say('serve.sign-ins'), ...signIns.map(signInLine)] : []),
  ].join('\n')
}

export const signInLine = ({ login, password, name, role }: Ready['signIns'][number]): string => `  ${login}  ${password}  ${name}  ${role}`

/** Under which addresses the others can open it. */
function addressesOf({ url }: Ready): string[] {
  const { port } = new URL(url ?? 'http://localhost')
  const all = Object.values(os.networkInterfaces()).flatMap((found) => found ?? [])
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => `  http://${address}:${port}`)
}
