import { addDays, type Day, dayNumber, weekday } from '../../core/day.ts'
import { interactionLogged } from '../../modules/interactions/contract.ts'
import { type InteractionValues, insertInteraction } from '../../modules/interactions/store.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Told } from '../../platform/record.ts'
import * as words from './care-words.ts'
import { type Random, randomFrom } from './random.ts'
import { at, toldBy, type Who } from './told.ts'
import type { Customer } from './types.ts'

type Channel = InteractionValues['channel']

/** A contact of the past: with a customer, on a day, by one of ours; that of a task tells what came of it. */
export type PastContact = {
  customerId: number
  contactId: number | null
  on: Day
  minutes: number
  channel: Channel
  direction: 'IN' | 'OUT'
  who: Who
  text: string
  visit: { plan: string; place: string } | null
}

const channels: readonly Channel[] = ['PHONE', 'PHONE', 'PHONE', 'IM', 'IM', 'EMAIL', 'VIDEO']

/** Days of contacts that no task asked for: customers of weight call, and are called, more often. */
export function freeContactDays({ customerNo, class: rank }: Customer, first: Day | null, since: Day, until: Day): Day[] {
  const random = contactChance(customerNo)
  const many = rank === 'KEY' ? random.int(5, 11) : random.chance(0.55) ? random.int(1, 4) : 0
  const span = dayNumber(until) - dayNumber(since)
  const days = Array.from({ length: many }, () => addDays(since, random.int(0, span)))
  return days.filter((day) => first !== null && day > first && weekday(dayNumber(day)) < 6).sort()
}

/** Contacts have a sequence of their own for each customer. */
export const contactChance = (customerNo: string): Random => randomFrom(52_711 + Number(customerNo.slice(3)) * 1_299_709)

/** One of them: who began it, how, and what was said. */
export function freeContact(random: Random): Pick<PastContact, 'channel' | 'direction' | 'text' | 'minutes' | 'visit'> {
  const incoming = random.chance(0.4)
  return {
    channel: incoming ? 'PHONE' : random.pick(channels),
    direction: incoming ? 'IN' : 'OUT',
    text: random.pick(incoming ? words.incoming : words.outgoing),
    minutes: random.int(9 * 60, 17 * 60 + 50),
    visit: null,
  }
}

/** Writes a contact as its person would have on that day; answers its id and what the trail tells of it. */
export async function logPast(tx: Tx, contact: PastContact, random: Random): Promise<{ id: number; told: Told }> {
  const { customerId, contactId, on, channel, direction, who, text, visit } = contact
  const when = at(on, contact.minutes)
  const values: InteractionValues = {
    customer_id: customerId,
    contact_id: contactId,
    channel,
    direction,
    happened_at: when.toISOString(),
    happened_on: on,
    person_id: who.id,
    text,
    needs: [],
    worries: [],
    visit_plan: visit?.plan ?? null,
    visit_place: visit?.place ?? null,
    visit_operation: visit ? random.pick(words.operations) : null,
    visit_feedback: visit ? random.pick(words.feedbacks) : null,
    visit_answers: visit ? random.pick(words.answers) : null,
  }
  const id = await insertInteraction(tx, values, { by: who.id, name: who.name, at: when })
  return { id, told: toldBy(who, when, interactionLogged(id, customerId, values)) }
}
