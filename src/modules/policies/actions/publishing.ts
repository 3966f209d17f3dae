import { readdirSync, readFileSync } from 'node:fs'
import type { Day } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import { inZone } from '../../../core/instant.ts'
import { Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, read } from '../../../platform/action.ts'
import type { House } from '../../../platform/house.ts'
import * as contract from '../contract.ts'
import { ruleRegister } from '../policy/register.ts'
import { type ReadPolicy, readWholePolicy } from '../policy/whole.ts'
import { listVersions, readVersion, versionInForce } from '../queries.ts'
import { insertVersion } from '../store.ts'

const today = (now: Date): Day => inZone(now, 'Asia/Shanghai').day

export const packsFolder = new URL('../../../../policies/', import.meta.url)
export const packSource = (id: contract.PackId): string => readFileSync(new URL(`${id}.zh.yaml`, packsFolder), 'utf8')

const inspect = (house: House, source: string): ReadPolicy => readWholePolicy(source, house.policySections)

export const listPolicies = read(contract.listPolicies, async ({ db, now }) => ({ versions: await listVersions(db, today(now)) }))

export const readPolicy = read(contract.readPolicy, async ({ db, now }, { version }) => {
  const { document, ...shown } = await readVersion(db, version, today(now))
  return { ...shown, rules: ruleRegister(document).map((r) => ({ ...r, keys: [...r.keys], parameters: { ...r.parameters } })) }
})

type Readable = Extract<ReadPolicy, { readable: true }>

const issuesOf = ({ findings }: ReadPolicy) =>
  findings.map((f) => ({ path: f.path, reason: `policy.${f.reason}`, facts: { ...f.facts, ...(f.line ? { line: f.line } : {}) } as Facts }))

/** A text as far as it can be read whole, sound or not. Refuses one that cannot. */
export function readableText(house: House, source: string): Readable {
  const answer = inspect(house, source)
  if (answer.readable) return answer
  const issues = issuesOf(answer)
  throw new Problem('invalid', 'policy-not-readable', { count: issues.length }, issues)
}

/** A text that may be published; else refuses with everything that is wrong with it. */
export function soundText(house: House, source: string): Readable {
  const answer = readableText(house, source)
  const issues = issuesOf(answer)
  if (issues.length > 0) throw new Problem('refused', 'policy-not-sound', { count: issues.length, ...answer.figures }, issues)
  return answer
}

type Pack = { id: contract.PackId; title: string; summary: string }
const packsOfHouse = new WeakMap<House, Pack[]>()

/** The shipped packs, read once: anybody may ask, and reading a policy is not cheap. */
function packsOf(house: House): Pack[] {
  const read = packsOfHouse.get(house)
  if (read) return read
  const files = readdirSync(packsFolder)
  const known = contract.packIds.filter((id) => files.includes(`${id}.zh.yaml`))
  const packs = known.map((id) => {
    const answer = inspect(house, packSource(id))
    if (!answer.readable) throw new Error(`the shipped pack ${id} cannot be read: ${JSON.stringify(answer.findings)}`)
    return { id, title: answer.header.title, summary: answer.header.summary }
  })
  packsOfHouse.set(house, packs)
  return packs
}

export const listPacks = read(contract.listPacks, async ({ house }) => ({ packs: packsOf(house) }))

export const readPack = read(contract.readPack, async (_, { id }) => ({ id, source: packSource(id) }))

export const checkPolicy = read(contract.checkPolicy, async ({ house, locale }, { source }) => {
  const { findings } = inspect(house, source)
  const say = house.say(locale)
  return {
    sound: findings.length === 0,
    findings: findings.map((f) => ({ ...f, message: say(`policy.${f.reason}`, { line: f.line, ...f.facts }) })),
  }
})

/** Publishes a text as the next version, or says everything that is wrong with it. Effective at once unless a day is named. */
export async function publishText(
  context: ChangeContext,
  input: { source: string; effectiveOn?: Day | undefined; note: string },
): Promise<contract.PolicySummary> {
  const { tx, now, actor, house } = context
  const answer = soundText(house, input.source)
  const effectiveOn = input.effectiveOn ?? today(now)
  const fresh = {
    packId: answer.header.id,
    title: answer.header.title,
    effectiveOn,
    note: input.note,
    publishedAt: now,
    publishedBy: actor.name,
  }
  const version = await insertVersion(tx, { ...fresh, source: input.source, document: answer.document })
  return { ...fresh, version, inForce: (await versionInForce(tx, today(now))) === version }
}

export const publishPolicy = change(contract.publishPolicy, async (context, input) => {
  const result = await publishText(context, input)
  return { result, events: [contract.policyPublished(result)] }
})

/** Rolls back: an earlier text becomes the next version, checked by the rules of today. */
export const restorePolicy = change(contract.restorePolicy, async (context, { version, ...input }) => {
  const { source } = await readVersion(context.tx, version, today(context.now))
  const result = await publishText(context, { ...input, source })
  return { result, events: [contract.policyPublished(result, version)] }
})
