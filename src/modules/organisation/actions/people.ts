import { differences, type Event } from '../../../core/event.ts'
import { invalidField } from '../../../core/problem.ts'
import { type ChangeContext, change, read } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import * as contract from '../contract.ts'
import { personEvent } from '../policy/events.ts'
import { isLoginTaken, readAssisted, readPeople, readPeopleOptions, readPerson, readPersonPosts } from '../queries.ts'
import { insertPerson, replaceAssisted, savePerson } from '../store/people.ts'
import { endSessionsOf, forgetLinksOf, revokeTokens } from '../store/ways-in.ts'
import { colleaguesOrThrow, handleOrThrow, isAdministrator, keepingAnAdministrator, lockedPerson, unitOrThrow } from './handling.ts'

export const listPeople = read(contract.listPeople, ({ db, scope }, filter) => readPeople(db, scope, filter))

export const peopleOptions = read(contract.peopleOptions, async ({ db }, { text, limit }) => ({
  people: await readPeopleOptions(db, text, limit),
}))

export const showPerson = read(contract.readPerson, async ({ db, scope }, { id }) => {
  const person = await readPerson(db, scope, id)
  return { ...person, posts: await readPersonPosts(db, id), assists: await readAssisted(db, id) }
})

const shownFields = ({ login, name, unitId, roles, phone, email }: contract.PersonFields) => ({ login, name, unitId, roles, phone, email })

/** Adds a person without a password and tells of it; whoever calls has decided that they may. */
export async function addPerson(tx: Tx, fields: contract.PersonFields): Promise<{ personId: number; event: Event }> {
  const personId = await insertPerson(tx, fields)
  return { personId, event: personEvent('person.created', { id: personId, version: 1 }, { after: shownFields(fields) }) }
}

export const createPerson = change(contract.createPerson, async (context, input) => {
  const { tx, scope } = context
  const fields = {
    ...input,
    unitId: input.unitId ?? null,
    roles: input.roles ?? [],
    phone: input.phone ?? null,
    email: input.email ?? null,
  }
  await unitOrThrow(tx, scope, fields.unitId)
  await checkFields(context, fields)
  const { personId, event } = await addPerson(tx, fields)
  return { result: await readPerson(tx, scope, personId), events: [event] }
})

/** The login is free, and the roles exist and are the caller's to give. */
async function checkFields(context: ChangeContext, fields: { login?: string; roles?: readonly string[] }, id?: number): Promise<void> {
  const { login, roles } = fields
  if (login !== undefined && (await isLoginTaken(context.tx, login, id))) throw invalidField('login', 'login-taken')
  if (roles === undefined) return
  const known = (await handleOrThrow(context, roles)).map((grant) => grant.key)
  const unknown = roles.filter((role) => !known.includes(role))
  if (unknown.length > 0) throw invalidField('roles', 'no-such-role', { roles: unknown })
}

export const changePerson = change(contract.changePerson, async (context, { id, version, ...input }) => {
  const { tx, scope } = context
  const person = await lockedPerson(context, id, version)
  const fields = given(input)
  const { before, after } = differences(shownFields(person), shownFields({ ...person, ...fields }))
  if (Object.keys(after).length === 0) return { result: person, nothingChanged: true }
  if ('unitId' in after) await unitOrThrow(tx, scope, fields.unitId)
  const grants = await handleOrThrow(context, person.roles)
  await checkFields(context, fields, id)
  await keepingAnAdministrator(tx, 'roles' in after && isAdministrator(grants), () => savePerson(tx, id, fields))
  if ('login' in after || 'phone' in after || 'email' in after) await forgetLinksOf(tx, id)
  return {
    result: await readPerson(tx, scope, id),
    events: [personEvent('person.changed', { id, version: version + 1 }, { before, after })],
  }
})

/** The fields that were given, roles in one order. */
function given(
  input: { [field in keyof contract.PersonFields]?: contract.PersonFields[field] | undefined },
): Partial<contract.PersonFields> {
  const { login, name, unitId, roles, phone, email } = input
  return {
    ...(login === undefined ? {} : { login }),
    ...(name === undefined ? {} : { name }),
    ...(unitId === undefined ? {} : { unitId }),
    ...(roles === undefined ? {} : { roles: [...new Set(roles)].sort() }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  }
}

/** Shutting out ends every way in at once: sessions, links, tokens. */
export const setPersonActive = change(contract.setPersonActive, async (context, { id, version, active }) => {
  const { tx, scope, now } = context
  const person = await lockedPerson(context, id, version)
  if (person.active === active) return { result: person, nothingChanged: true }
  const grants = await handleOrThrow(context, person.roles)
  await keepingAnAdministrator(tx, !active && isAdministrator(grants), () => savePerson(tx, id, { active }))
  const ended = active ? {} : await endWaysIn(tx, id, now)
  const name = active ? 'person.activated' : 'person.deactivated'
  return {
    result: await readPerson(tx, scope, id),
    events: [personEvent(name, { id, version: version + 1 }, { before: { active: !active }, after: { active, ...ended } })],
  }
})

async function endWaysIn(tx: Tx, id: number, now: Date): Promise<{ sessionsEnded: number; tokensRevoked: number }> {
  await forgetLinksOf(tx, id)
  return { sessionsEnded: await endSessionsOf(tx, id), tokensRevoked: await revokeTokens(tx, id, now) }
}

export const setAssistance = change(contract.setAssistance, async (context, { id, version, personIds: wanted }) => {
  const { tx, scope } = context
  await lockedPerson(context, id, version)
  const personIds = [...new Set(wanted)].sort((a, b) => a - b)
  if (personIds.includes(id)) throw invalidField('personIds', 'assists-oneself')
  const before = await readAssisted(tx, id)
  if (JSON.stringify(before) === JSON.stringify(personIds)) return { result: { version, personIds }, nothingChanged: true }
  for (const personId of personIds) await readPerson(tx, scope, personId)
  await colleaguesOrThrow(tx, personIds, 'personIds')
  await replaceAssisted(tx, id, personIds)
  await savePerson(tx, id, {})
  const event = personEvent('person.changed', { id, version: version + 1 }, { before: { assists: before }, after: { assists: personIds } })
  return { result: { version: version + 1, personIds }, events: [event] }
})
