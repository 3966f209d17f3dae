import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { elapsed } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { withCompiledCode } from './doors/compile-cache.ts'
import type { WorkerMessage, WorkerOrders } from './serve-worker-process.ts'

/** The worker as the server sees it: a child process that is started again whenever it dies. */
export type WorkerChild = {
  /** Tells it where the database is, now and after each restart. */
  begin(orders: WorkerOrders): void
  stop(): Promise<void>
}

const pauses = [500, 1_000, 2_000, 5_000, 10_000, 30_000]
const settled = 60_000
/** For the jobs in hand to reach a place from which they can go on later. */
const patience = 10_000

/** Starts the process at once, so that it loads while the database starts; it waits for `begin`. */
export function superviseWorker(log: Log): WorkerChild {
  let orders: WorkerOrders | undefined
  let stopping = false
  let failures = 0
  let child: ChildProcess | undefined
  /** What is sent before it says so may get lost while it loads. */
  let isListening = false
  let timer: NodeJS.Timeout | undefined

  const launch = () => {
    const since = performance.now()
    const started = fork(fileURLToPath(new URL('./serve-worker-process.ts', import.meta.url)), [], {
      // Work over the whole book makes much that lives for one chunk: a larger nursery halves the time spent collecting it.
      execArgv: [...process.execArgv, '--max-semi-space-size=32'],
      stdio: ['ignore', 2, 2, 'ipc'],
      env: withCompiledCode(process.env),
    })
    child = started
    isListening = false
    started.once('message', () => {
      isListening = true
      if (orders) tell(started, { kind: 'begin', orders })
    })
    started.once('error', (error) => log.error({ err: error }, 'the worker process cannot be started'))
    started.once('exit', (code, signal) => {
      if (stopping) return
      if (elapsed(since) > settled) failures = 0
      const pause = pauses[Math.min(failures, pauses.length - 1)] ?? settled
      failures += 1
      log.warn({ pid: started.pid, code, signal, pause }, 'the worker ended unexpectedly; starting it again')
      timer = setTimeout(launch, pause)
    })
  }

  launch()
  return {
    begin(given) {
      orders = given
      if (child && isListening) tell(child, { kind: 'begin', orders })
    },
    async stop() {
      stopping = true
      clearTimeout(timer)
      if (child) await end(child, isListening)
    },
  }
}

/** The channel of a child that has just died refuses what is sent; its exit is seen elsewhere. */
const tell = (child: ChildProcess, message: WorkerMessage): void => void child.send(message, () => {})

/** Asks it to end; one that has not begun, or takes too long, is ended. */
async function end(child: ChildProcess, isListening: boolean): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  if (isListening) tell(child, { kind: 'stop' })
  else child.kill('SIGKILL')
  const hurry = setTimeout(() => child.kill('SIGKILL'), patience)
  await gone
  clearTimeout(hurry)
}
