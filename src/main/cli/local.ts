import { createReadStream } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Problem } from '../../core/problem.ts'
import type { Locale } from '../../core/text.ts'
import { type Action, type Caller, may } from '../../platform/action.ts'
import { systemClock } from '../../platform/clock.ts'
import { type Deployment, openDeployment } from '../../platform/companies.ts'
import { type Config, loadConfig } from '../../platform/config.ts'
import type { House } from '../../platform/house.ts'
import type { Download } from '../../platform/http/routes.ts'
import { createLog, type Log } from '../../platform/log.ts'
import { type Office, perform } from '../../platform/perform.ts'
import { operatorCaller } from '../../platform/system-caller.ts'
import { deploymentOptions, reachDatabase } from '../doors/database.ts'
import { openCompany, prepareCompanies } from '../doors/founding.ts'
import { rooms } from '../modules.ts'
import { outputTo } from './files.ts'
import type { LocalKewei } from './kewei.ts'
import { followLocalJob } from './local-job.ts'
import { findPerson } from './people.ts'
import { sayAll } from './speaking.ts'

export type LocalOptions = {
  dataDir: string
  company: string
  locale: Locale
  /** Act as this person instead of as the operator. */
  login: string | undefined
  /** Something else uses the data folder just now. */
  onWait(): void
}

const poolSize = 3
const maxUpload = 200 * 1024 * 1024

/** Kewei on this machine: over the database of the running server, else over one started for this command. */
export async function openLocal(options: LocalOptions): Promise<LocalKewei> {
  const config = loadConfig({ dataDir: options.dataDir, env: process.env })
  const log = createLog(process.env['KEWEI_LOG_LEVEL'] ? config.logLevel : 'error')
  const database = await reachDatabase(config, log, options.onWait)
  const undo = [database.stop]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const house = rooms()
    const deployment = await openDeployment(deploymentOptions(config, database, log, poolSize))
    undo.push(deployment.close)
    if (!database.run) await prepareCompanies(deployment, house, systemClock())
    return desk({ options, house, deployment, log, origin: database.run?.url ?? originOf(config), close })
  } catch (error) {
    await close()
    throw error
  }
}

const originOf = ({ baseUrl, host, port }: Config): string => baseUrl ?? `http://${host}:${port}`

type Room = { options: LocalOptions; house: House; deployment: Deployment; log: Log; origin: string; close(): Promise<void> }

function desk({ options, house, deployment, log, origin, close }: Room): LocalKewei {
  const operator = os.userInfo().username
  const say = sayAll(house, options.locale)
  const office = async (): Promise<Office> => ({ company: await openCompany(deployment, options.company), house, log })
  const asOperator = (): Caller => ({ ...operatorCaller(systemClock(), operator), locale: options.locale })
  let person: Promise<number> | undefined
  const caller = async (): Promise<Caller> => {
    const { login } = options
    if (login === undefined) return asOperator()
    person ??= findPerson((name, input) => run(name, input, asOperator()), login).then((p) => p.id)
    return asPerson(await office(), await person, `${login} (${operator})`, options.locale)
  }
  const run = async (name: string, input: object, who: Caller): Promise<unknown> =>
    plain(await perform(await office(), actionOf(house, name), who, input))
  const kewei: LocalKewei = {
    where: 'here',
    origin,
    say,
    deployment,
    operator,
    office,
    now: systemClock,
    has: (name) => house.actions.has(name),
    call: async (name, input) => run(name, input, await caller()),
    send: async (name, file, input) => {
      const who = await caller()
      return run(name, { ...input, ...(await bring(await office(), actionOf(house, name), who, file)) }, who)
    },
    fetch: async (name, input, to) => {
      const file = downloadOf(await perform(await office(), actionOf(house, name), await caller(), input))
      await outputTo(to, (sink: Writable) => pipeline(file.open(), sink))
    },
    waitForJob: async (id, onProgress) => followLocalJob({ kewei, deployment, office: await office(), id, onProgress }),
    close,
  }
  return kewei
}

function actionOf(house: House, name: string): Action {
  const action = house.actions.get(name)
  if (!action) throw new Problem('invalid', 'no-such-endpoint', { name })
  return action
}

/** As JSON says it: what a caller over the network would get. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

/** The person with the rights of this moment; the trail names who sat at the machine beside them. */
async function asPerson({ company, house }: Office, personId: number, name: string, locale: Locale): Promise<Caller> {
  const now = systemClock()
  const caller = await house.identify({ personId, kind: 'PERSON', name }, { company, now, requestId: 'command-line', permissions: ['*'] })
  if (!caller) throw new Problem('forbidden', 'person-shut-out', { name })
  return { ...caller, locale }
}

/** Files what was brought, for callers who may; the others are refused by the action itself. */
async function bring({ company }: Office, { endpoint }: Action, caller: Caller, file: string): Promise<object> {
  if (endpoint.permission !== 'signed-in' && !may(caller.actor, endpoint.permission)) return {}
  const saved = await company.files.save(createReadStream(file), maxUpload)
  return { name: path.basename(file), id: saved.id, size: saved.size, sha256: saved.sha256.toString('hex') }
}

const downloadShape = z.object({
  name: z.string(),
  mediaType: z.string(),
  open: z.custom<Download['open']>((f) => typeof f === 'function'),
})

function downloadOf(result: unknown): Download {
  const file = downloadShape.safeParse(result)
  if (!file.success) throw new Problem('invalid', 'no-file-in-reply')
  return file.data
}
