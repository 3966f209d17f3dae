// Import of customers from xlsx beside a person who reads lists: `npm run bench -- import`; KEWEI_BENCH_CUSTOMERS sets the rows.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { latencies, openDoor, spread } from './ask.ts'
import { fillCustomers } from './fill-customers.ts'
import { makeCustomersXlsx } from './make-customers-xlsx.ts'
import { openStage, timed } from './stage.ts'

const rows = Number(process.env['KEWEI_BENCH_CUSTOMERS'] ?? 100_000)

const peakOf = (pid: number): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const stage = await openStage()
const file = join(stage.dataDir, 'customers.xlsx')
try {
  await makeCustomersXlsx(file, rows)
  await fillCustomers(stage, 20_000)
  const door = await openDoor(stage)
  const list = () => ({ path: '/customers?limit=50' })
  await latencies(door.ask, list, 100)
  const idleUntil = performance.now() + 5_000
  const idle = await latencies(door.ask, list, 0, () => performance.now() > idleUntil)
  const saved = await stage.office.company.files.save(createReadStream(file), 1e9)
  await stage.call('files.upload', { id: saved.id, name: 'customers.xlsx', size: saved.size, sha256: saved.sha256.toString('hex') })
  const { jobId } = (await stage.call('imports.start', { fileId: saved.id, kind: 'customers' })) as { jobId: number }
  // The worker as the product runs it: a process of its own, a little nicer than the server.
  const worker = fork(new URL('./job-process.ts', import.meta.url), { execArgv: ['--max-semi-space-size=32'] })
  const { log: _, ...options } = stage.options
  worker.send({ options, jobId })
  let done = false
  const beside = latencies(door.ask, list, 0, () => done)
  const run = await timed(async () => once(worker, 'message'))
  const peakMb = peakOf(worker.pid ?? 0)
  done = true
  worker.send('end')
  const during = await beside
  const [job] = await stage.sql<{ state: string; result: string; problem: string }>(
    'select state, result, problem from job where id = $1',
    [jobId],
  )
  door.close()
  if (job?.state !== 'DONE') throw new Error(`importing ended ${job?.state}: ${job?.problem}`)
  console.log(
    JSON.stringify({
      bench: 'import',
      rows,
      result: JSON.parse(job.result),
      rowsPerSecond: Math.round(rows / (run.ms / 1000)),
      workerPeakMb: Math.round(peakMb),
      list: { idle: spread(idle), beside: spread(during), p95Ratio: spread(during).p95 / spread(idle).p95 },
    }),
  )
} finally {
  await stage.close()
}
