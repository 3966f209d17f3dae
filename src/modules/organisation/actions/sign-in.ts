import type { Event } from '../../../core/event.ts'
import { Problem } from '../../../core/problem.ts'
import { type ChangeContext, change } from '../../../platform/action.ts'
import * as contract from '../contract.ts'
import { personEvent } from '../policy/events.ts'
import { afterFailure, curves, type GuardKind, guardKey, mayTry, networkOf } from '../policy/lockout.ts'
import { after, lifetimes } from '../policy/sessions.ts'
import { readGrants, readPerson, readSessionPerson } from '../queries.ts'
import {
  endSession,
  forgetGuard,
  insertSession,
  isSourceKnown,
  knowSource,
  lockGuard,
  readAccount,
  readGuard,
  saveGuard,
} from '../store/ways-in.ts'
import { everyone } from './caller.ts'
import { passwordFits } from './passwords.ts'
import { newSecret } from './secrets.ts'

type Tried = { fits: true; personId: number } | { fits: false; locked: Problem | undefined; events: [Event, ...Event[]] }

/**
 * Tries a password against an account, guarded by account and source. Attempts on one account from one source run one
 * after another (the guard's row is held), so parallel guessing gains nothing.
 */
export async function tryPassword({ tx, now, source: address }: ChangeContext, login: string, password: string): Promise<Tried> {
  const source = networkOf(address)
  const key = (kind: GuardKind) => guardKey(kind, login, source)
  const person = await readAccount(tx, login)
  const pair = await lockGuard(tx, key('pair'), now)
  const guards = { pair, account: await readGuard(tx, key('account')), source: await readGuard(tx, key('source')) }
  const open = mayTry(guards, await isSourceKnown(tx, person?.id ?? 0, source), now)
  const refused = (reason: string) => personEvent('session.refused', { id: person?.id ?? 0 }, { after: { login, reason, source } })
  if (!open.ok) return { fits: false, locked: new Problem('too-many', open.rule, open.facts), events: [refused('LOCKED')] }

  if (person && (await passwordFits(person.active ? person.passwordHash : null, password))) {
    await forgetGuard(tx, key('pair'))
    await knowSource(tx, person.id, source, now)
    return { fits: true, personId: person.id }
  }
  if (!person) await passwordFits(null, password)
  const locked = await countFailure({ tx, now }, key)
  const lockings = locked.map((by) => personEvent('session.locked', { id: person?.id ?? 0 }, { after: { login, source, by } }))
  const reason = !person ? 'UNKNOWN_LOGIN' : !person.active ? 'INACTIVE' : person.passwordHash === null ? 'NO_PASSWORD' : 'WRONG_PASSWORD'
  return { fits: false, locked: undefined, events: [refused(reason), ...lockings] }
}

/** Counts one failure on each guard, in one order for all so that none waits for another in a circle; answers which shut. */
async function countFailure({ tx, now }: Pick<ChangeContext, 'tx' | 'now'>, key: (kind: GuardKind) => string): Promise<GuardKind[]> {
  const shut: GuardKind[] = []
  for (const kind of ['pair', 'account', 'source'] as const) {
    const guard = afterFailure(await lockGuard(tx, key(kind), now), curves[kind], now)
    await saveGuard(tx, key(kind), guard)
    if (guard.lockedUntil) shut.push(kind)
  }
  return shut
}

export const openSession = change(contract.openSession, async (context, { login, password }) => {
  const { tx, now, session: old } = context
  const tried = await tryPassword(context, login, password)
  if (!tried.fits) return { refusal: tried.locked ?? new Problem('refused', 'wrong-login-or-password'), events: tried.events }

  const { personId } = tried
  if (old) await endSession(tx, old)
  const { secret, hash } = newSecret()
  const source = context.source ?? 'local'
  const sessionId = await insertSession(tx, {
    personId,
    hash,
    createdAt: now,
    expiresAt: after(now, lifetimes.session),
    source,
    agent: context.userAgent ?? '',
  })
  const { roles } = await readPerson(tx, everyone, personId)
  const permissions = new Set((await readGrants(tx, roles)).flatMap((grant) => grant.permissions))
  return {
    result: { token: secret, person: await readSessionPerson(tx, personId, permissions) },
    events: [personEvent('session.opened', { id: personId }, { after: { sessionId, source } })],
  }
})
