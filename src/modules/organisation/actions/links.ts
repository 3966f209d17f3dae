import { Problem } from '../../../core/problem.ts'
import { change } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import * as contract from '../contract.ts'
import { personEvent } from '../policy/events.ts'
import { after, lifetimes } from '../policy/sessions.ts'
import { readCompany, readPerson } from '../queries.ts'
import { savePassword } from '../store/people.ts'
import { endSessionsOf, forgetGuardsOf, replaceLink, spendLink } from '../store/ways-in.ts'
import { everyone } from './caller.ts'
import { handleOrThrow, lockedPerson } from './handling.ts'
import { acceptablePassword, hashPassword } from './passwords.ts'
import { hashOfShown, newSecret, shownSecret } from './secrets.ts'

const notValid = (): Problem => new Problem('refused', 'link-not-valid')

export const createPasswordLink = change(contract.createPasswordLink, async (context, { id }) => {
  const { tx, now, actor, company } = context
  const person = await lockedPerson(context, id)
  if (!person.active) throw new Problem('refused', 'person-not-active')
  await handleOrThrow(context, person.roles)
  const { secret, hash } = newSecret()
  const expiresAt = after(now, lifetimes.passwordLink)
  await replaceLink(tx, { kind: 'PASSWORD', personId: id, hash, createdAt: now, expiresAt, createdBy: actor.name })
  return {
    result: { token: shownSecret(company.key, secret), expiresAt },
    events: [personEvent('passwordLink.created', { id }, { after: { expiresAt } })],
  }
})

/** The link is used up first: of many at once one goes on; a password that is refused gives it back with the rollback. */
export const setPassword = change(contract.setPassword, async ({ tx, now, company }, { token, password }) => {
  const link = await spendLink(tx, 'PASSWORD', hashOfShown(company.key, token), now)
  if (!link || link.personId === null) throw notValid()
  const { id, login, name, active } = await readPerson(tx, everyone, link.personId)
  if (!active) throw notValid()
  const profile = await readCompany(tx)
  acceptablePassword(password, { login, name, company: [profile.name, company.key] })
  await savePassword(tx, id, await hashPassword(password), now)
  const sessionsEnded = await endSessionsOf(tx, id)
  await forgetGuardsOf(tx, login)
  return { result: { login }, events: [personEvent('password.changed', { id }, { after: { by: 'LINK', sessionsEnded } })] }
})

/** A link by which the first administrator is made; good for a day, replaces older ones. Its secret is answered this once. */
export async function mintSetUpLink(tx: Tx, company: string, now: Date, createdBy: string): Promise<{ token: string; expiresAt: Date }> {
  const { secret, hash } = newSecret()
  const expiresAt = after(now, lifetimes.setUpLink)
  await replaceLink(tx, { kind: 'SET_UP', personId: null, hash, createdAt: now, expiresAt, createdBy })
  return { token: shownSecret(company, secret), expiresAt }
}

/** Uses a set-up link up; throws `link-not-valid` when it is unknown, over or used. */
export async function spendSetUpLink(tx: Tx, company: string, token: string, now: Date): Promise<void> {
  if (!(await spendLink(tx, 'SET_UP', hashOfShown(company, token), now))) throw notValid()
}
