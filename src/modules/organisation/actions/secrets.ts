import { createHash, randomBytes } from 'node:crypto'
import { Problem } from '../../../core/problem.ts'
import type { Actor } from '../../../platform/action.ts'

/** 32 random bytes to hand out, and the hash that is kept instead. */
export function newSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashOf(secret) }
}

/** Long random secrets need no slow hash: there is nothing to guess. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** What is shown of a link or token: `<company>.<secret>`, so that it finds its company by itself. */
export const shownSecret = (company: string, secret: string): string => `${company}.${secret}`

/** The hash to look up for a shown secret; one of another company matches nothing. */
export const hashOfShown = (company: string, shown: string): Buffer =>
  hashOf(shown.startsWith(`${company}.`) ? shown.slice(company.length + 1) : '')

/** The number of the person who asks by themselves: tokens, jobs and the command line have no password, sessions or tokens of their own. */
export function ownId(actor: Actor): number {
  if (actor.kind !== 'PERSON' || actor.personId === null) throw new Problem('forbidden', 'people-only')
  return actor.personId
}
