import { mkdtempSync, createReadStream, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { parse } from 'yaml'
import { readFileSync } from 'node:fs'
import { rooms } from '/work/main/src/main/modules.ts'
import { openDeployment } from '/work/main/src/platform/companies.ts'
import { createLog } from '/work/main/src/platform/log.ts'
import { startEmbedded } from '/work/main/src/platform/postgres/embedded.ts'
import { perform } from '/work/main/src/platform/perform.ts'
import { runJob } from '/work/main/src/platform/jobs/run-job.ts'
import { systemCaller } from '/work/main/src/platform/system-caller.ts'
const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
const log = createLog('warn')
const durable = process.env.DURABLE !== '0'
const embedded = await startEmbedded({ dataDir, log, durable } as never)
const admin = new pg.Pool({ ...embedded.owner, max: 1 }); await admin.query('create database bench'); await admin.end()
const deployment = await openDeployment({ owner: { ...embedded.owner, database: 'bench' }, secret: 'x'.repeat(40), filesFolder: join(dataDir, 'files'), ownCluster: true, log })
await deployment.createCompany('kewei')
const company = (await deployment.company('kewei'))!
const house = rooms()
const office = { company, house, log }
const now = () => new Date()
const caller = { ...systemCaller(now(), 'bench') }
export async function run(path: string, settings: object) {
  const stored = await company.files.save(createReadStream(path), 1e9)
  await perform(office, house.actions.get('files.upload')!, caller, { id: stored.id, name: path.split('/').at(-1), size: stored.size, sha256: stored.sha256.toString('hex') })
  const { jobId } = (await perform(office, house.actions.get('imports.start')!, caller, { fileId: stored.id, ...settings })) as { jobId: number }
  return wait(jobId)
}
async function wait(jobId: number) {
  const t = performance.now(); const cpu = process.cpuUsage()
  let peak = 0; const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()) }, 50)
  await runJob(office, now, jobId)
  clearInterval(timer)
  const s = (performance.now() - t) / 1000
  const u = process.cpuUsage(cpu)
  if (process.env.SHOW) console.log((await deployment.owner.query('select line, reasons from kewei.import_failed_row where import_id = $1 limit 5', [jobId])).rows)
  const { rows: [job] } = await deployment.owner.query('select state, result, problem, done, total from kewei.job where id = $1', [jobId])
  console.log(JSON.stringify(job), s.toFixed(2) + ' s', Math.round(job.done / s) + ' rows/s', 'peak MB', Math.round(peak / 1e6), 'cpu s', ((u.user + u.system) / 1e6).toFixed(1))
  return jobId
}
try {
  for (const what of process.argv.slice(2)) {
    if (what === 'invoices') {
      const map = parse(readFileSync('/work/main/bench/maps/online-retail.yaml', 'utf8'))
      const file = '/work/shared/data/online-retail/invoices.csv'
      await run(file, { kind: 'orders', createCustomers: true, map, dryRun: true })
      const id = await run(file, { kind: 'orders', createCustomers: true, map })
      await run(file, { kind: 'orders', createCustomers: true, map })
      const q = async (t: string) => console.log(JSON.stringify((await deployment.owner.query(t)).rows))
      await q('select count(*) from kewei.purchase_order'); await q('select count(*), count(*) filter (where valid_orders > 0) valid from kewei.purchase_facts'); await q('select count(*) from kewei.customer')
      await q("select customer_no, name, remark from kewei.customer order by customer_no limit 2")
      const undo = (await perform(office, house.actions.get('imports.undo')!, caller, { jobId: id })) as { jobId: number }
      await wait(undo.jobId)
      await q('select (select count(*) from kewei.purchase_order) o, (select count(*) from kewei.customer) c, (select count(*) from kewei.purchase_facts) f')
    } else await run(what, { kind: 'customers' })
  }
  const { execSync } = await import('node:child_process')
  const pid = execSync(`head -1 $(find ${dataDir} -name postmaster.pid)`).toString().trim()
  console.log('pg cpu', execSync(`ps -eo ppid,cputimes,args | awk '$1==${pid}'`).toString())
} finally { await deployment.close(); await embedded.stop() }
