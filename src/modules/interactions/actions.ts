import type { z } from 'zod'
import type { Day } from '../../core/day.ts'
import type { Event } from '../../core/event.ts'
import { inZone } from '../../core/instant.ts'
import { type FieldIssue, orThrow, Problem } from '../../core/problem.ts'
import { type ChangeContext, change, may, type ReadContext, read, scopeUnder } from '../../platform/action.ts'
import type { Tx } from '../../platform/db/db.ts'
import { addNeeds } from '../customers/actions/needs.ts'
import { lockVisibleCustomer, touchCustomers } from '../customers/actions/touch.ts'
import { requireInScope } from '../customers/queries.ts'
import { activeAmong } from '../organisation/queries.ts'
import { documentOf, versionInForce } from '../policies/queries.ts'
import * as contract from './contract.ts'
import { type ContactSections, contactIssues, mayCorrect, mayPin, contactRules as rulesOf } from './policy.ts'
import { countPinned, isContactOf, lastContactOf, listInteractions as queryInteractions, readInteraction } from './queries.ts'
import { type InteractionValues, insertInteraction, lockInteraction, pin, updateInteraction } from './store.ts'

const zone = 'Asia/Shanghai'

export const listInteractions = read(contract.listInteractions, ({ db, scope }, { after, limit, ...filter }) =>
  queryInteractions(db, scope, filter, { after, limit }),
)

export const contactRules = read(contract.contactRules, (context) => rulesNow(context))

export const lastContact = read(contract.lastContact, ({ db, scope }, { customerId }) => lastContactOf(db, scope, customerId))

/** What a person says of one contact, complete. */
type Said = Pick<contract.Interaction, 'customerId' | 'channel' | 'direction' | 'happenedAt' | 'text' | 'needs' | 'worries' | 'visit'> & {
  personId: number | null
  contactId: number | null
}

async function rulesNow({ db, company, now }: Pick<ReadContext, 'db' | 'company' | 'now'>): Promise<contract.ContactRules> {
  const version = await versionInForce(db, inZone(now, zone).day)
  return rulesOf(version === undefined ? undefined : ((await documentOf(db, company, version)) as ContactSections))
}

/** Names everything that is wrong at once; the customer is in sight. */
async function soundOrThrow(context: ChangeContext, said: Said): Promise<void> {
  const { tx, now, actor, company } = context
  const issues: FieldIssue[] = contactIssues(said, await rulesNow({ db: tx, company, now }), now)
  const { contactId, personId, customerId } = said
  if (contactId !== null && !(await isContactOf(tx, customerId, contactId))) issues.push({ path: 'contactId', reason: 'no-such-contact' })
  const isOther = personId !== null && personId !== actor.personId
  if (isOther && !(await activeAmong(tx, [personId])).has(personId)) issues.push({ path: 'personId', reason: 'no-such-person' })
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
}

const once = (words: readonly string[]): string[] => [...new Set(words)]

const valuesOf = ({ visit, ...said }: Said): InteractionValues => ({
  customer_id: said.customerId,
  contact_id: said.contactId,
  channel: said.channel,
  direction: said.direction,
  happened_at: said.happenedAt.toISOString(),
  happened_on: inZone(said.happenedAt, zone).day,
  person_id: said.personId,
  text: said.text,
  needs: once(said.needs),
  worries: once(said.worries),
  visit_plan: visit?.plan || null,
  visit_place: visit?.place || null,
  visit_operation: visit?.operation || null,
  visit_feedback: visit?.feedback || null,
  visit_answers: visit?.answers || null,
})

/** The day of the contact it was; a note is none. */
const contactOn = ({ channel, happened_on }: InteractionValues): Day | null => (channel === 'NOTE' ? null : happened_on)

/** A contact more, less or on another day moves what the customer is owed next (CARE-31). */
async function newsForCare(tx: Tx, customerId: number, before: Day | null, after: Day | null): Promise<void> {
  if (before !== after) await touchCustomers(tx, [customerId], ['care'])
}

type Logged = { result: contract.Interaction; events: [Event, ...Event[]] }

/**
 * Records a contact as part of another room's change, such as the report of a task, under the right to record contacts.
 * The caller adds the events to its own. Issues name the fields of `interactions.log`.
 */
export async function logContact(context: ChangeContext, input: z.output<typeof contract.logInteraction.input>): Promise<Logged> {
  const { permission } = contract.logInteraction
  if (!may(context.actor, permission)) throw new Problem('forbidden', 'not-permitted', { permission })
  const { tx, now, actor } = context
  const scope = scopeUnder(context, permission)
  await requireInScope(tx, scope, input.customerId)
  const said: Said = { ...input, happenedAt: input.happenedAt ?? now, personId: input.personId ?? actor.personId }
  await soundOrThrow(context, said)
  const values = valuesOf(said)
  const id = await insertInteraction(tx, values, { by: actor.personId, name: actor.name, at: now })
  await newsForCare(tx, said.customerId, null, contactOn(values))
  const tagged = await addNeeds(context, said.customerId, [...values.needs, ...values.worries])
  return { result: await readInteraction(tx, scope, id), events: [contract.interactionLogged(id, said.customerId, values), ...tagged] }
}

export const logInteraction = change(contract.logInteraction, logContact)

const saidBefore = ({ person, contact, ...i }: contract.Interaction): Said => ({
  ...i,
  personId: person?.id ?? null,
  contactId: contact?.id ?? null,
})

/** What was not named stays; the record of a visit goes when it was no visit after all. */
function corrected(before: Said, given: Partial<Said>): Said {
  const after = { ...before, ...given }
  return given.channel !== undefined && given.channel !== 'VISIT' && given.visit === undefined ? { ...after, visit: null } : after
}

const definedOnly = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }

export const changeInteraction = change(contract.changeInteraction, async (context, { id, version, ...given }) => {
  const { tx, scope, now, actor } = context
  await readInteraction(tx, scope, id)
  const current = await lockInteraction(tx, id)
  const seen = await readInteraction(tx, scope, id)
  orThrow(mayCorrect(seen, actor.personId, now))
  if (current !== version) throw new Problem('conflict', 'changed-meanwhile', { version: current })
  const said = corrected(saidBefore(seen), definedOnly(given))
  await soundOrThrow(context, said)
  const [before, after] = [valuesOf(saidBefore(seen)), valuesOf(said)]
  if (JSON.stringify(before) === JSON.stringify(after)) return { result: seen, nothingChanged: true }
  await updateInteraction(tx, id, version + 1, after)
  await newsForCare(tx, seen.customerId, contactOn(before), contactOn(after))
  const tagged = await addNeeds(context, seen.customerId, [...after.needs, ...after.worries])
  const changed = contract.interactionChanged(id, seen.customerId, version + 1, before, after)
  return { result: await readInteraction(tx, scope, id), events: [changed, ...tagged] }
})

export const pinInteraction = change(contract.pinInteraction, async ({ tx, scope, now }, { id, pinned }) => {
  const { customerId } = await readInteraction(tx, scope, id)
  // Whoever pins another of this customer waits: the count below holds.
  await lockVisibleCustomer(tx, scope, customerId)
  const version = await lockInteraction(tx, id)
  const seen = await readInteraction(tx, scope, id)
  if (seen.pinned === pinned) return { result: seen, nothingChanged: true }
  if (pinned) orThrow(mayPin(await countPinned(tx, customerId)))
  await pin(tx, id, version + 1, pinned ? now : null)
  return { result: await readInteraction(tx, scope, id), events: [contract.interactionPinned(id, customerId, version + 1, pinned)] }
})
