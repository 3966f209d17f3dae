import { renderUnicodeCompact } from 'uqr'
import { z } from 'zod'
import type { Say } from '../../../core/text.ts'
import { localAddresses } from '../../../platform/tls/names.ts'
import { type Ready, serve } from '../../serve.ts'
import { readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const options = z.object({
  port: z.string().optional(),
  host: z.string().optional(),
  baseUrl: z.string().optional(),
  trustedProxy: z.string().optional(),
  tls: z.string().optional(),
  tlsCert: z.string().optional(),
  tlsKey: z.string().optional(),
  httpPort: z.string().optional(),
  hsts: z.string().optional(),
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
      for (const { rule, facts } of ready.warnings) terminal.note(terminal.say(`serve.${rule}`, facts))
      if (ready.authority) terminal.note(howToInstall(ready.authority, ready.isOpenToOthers, terminal.say))
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
  return localAddresses().map((address) => `  http://${address}:${port}`)
}

const systems = ['windows', 'macos', 'ios', 'android', 'linux'] as const

/** What must be done once on every other machine, with a code for phones to find the page that says it at length. */
function howToInstall({ file, fingerprint, page }: NonNullable<Ready['authority']>, isOpenToOthers: boolean, say: Say): string {
  const steps = systems.map((system) => `  ${say(`serve.install-${system}`)}`)
  const code = isOpenToOthers ? [say('serve.install-scan'), renderUnicodeCompact(page, { border: 2 })] : [say('serve.install-only-here')]
  return [say('serve.install', { page, file }), `  ${fingerprint}`, ...steps, ...code].join('\n')
}
