import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rooms } from '../src/main/modules.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { type Company, openDeployment } from '../src/platform/companies.ts'
import { runJob } from '../src/platform/jobs/run-job.ts'
import { createLog } from '../src/platform/log.ts'
import { type Office, perform } from '../src/platform/perform.ts'
import { startEmbedded } from '../src/platform/postgres/embedded.ts'
import { seedCompany } from '../src/platform/seed.ts'
import { operatorCaller } from '../src/platform/system-caller.ts'

/** A stage for one benchmark: its own PostgreSQL in a temporary folder, one company with the default policy. */
export async function openStage() {
  const dataDir = mkdtempSync(join(process.env['KEWEI_BENCH_DIR'] ?? tmpdir(), 'kewei-bench-'))
  const log = createLog('error')
  const embedded = await startEmbedded({ dataDir, log })
  const options = {
    owner: embedded.owner,
    secret: 'bench-secret-bench-secret',
    filesFolder: join(dataDir, 'files'),
    ownCluster: true,
    log,
    poolSize: 8,
  }
  const deployment = await openDeployment(options)
  await deployment.createCompany('kewei')
  const company = (await deployment.company('kewei')) as Company
  const house = rooms()
  const now = new Date()
  await seedCompany(company, house, now)
  const office: Office = { company, house, log }
  const caller = () => operatorCaller(new Date(), 'bench')
  const source = readFileSync(new URL('../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')
  await perform(office, house.actions.get(publishPolicy.name)!, caller(), { source })
  return {
    dataDir,
    embedded,
    options,
    deployment,
    office,
    call: (name: string, input: unknown) => perform(office, house.actions.get(name)!, caller(), input),
    runJob: (id: number) => runJob(office, () => new Date(), id),
    async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
      const client = await deployment.owner.connect()
      try {
        await client.query('set search_path = kewei')
        return (await client.query(text, values)).rows as Row[]
      } finally {
        client.release()
      }
    },
    async close() {
      await deployment.close()
      await embedded.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
export type Stage = Awaited<ReturnType<typeof openStage>>

const ticksPerSecond = 100

const cpuOf = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    // Its own in user and system mode, and that of children already gone.
    const ticks = fields.slice(11, 15).reduce((sum, n) => sum + Number(n), 0)
    return (ticks * 1000) / ticksPerSecond
  } catch {
    // The process ended between listing and reading.
    return 0
  }
}

/** Milliseconds of CPU used so far by a process and everything below it. Linux only. */
export function cpuOfTree(root: number): number {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc').filter((e) => /^\d+$/.test(e))) {
    try {
      parents.set(Number(entry), Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (pid: number): number[] => [pid, ...[...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => below(child))]
  return below(root).reduce((sum, pid) => sum + cpuOf(pid), 0)
}

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now()
  const result = await work()
  return { ms: performance.now() - start, result }
}
