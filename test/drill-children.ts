import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Kill a child so many milliseconds after it said a word. */
export type Kill = { from: string; delay: number }

// Children start with their code compiled already, and one is always waiting: killing is what should take the time.
const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'kewei-drill-compiled') }

/** Processes that run a script, do one order each, say `done`, and may be killed or kill themselves before. */
export function drillChildren<Order extends object>(script: URL) {
  const path = fileURLToPath(script)
  const start = (): ChildProcess => fork(path, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env, execArgv: ['--no-warnings'] })
  let waiting: ChildProcess | undefined
  return {
    /** Has the waiting child do an order. Answers whether it was killed before its end. */
    run(order: Order, kill?: Kill): Promise<boolean> {
      const child = waiting ?? start()
      waiting = start()
      child.send(order)
      return fateOf(child, kill)
    },
    /** Sends the waiting child home; for the end of a test file. */
    end(): void {
      waiting?.disconnect()
      waiting = undefined
    },
  }
}

function fateOf(child: ChildProcess, kill: Kill | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    child.on('message', (word) => {
      if (kill && word === kill.from) timer = setTimeout(() => child.kill('SIGKILL'), kill.delay)
      if (word !== 'done') return
      clearTimeout(timer)
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
