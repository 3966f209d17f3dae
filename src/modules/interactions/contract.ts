/**
 * Any contact with a customer: a call, a visit, a message, a note. What was said, by whom, when, and what the customer needs.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import { differences, type Event, type Values } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

/** CARE-30. A NOTE is no contact: nobody was spoken to. */
export const channels = ['PHONE', 'EMAIL', 'VISIT', 'IM', 'VIDEO', 'SMS', 'NOTE'] as const
export const channel = z.enum(channels)
export type Channel = z.output<typeof channel>
/** OUT: we went to the customer; IN: the customer came to us. */
export const direction = z.enum(['OUT', 'IN'])

const id = z.int().min(1)
const text = z.string().trim().min(1).max(4000)
const line = (max: number) => z.string().trim().max(max).nullable().default(null)

/** What a record of a visit holds (CARE-34): which of these must be filled the policy says. */
export const visitRecord = z.strictObject({
  /** Number of the visit plan or task it belongs to. */
  plan: line(60),
  place: line(200),
  /** What their operation looked like. */
  operation: line(2000),
  feedback: line(2000),
  /** What we answered. */
  answers: line(2000),
})
export type VisitRecord = z.output<typeof visitRecord>
export const visitFields = ['plan', 'place', 'operation', 'feedback', 'answers'] as const satisfies readonly (keyof VisitRecord)[]

const words = z.array(z.string().max(60)).max(20)
const ref = z.strictObject({ id: z.int(), name: z.string() })

export const interaction = z.strictObject({
  id: z.int(),
  customerId: z.int(),
  customerNo: z.string(),
  customerName: z.string(),
  channel,
  direction,
  happenedAt: instant,
  happenedOn: day,
  /** Our own person who had the contact. */
  person: ref.nullable(),
  contact: ref.nullable(),
  text: z.string(),
  needs: z.array(z.string()),
  worries: z.array(z.string()),
  visit: visitRecord.nullable(),
  loggedById: z.int().nullable(),
  loggedByName: z.string(),
  loggedAt: instant,
  /** Stands over the customer's timeline. */
  pinned: z.boolean(),
  version: z.int(),
})
export type Interaction = z.output<typeof interaction>

export const logInteraction = endpoint({
  name: 'interactions.log',
  summary: 'Record a contact with a customer; customer, channel and text are enough, a visit needs its record',
  method: 'POST',
  path: '/interactions',
  permission: 'interactions.write',
  input: z.strictObject({
    customerId: id,
    channel,
    text,
    direction: direction.default('OUT'),
    /** Now, unless told otherwise. */
    happenedAt: instant.optional(),
    /** Oneself, unless told otherwise. */
    personId: id.optional(),
    contactId: id.nullable().default(null),
    needs: words.default([]),
    worries: words.default([]),
    visit: visitRecord.nullable().default(null),
  }),
  output: interaction,
  idempotent: true,
})

export const changeInteraction = endpoint({
  name: 'interactions.change',
  summary: 'Correct a contact one has recorded oneself, on the same day',
  method: 'PATCH',
  path: '/interactions/:id',
  permission: 'interactions.write',
  input: z.strictObject({
    id,
    version: z.int(),
    channel: channel.optional(),
    text: text.optional(),
    direction: direction.optional(),
    happenedAt: instant.optional(),
    personId: id.optional(),
    contactId: id.nullable().optional(),
    needs: words.optional(),
    worries: words.optional(),
    visit: visitRecord.nullable().optional(),
  }),
  output: interaction,
})

/** So many of a customer's records stand over its timeline at most. */
export const maxPinned = 5

export const pinInteraction = endpoint({
  name: 'interactions.pin',
  summary: `Keep a record over its customer's timeline, or no longer; ${maxPinned} at most of a customer`,
  method: 'POST',
  path: '/interactions/:id/pin',
  permission: 'interactions.write',
  input: z.strictObject({ id, pinned: z.boolean() }),
  output: interaction,
})

export const listInteractions = endpoint({
  name: 'interactions.list',
  summary: 'Contacts with customers in sight, newest first, a page by key',
  method: 'GET',
  path: '/interactions',
  permission: 'interactions.read',
  input: z.strictObject({
    ...pageInput,
    customerId: id.optional(),
    personId: id.optional(),
    channel: channel.optional(),
    /** Only what stands over a timeline, or only what does not. */
    pinned: z.boolean().optional(),
    /** Customers as the customer list finds them: part of the name, pinyin, tail of a phone. */
    q: z.string().trim().min(1).max(100).optional(),
    /** Happened on this day or later, and on this day or earlier. */
    from: day.optional(),
    until: day.optional(),
  }),
  output: pageOf(interaction),
})
export type InteractionFilter = Omit<z.output<typeof listInteractions.input>, 'after' | 'limit'>

export const contactRules = endpoint({
  name: 'interactions.rules',
  summary: 'What the policy in force says of contacts: channels, what a visit records, the words for needs and worries',
  method: 'GET',
  path: '/interaction-rules',
  permission: 'interactions.read',
  input: z.strictObject({}),
  output: z.strictObject({
    channels: z.array(channel),
    visitFields: z.array(z.enum(visitFields)),
    /** Tags: `NEED_TRAINING`, `WORRY_SLOW_RESPONSE`. */
    needs: z.array(z.string()),
    worries: z.array(z.string()),
  }),
})
export type ContactRules = z.output<typeof contactRules.output>

export const lastContact = endpoint({
  name: 'interactions.lastContact',
  summary: 'When there was last a contact with a customer, in either direction, and when last a visit',
  method: 'GET',
  path: '/customers/:customerId/last-contact',
  permission: 'interactions.read',
  input: z.strictObject({ customerId: id }),
  output: z.strictObject({ lastContactOn: day.nullable(), lastVisitOn: day.nullable() }),
})
export type LastContact = z.output<typeof lastContact.output>

export const interactionLogged = (id: number, customerId: number, after: Values): Event => ({
  name: 'interaction.logged',
  subject: { kind: 'interaction', id, version: 1 },
  customerId,
  after,
})
export const interactionChanged = (id: number, customerId: number, version: number, before: Values, after: Values): Event => ({
  name: 'interaction.changed',
  subject: { kind: 'interaction', id, version },
  customerId,
  ...differences(before, after),
})
export const interactionPinned = (id: number, customerId: number, version: number, pinned: boolean): Event => ({
  name: pinned ? 'interaction.pinned' : 'interaction.unpinned',
  subject: { kind: 'interaction', id, version },
  customerId,
})
