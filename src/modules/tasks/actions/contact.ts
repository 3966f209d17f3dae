import type { z } from 'zod'
import type { Event } from '../../../core/event.ts'
import { instantAt } from '../../../core/instant.ts'
import { type FieldIssue, Problem } from '../../../core/problem.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { logContact } from '../../interactions/actions.ts'
import { readInteraction } from '../../interactions/queries.ts'
import { channels, type doTask } from '../contract.ts'
import { dayAt } from './holding.ts'

type Given = Pick<z.output<typeof doTask.input>, 'interactionId' | 'contact' | 'doneOn' | 'channel'>

/** The contact a report rests on: on record, recorded just now, or none. Issues name what is wrong with it. */
export type Contact = { id: number | null; channel: Given['channel']; events: readonly Event[]; issues: readonly FieldIssue[] }

const none: Contact = { id: null, channel: null, events: [], issues: [] }
const wrong = (path: string, reason: string): Contact => ({ ...none, issues: [{ path, reason }] })

/** Finds or records the contact of a report; a new one takes the right to record contacts. */
export async function contactOf(context: ChangeContext, customerId: number | null, given: Given): Promise<Contact> {
  const { interactionId, contact, channel } = given
  if (interactionId !== null && contact !== null) return wrong('interactionId', 'one-contact-only')
  const found =
    contact !== null
      ? await recorded(context, customerId, { ...given, contact })
      : interactionId !== null
        ? await onRecord(context, customerId, interactionId)
        : none
  const differs = channel !== null && found.channel !== null && channel !== found.channel
  return differs ? { ...found, issues: [...found.issues, { path: 'channel', reason: 'other-than-contact' }] } : found
}

/** A contact with this customer, in the caller's sight; a note is none. */
async function onRecord({ tx, scope }: ChangeContext, customerId: number | null, id: number): Promise<Contact> {
  const contact = await readInteraction(tx, scope, id)
  if (contact.customerId !== customerId || contact.channel === 'NOTE') return wrong('interactionId', 'interaction-of-another')
  return { ...none, id, channel: channelOf(contact.channel) }
}

type Recording = { contact: NonNullable<Given['contact']>; doneOn: string }

async function recorded(context: ChangeContext, customerId: number | null, { contact, doneOn }: Recording): Promise<Contact> {
  if (customerId === null) return wrong('contact', 'no-customer-to-contact')
  if (contact.channel === 'NOTE') return wrong('contact.channel', 'note-is-no-contact')
  const channel = channelOf(contact.channel)
  const happenedAt = contact.happenedAt ?? timeOn(doneOn, context.now)
  if (dayAt(happenedAt) !== doneOn) return { ...wrong('contact.happenedAt', 'not-the-day-done'), channel }
  try {
    const { result, events } = await logContact(context, { ...contact, customerId, happenedAt })
    return { ...none, id: result.id, channel, events }
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'invalid') throw problem
    return { ...none, channel, issues: problem.issues.map((issue) => ({ ...issue, path: `contact.${issue.path}` })) }
  }
}

const noon = 12 * 60

/** Now, or in the middle of the day it was. */
const timeOn = (day: string, now: Date): Date => (day === dayAt(now) ? now : instantAt(day, noon, 'Asia/Shanghai'))

const channelOf = (code: string): Contact['channel'] => channels.find((c) => c === code) ?? null
