import os from 'node:os'
import process from 'node:process'
import { z } from 'zod'
import { systemClock } from '../platform/clock.ts'
import { openDeployment } from '../platform/companies.ts'
import { startWorker, type Worker } from '../platform/jobs/worker.ts'
import { createLog } from '../platform/log.ts'
import { deploymentOptions } from './doors/database.ts'
import { rooms } from './modules.ts'

const target = z.object({
  host: z.string(),
  port: z.int(),
  user: z.string(),
  password: z.string(),
  database: z.string(),
  ssl: z.boolean().exactOptional(),
})

/** Where the database is and how to work: told over the private channel to the server, so that no command line holds a password. */
const ordersSchema = z.object({
  dataDir: z.string(),
  owner: target,
  replica: target.optional(),
  ownCluster: z.boolean(),
  secret: z.string(),
  logLevel: z.string(),
  version: z.string(),
})
export type WorkerOrders = z.infer<typeof ordersSchema>

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), orders: ordersSchema }),
  z.object({ kind: z.literal('stop') }),
])
export type WorkerMessage = z.infer<typeof messageSchema>

/** Behind the server and the database: who waits at a screen goes first. */
const priority = 10
const jobsAtOnce = 2
const poolSize = 4
/** A job in hand that takes longer is left where it is; the next worker takes it up from its last saved place. */
const patience = 8_000

let worker: Promise<Worker> | undefined

async function work(orders: WorkerOrders): Promise<Worker> {
  const log = createLog(orders.logLevel, { process: 'worker' })
  const deployment = await openDeployment(deploymentOptions(orders, orders, log, poolSize))
  const { version } = orders
  return startWorker({ deployment, house: rooms(), clock: systemClock, log, version, concurrency: jobsAtOnce })
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(0), patience).unref()
  await worker?.then((w) => w.stop())
  process.exit(0)
}

function listen(): void {
  os.setPriority(priority)
  process.title = 'kewei worker'
  // Ctrl-C reaches the whole process group; when to stop is the server's to say.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  process.on('disconnect', () => process.exit(0))
  process.on('message', (raw) => {
    const message = messageSchema.parse(raw)
    if (message.kind === 'begin') worker ??= work(message.orders)
    else void stop()
  })
  process.send?.('listening')
}

listen()
