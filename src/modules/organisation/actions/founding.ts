import type { Event } from '../../../core/event.ts'
import { Problem } from '../../../core/problem.ts'
import type { Locale } from '../../../core/text.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { builtInPosts, builtInRoles } from '../policy/roles.ts'
import { countAdministrators } from '../queries.ts'
import { lockCompany, markSetUp, savePassword } from '../store/people.ts'
import { seedPosts, seedRoles } from '../store/structure.ts'
import { acceptablePassword, hashPassword } from './passwords.ts'
import { addPerson } from './people.ts'

/** Roles and posts a company starts with. Adds what is missing and leaves what was changed; runs again harmlessly. */
export async function seedOrganisation(tx: Tx): Promise<void> {
  await seedRoles(tx, builtInRoles)
  await seedPosts(tx, builtInPosts)
}

/** `locale` is the language the company is set up in, and that of its people until they choose another. */
export type Founder = { login: string; name: string; password: string; companyName?: string; locale: Locale }

/**
 * Makes the first administrator and marks the company as set up; `login` is folded already (contract).
 * Throws `already-set-up` when somebody can administer it, and `invalid` when the password is too easy to guess.
 */
export async function createFirstAdministrator(tx: Tx, founder: Founder, now: Date): Promise<{ personId: number; events: [Event] }> {
  const company = await lockCompany(tx)
  if (company.setUpAt !== null || (await countAdministrators(tx)) > 0) throw new Problem('refused', 'already-set-up')
  const { login, name, companyName } = founder
  acceptablePassword(founder.password, { login, name, company: [companyName ?? company.name] })
  await markSetUp(tx, { name: companyName, locale: founder.locale }, now)
  const { personId, event } = await addPerson(tx, { login, name, unitId: null, roles: ['admin'], phone: null, email: null })
  await savePassword(tx, personId, await hashPassword(founder.password), now)
  return { personId, events: [event] }
}
