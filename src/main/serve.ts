import { systemClock } from '../platform/clock.ts'
import { type Deployment, openDeployment } from '../platform/companies.ts'
import { type Config, type ConfigSources, loadConfig } from '../platform/config.ts'
import type { House } from '../platform/house.ts'
import { createLog, type Log } from '../platform/log.ts'
import type { Office } from '../platform/perform.ts'
import { removeRun, writeRun } from '../platform/postgres/run-file.ts'
import { parseTarget } from '../platform/postgres/server.ts'
import { exitCode, StartupError } from '../platform/postgres/startup-error.ts'
import { withoutPassword } from '../platform/postgres/target.ts'
import { staysPresent } from '../platform/presence.ts'
import {
  type CertificateWarning,
  certificateWarnings,
  type DoorCertificate,
  type OwnAuthority,
  openCertificate,
} from '../platform/tls/door-certificate.ts'
import { localAddresses } from '../platform/tls/names.ts'
import { type Database, deploymentOptions, lockForServer, startDatabase } from './doors/database.ts'
import { openCompany, prepareCompanies, setUpLink } from './doors/founding.ts'
import type { SignIn } from './doors/sample-company.ts'
import { readVersion } from './doors/version.ts'
import { installPath } from './install-certificate/page.ts'
import { type Listening, listen, probePorts } from './serve-listen.ts'
import { Interrupted, Stops } from './serve-stops.ts'
import { superviseWorker, type WorkerChild } from './serve-worker.ts'

export type Role = 'all' | 'web' | 'worker'

export type ServeOptions = {
  dataDir: string
  role: Role
  /** Load the sample company, if there are no customers yet. */
  sample: boolean
  flags: NonNullable<ConfigSources['flags']>
  /** A command uses the data folder just now. */
  onWait(): void
  /** Everything runs. */
  onReady(ready: Ready): void
}

/** What the person who started the server must know. */
export type Ready = {
  role: Role
  /** Undefined for a worker, which has no door. */
  url: string | undefined
  setUpLink: string | undefined
  signIns: readonly SignIn[]
  /** The sample was asked for, but there are customers already. */
  sampleSkipped: boolean
  /** Reached from other machines without encryption. */
  insecure: boolean
  /** What is to be installed on other machines: our own authority signs the certificate. */
  authority: (OwnAuthority & { page: string }) | undefined
  warnings: readonly CertificateWarning[]
  /** Other machines reach us. */
  isOpenToOthers: boolean
}

const poolSize = 10

/** Runs the server until a signal or the loss of its database; answers the exit code. Throws StartupError when it cannot start. */
export async function serve(options: ServeOptions): Promise<number> {
  const config = loadConfig({ dataDir: options.dataDir, env: process.env, flags: options.flags })
  if (options.role !== 'all' && !config.databaseUrl) throw needsOwnServer(options.role)
  const log = createLog(config.logLevel)
  const stops = new Stops(log)
  stops.onSignals()
  try {
    options.onReady(await start(config, options, log, stops))
  } catch (error) {
    await stops.finish(exitCode.fault)
    if (!stops.wasAsked && !(error instanceof Interrupted)) throw error
  }
  return stops.finished()
}

const needsOwnServer = (role: Role): StartupError =>
  new StartupError(
    exitCode.invalid,
    `--role ${role} shares its database with other processes, and the embedded one is for one server alone.`,
    'Set DATABASE_URL to a PostgreSQL server (15 or newer), or leave out --role.',
  )

