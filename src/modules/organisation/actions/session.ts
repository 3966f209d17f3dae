import { Problem } from '../../../core/problem.ts'
import { change, read } from '../../../platform/action.ts'
import * as contract from '../contract.ts'
import { personEvent } from '../policy/events.ts'
import { sessionLives } from '../policy/sessions.ts'
import { countAdministrators, readCompany, readPerson, readSessionPerson, readSessions } from '../queries.ts'
import { savePassword, savePreferences } from '../store/people.ts'
import { endSession, endSessionOf, endSessionsOf } from '../store/ways-in.ts'
import { everyone } from './caller.ts'
import { acceptablePassword, hashPassword } from './passwords.ts'
import { ownId } from './secrets.ts'
import { tryPassword } from './sign-in.ts'

const done = { done: true } as const

export const readSession = read(contract.readSession, async ({ db, actor, company }) => {
  const { name, setUpAt } = await readCompany(db)
  // The first administrator may also have been made on the command line.
  const own = { setUp: setUpAt !== null || (await countAdministrators(db)) > 0, company: { key: company.key, name } }
  if (actor.personId === null) return { ...own, signedIn: actor.kind !== 'LINK' }
  return { ...own, signedIn: true, person: await readSessionPerson(db, actor.personId, actor.permissions) }
})

export const closeSession = change(contract.closeSession, async ({ tx, actor, session }) => {
  const closed = session !== undefined && (await endSession(tx, session))
  if (!closed || actor.personId === null) return { result: done, nothingChanged: true }
  return { result: done, events: [personEvent('session.closed', { id: actor.personId })] }
})

export const listSessions = read(contract.listSessions, async ({ db, actor, now, session: current }) => {
  const all = await readSessions(db, ownId(actor))
  return {
    sessions: all
      .filter((session) => sessionLives(session, now))
      .map(({ hash, expiresAt: _, ...shown }) => ({ ...shown, current: current !== undefined && hash.equals(current) })),
  }
})

export const endOwnSession = change(contract.endSession, async ({ tx, actor }, { id }) => {
  const personId = ownId(actor)
  if (!(await endSessionOf(tx, personId, id))) throw new Problem('not-found', 'not-found', { kind: 'session' })
  return { result: done, events: [personEvent('session.ended', { id: personId }, { before: { sessionId: id } })] }
})

export const changePassword = change(contract.changePassword, async (context, { current, next }) => {
  const { tx, actor, now, session, company } = context
  const { id, login, name } = await readPerson(tx, everyone, ownId(actor))
  const tried = await tryPassword(context, login, current)
  if (!tried.fits) return { refusal: tried.locked ?? wrongPassword(), events: tried.events }
  const profile = await readCompany(tx)
  acceptablePassword(next, { login, name, company: [profile.name, company.key] }, 'next')
  await savePassword(tx, id, await hashPassword(next), now)
  const sessionsEnded = await endSessionsOf(tx, id, session)
  return { result: done, events: [personEvent('password.changed', { id }, { after: { by: 'ONESELF', sessionsEnded } })] }
})

const wrongPassword = (): Problem => new Problem('invalid', 'invalid-input', {}, [{ path: 'current', reason: 'wrong-password' }])

export const setPreferences = change(contract.setPreferences, async ({ tx, actor }, { locale, theme }) => {
  const chosen = { ...(locale === undefined ? {} : { locale }), ...(theme === undefined ? {} : { theme }) }
  if (actor.personId === null || Object.keys(chosen).length === 0) return { result: done, nothingChanged: true }
  const { locale: oldLocale, theme: oldTheme } = await readSessionPerson(tx, actor.personId, actor.permissions)
  await savePreferences(tx, actor.personId, chosen)
  const before = { ...(locale === undefined ? {} : { locale: oldLocale }), ...(theme === undefined ? {} : { theme: oldTheme }) }
  return { result: done, events: [personEvent('person.preferred', { id: actor.personId }, { before, after: chosen })] }
})
