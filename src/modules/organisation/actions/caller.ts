import { Problem } from '../../../core/problem.ts'
import type { Actor, Caller } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Identify } from '../../../platform/house.ts'
import type { Authenticate, RequestFacts } from '../../../platform/http/routes.ts'
import type { Watcher } from '../../../platform/live/change.ts'
import type { Recognise } from '../../../platform/live/hub.ts'
import { mintScope } from '../../../platform/scope.ts'
import { systemCaller } from '../../../platform/system-caller.ts'
import { rightsOf, tokenPermissions } from '../policy/rights.ts'
import { sessionLives, worthNoting } from '../policy/sessions.ts'
import {
  byPerson,
  bySession,
  bySessions,
  byToken,
  byTokenId,
  dropSession,
  noteSessionUse,
  noteTokenUse,
  type Standing,
} from '../store/callers.ts'
import { hashOf } from './secrets.ts'

const nothing = mintScope({ all: false, unitIds: [], ownerIds: [], masked: true })

type Facts = Omit<Caller, 'actor' | 'scope'>

function callerWith(
  standing: Standing,
  who: Pick<Actor, 'name' | 'tokenId'>,
  facts: Facts,
  given: readonly string[] | null = null,
): Caller {
  const { permissions, sight, reach } = rightsOf(standing.grants, standing)
  const kind = who.tokenId === undefined ? 'PERSON' : 'TOKEN'
  const actor: Actor = { ...who, kind, personId: standing.personId, permissions: tokenPermissions(permissions, given) }
  return { ...facts, actor, scope: mintScope(sight), reach: (permission) => mintScope(reach(permission)) }
}

/** Nobody in particular: may ask for what is public, sees nothing. */
const stranger = (facts: Facts): Caller => ({
  ...facts,
  actor: { kind: 'LINK', personId: null, name: 'anonymous', permissions: new Set() },
  scope: nothing,
})

/**
 * Who shows this credential, with the rights of this moment: read anew for each request, so that a change of rights
 * applies at once. A session that is unknown or over means a stranger; a bad token is a problem (`bad-token`).
 */
export const authenticate: Authenticate = async (company, credential, request) => {
  const facts = factsOf(request)
  if (credential.kind === 'none') return stranger(facts)
  const hash = hashOf(credential.secret)
  return credential.kind === 'token' ? tokenCaller(company, hash, facts) : sessionCaller(company, hash, facts)
}

/** Who stands behind these sessions, read anew for each change that is told. To listen is no use: it does not keep a session alive. */
export const recognise: Recognise = async (company, sessions, now) => {
  const live = (await bySessions(company, sessions)).filter((s) => sessionLives(s, now))
  return new Map(live.map((s) => [s.session, watcherOf(s)]))
}

function watcherOf(standing: Standing & { name: string }): Watcher {
  const { permissions, reach } = rightsOf(standing.grants, standing)
  const actor: Actor = { kind: 'PERSON', personId: standing.personId, name: standing.name, permissions: new Set(permissions) }
  return { actor, reach: (permission) => mintScope(reach(permission)) }
}

const factsOf = ({ now, requestId, source, userAgent, locale }: RequestFacts): Facts => ({ now, requestId, source, userAgent, locale })

async function sessionCaller(company: Company, hash: Buffer, facts: Facts): Promise<Caller> {
  const session = await bySession(company, hash)
  if (!session) return stranger(facts)
  if (!sessionLives(session, facts.now)) {
    await dropSession(company, hash)
    return stranger(facts)
  }
  if (worthNoting(session.seenAt, facts.now)) await noteSessionUse(company, hash, facts.now)
  return callerWith(session, { name: session.name }, { ...facts, session: hash })
}

async function tokenCaller(company: Company, hash: Buffer, facts: Facts): Promise<Caller> {
  const token = await byToken(company, hash, facts.now)
  if (!token) throw new Problem('signed-out', 'bad-token')
  if (worthNoting(token.usedAt, facts.now)) await noteTokenUse(company, hash, facts.now)
  return callerWith(token, { name: `${token.name} (${token.tokenName})`, tokenId: token.tokenId }, facts, token.given)
}

/**
 * Who a job runs as, with today's rights; undefined when the person is gone or shut out. What a token started runs with what the
 * token may do, as far as its owner still may; throws Problem `token-over` once the token was revoked or is past its time.
 */
export const identify: Identify = async ({ personId, kind, name, tokenId }, { company, now, requestId }) => {
  const facts: Facts = { now, requestId, locale: 'zh-CN' }
  if (kind === 'SYSTEM') return { ...systemCaller(now, name), requestId }
  if (kind === 'OPERATOR')
    return { ...systemCaller(now, name), requestId, actor: { kind, personId: null, name, permissions: new Set(['*']) } }
  if (personId === null || kind === 'LINK') return undefined
  if (kind === 'TOKEN') return tokenOfJob(company, tokenId ?? null, name, facts)
  const standing = await byPerson(company, personId)
  return standing && callerWith(standing, { name }, facts)
}

async function tokenOfJob(company: Company, tokenId: number | null, name: string, facts: Facts): Promise<Caller | undefined> {
  const token = tokenId === null ? undefined : await byTokenId(company, tokenId, facts.now)
  if (token?.over) throw new Problem('forbidden', 'token-over')
  return token && callerWith(token, { name, tokenId: token.tokenId }, facts, token.given)
}

/** Sight of all people, for steps that find a person by proof of who they are rather than by the caller's reach. */
export const everyone = mintScope({ all: true, unitIds: [], ownerIds: [], masked: false })