async function start(config: Config, options: ServeOptions, log: Log, stops: Stops): Promise<Ready> {
  const { role } = options
  const worker = role === 'web' ? undefined : stops.add(superviseWorker(log), (w) => w.stop())
  if (role !== 'worker') {
    stops.add(await lockForServer(config.dataDir, options.onWait), (lock) => lock.release())
    await probePorts(config)
  }
  const certificate = role === 'worker' ? undefined : openCertificate({ config, log, clock: systemClock })
  if (certificate) {
    stops.add(certificate, (c) => c.close())
    stops.onHangUp(certificate.look)
  }
  const [database, { rooms }] = await Promise.all([startDatabase(config, log), import('./modules.ts')])
  stops.add(database, (d) => d.stop())
  database.onGone((error) => {
    log.fatal({ err: error }, error.message)
    void stops.finish(error.exitCode)
  })
  const house = rooms()
  const replica = config.replicaUrl ? parseTarget(config.replicaUrl) : undefined
  const deployment = await openDeployment(deploymentOptions(config, { ...database, replica }, log, poolSize))
  stops.add(deployment, (d) => d.close())
  await prepareCompanies(deployment, house, systemClock())
  stops.reorder(worker)
  beginWork(worker, config, database, replica)
  if (role === 'worker') return { ...nothingOpen, role }
  return { role, ...(await openWeb({ config, options, log, stops, database, deployment, house, certificate })) }
}

const nothingOpen = {
  url: undefined,
  setUpLink: undefined,
  signIns: [],
  sampleSkipped: false,
  insecure: false,
  authority: undefined,
  warnings: [],
  isOpenToOthers: false,
} as const satisfies Omit<Ready, 'role'>

function beginWork(worker: WorkerChild | undefined, config: Config, database: Database, replica: Database['owner'] | undefined): void {
  const { dataDir, secret, logLevel } = config
  const { owner, ownCluster } = database
  worker?.begin({ dataDir, secret, logLevel, owner, ownCluster, version: readVersion(), ...(replica ? { replica } : {}) })
}

async function loadSample(office: Office): Promise<readonly SignIn[] | undefined> {
  const { loadSampleIfEmpty } = await import('./doors/sample-company.ts')
  return loadSampleIfEmpty(office, systemClock())
}

type Web = {
  config: Config
  options: ServeOptions
  log: Log
  stops: Stops
  database: Database
  deployment: Deployment
  house: House
  certificate: DoorCertificate | undefined
}

async function openWeb(web: Web): Promise<Omit<Ready, 'role'>> {
  const { config, options, log, stops, database, deployment, house, certificate } = web
  const company = (await deployment.companyKeys()).includes('kewei') ? await openCompany(deployment, 'kewei') : undefined
  const office = company && { company, house, log }
  const sample = options.sample && office ? await loadSample(office) : undefined
  const version = readVersion()
  stops.add(await staysPresent(deployment, { role: 'web', version }), (p) => p.leave())
  const door: Listening = await listen({ config, deployment, house, log, version, certificate })
  stops.add(door, (d) => d.close())
  const url = config.baseUrl ?? door.url
  const startedAt = systemClock().toISOString()
  writeRun(config.dataDir, { startedAt, url, version, database: withoutPassword(database.owner) })
  stops.add(config.dataDir, removeRun)
  return {
    url,
    setUpLink: company && (await setUpLink(company, url, systemClock(), 'start of the server')),
    signIns: sample ?? [],
    sampleSkipped: options.sample && sample === undefined,
    insecure: door.isOpenToOthers && !url.startsWith('https:'),
    isOpenToOthers: door.isOpenToOthers,
    warnings: certificate ? certificateWarnings(certificate.pair(), config.baseUrl, systemClock()) : [],
    authority: certificate?.authority && { ...certificate.authority, page: installAddress(door, config) },
  }
}

/** Where other machines find the page of the certificate; best without the https it is for. */
function installAddress({ url, httpUrl, isOpenToOthers }: Listening, { baseUrl }: Config): string {
  const page = new URL(installPath, httpUrl ?? baseUrl ?? url)
  const [address] = isOpenToOthers ? localAddresses() : []
  page.hostname = baseUrl === undefined ? (address ?? page.hostname) : new URL(baseUrl).hostname
  return page.href
}
