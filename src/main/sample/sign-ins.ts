import { randomInt } from 'node:crypto'
import type { Event } from '../../core/event.ts'
import { createFirstAdministrator } from '../../modules/organisation/actions/founding.ts'
import { hashPassword } from '../../modules/organisation/actions/passwords.ts'
import { changePerson } from '../../modules/organisation/actions/people.ts'
import { personEvent } from '../../modules/organisation/policy/events.ts'
import { passwordIssue } from '../../modules/organisation/policy/passwords.ts'
import { readCompany, readPeople, readUnits } from '../../modules/organisation/queries.ts'
import { savePassword } from '../../modules/organisation/store/people.ts'
import { companySetUp } from '../../modules/policies/contract.ts'
import { type ChangeContext, changeMany } from '../../platform/action.ts'
import { everybody, founderLogin } from './load-people.ts'
import { companyName } from './people.ts'
import { present } from './random.ts'
import type { Person } from './types.ts'

/** How to sign in as one of the people of the sample; `role` is what the company calls what they are. */
export type SignIn = { login: string; name: string; role: string; password: string }

/** Letters and digits that nobody mistakes for one another. */
const characters = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 3
const perGroup = 4

/** A password of about 59 bits in groups that can be read out, acceptable for all of these. */
export function samplePassword(people: readonly Person[], companyNames: readonly string[]): string {
  for (;;) {
    const group = () => Array.from({ length: perGroup }, () => characters[randomInt(characters.length)]).join('')
    const password = Array.from({ length: groups }, group).join('-')
    if (people.every(({ login, name }) => passwordIssue(password, { login, name, company: companyNames }) === undefined)) return password
  }
}

/** A salted hash for each of the people, worked out before any row is held. */
export const hashesFor = async (people: readonly Person[], password: string): Promise<ReadonlyMap<string, string>> =>
  new Map(await Promise.all(people.map(async ({ login }): Promise<[string, string]> => [login, await hashPassword(password)])))

export type Opening = { people: readonly Person[]; password: string; hashes: ReadonlyMap<string, string> }

/**
 * Lets the people of the sample in with one password, and founds the company with its administrator when nobody administers it.
 * Whoever has a password already keeps it and is not among the sign-ins.
 */
export const openSample = changeMany<Opening, SignIn[]>('sample.open', 'company.manage', async (context, opening) => {
  const { tx, scope, now } = context
  const { people, password, hashes } = opening
  const events = (await readCompany(tx)).setUpAt === null ? await found(context, opening) : []
  const isFounder = (login: string): boolean => events.length > 0 && login === founderLogin
  const { rows } = await readPeople(tx, scope, { limit: everybody })
  const waiting = new Map(rows.filter((row) => !row.hasPassword).map(({ login, id }) => [login, id]))
  for (const { login } of people) {
    const id = waiting.get(login)
    if (id === undefined) continue
    await savePassword(tx, id, present(hashes.get(login)), now)
    events.push(personEvent('password.changed', { id }, { after: { by: 'SAMPLE' } }))
  }
  const letIn = people.filter(({ login }) => waiting.has(login) || isFounder(login))
  return { result: letIn.map(({ login, name, title }) => ({ login, name, role: title, password })), events }
})

async function found(context: ChangeContext, { people, password }: Opening): Promise<Event[]> {
  const { tx, now, locale } = context
  const { login, name, phone, email } = present(people.find((person) => person.login === founderLogin))
  const founded = await createFirstAdministrator(tx, { login, name, password, companyName, locale }, now)
  const unitId = (await readUnits(tx)).find((unit) => unit.name === companyName)?.id ?? null
  const placed = await changePerson.run(context, { id: founded.personId, version: 1, unitId, phone, email })
  return [...founded.events, ...('events' in placed ? placed.events : []), companySetUp(companyName, login)]
}
