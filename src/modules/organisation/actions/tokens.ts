import { found, invalidField, Problem } from '../../../core/problem.ts'
import { change, read } from '../../../platform/action.ts'
import * as contract from '../contract.ts'
import { personEvent } from '../policy/events.ts'
import { holds } from '../policy/rights.ts'
import { readTokens } from '../queries.ts'
import { insertToken, revokeTokens } from '../store/ways-in.ts'
import { newSecret, ownId, shownSecret } from './secrets.ts'

export const listTokens = read(contract.listTokens, async ({ db, actor }) => ({ tokens: await readTokens(db, ownId(actor)) }))

/** A token never has more than its owner, now or later; its secret is answered this once. */
export const createToken = change(contract.createToken, async ({ tx, actor, now, company }, { name, permissions, expiresAt }) => {
  const personId = ownId(actor)
  const beyond = (permissions ?? []).filter((permission) => !holds(actor.permissions, permission))
  if (beyond.length > 0) throw invalidField('permissions', 'beyond-own-rights', { permissions: beyond })
  if (expiresAt !== null && expiresAt <= now) throw invalidField('expiresAt', 'in-the-past')
  const { secret, hash } = newSecret()
  const id = await insertToken(tx, { personId, hash, name, permissions, createdAt: now, expiresAt })
  const token = found(
    (await readTokens(tx, personId)).find((t) => t.id === id),
    'token',
  )
  return {
    result: { ...token, token: shownSecret(company.key, secret) },
    events: [personEvent('token.created', { id: personId }, { after: { tokenId: id, name, permissions, expiresAt } })],
  }
})

export const revokeToken = change(contract.revokeToken, async ({ tx, actor, now }, { id }) => {
  const personId = ownId(actor)
  if ((await revokeTokens(tx, personId, now, id)) === 0) throw new Problem('not-found', 'not-found', { kind: 'token' })
  return { result: { done: true as const }, events: [personEvent('token.revoked', { id: personId }, { before: { tokenId: id } })] }
})
