import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestOffice } from '../office.ts'
import type { Order } from './child.ts'

const script = fileURLToPath(new URL('./child.ts', import.meta.url))

// Children start with their code compiled already, and one is always waiting: killing is what should take the time.
const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'kewei-drill-compiled') }
const startChild = (): ChildProcess => fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env, execArgv: ['--no-warnings'] })
let waiting: ChildProcess | undefined

function nextChild(): ChildProcess {
  const child = waiting ?? startChild()
  waiting = startChild()
  return child
}

/** Sends the waiting child home; for the end of a test file. */
export function endDrill(): void {
  waiting?.disconnect()
  waiting = undefined
}

export type Drill = { office: TestOffice; random: () => number; program: Order['program'] }

/** One attempt at a job in a process of its own, which dies at one of its next commits if asked. Answers whether it died. */
export async function attempt({ office, random, program }: Drill, jobId: number, killing: boolean): Promise<boolean> {
  const died = await runOnce({
    program,
    target: office.deployment.ownerTarget,
    schema: office.company.key,
    files: office.company.files.folder,
    jobId,
    now: office.now.toISOString(),
    dies: killing ? { commit: 1 + Math.floor(random() * 5), before: random() < 0.5 } : null,
  })
  if (died) await office.sql("update job set lease_until = now() - interval '1 second' where id = $1 and state = 'RUNNING'", [jobId])
  return died
}

function runOnce(order: Order): Promise<boolean> {
  const child = nextChild()
  child.send(order)
  return new Promise((resolve, reject) => {
    child.on('message', () => {
      child.disconnect()
      resolve(false)
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true)
      else if (code !== 0) reject(new Error(`the child ended with ${code ?? signal}`))
    })
  })
}
