import { type Day, daysBetween } from '../../core/day.ts'
import { allow, type Decision, refuse } from '../../core/decision.ts'
import { inZone } from '../../core/instant.ts'
import type { FieldIssue } from '../../core/problem.ts'
import { defaultNeedTags } from '../customers/policy/need-tags.ts'
import { type Channel, type ContactRules, channels, maxPinned, type VisitRecord, visitFields } from './contract.ts'

/** The parts of a policy document that govern contacts. */
export type ContactSections = {
  care: { contact: { channels: readonly string[]; onsiteFields: readonly string[] } }
  customers: { tags: { services: readonly string[] } }
  surveys: { vocabulary: { appeals: readonly string[]; pains: readonly string[]; latent: readonly string[] } }
}

/** Words of a policy for which there was a tag before: one need, one tag. */
const sameNeed: Readonly<Record<string, string>> = {
  AFTER_SALES_GUARANTEE: 'AFTER_SALES',
  CUSTOMISATION: 'CUSTOMISING',
  RESOURCE_MATCHING: 'RESOURCES',
}

const tagsOf = (prefix: 'NEED' | 'WORRY', codes: readonly string[]): string[] => codes.map((code) => `${prefix}_${sameNeed[code] ?? code}`)
const shipped = (worries: boolean): string[] => defaultNeedTags.filter((t) => (t.kind === 'WORRY') === worries).map((t) => t.code)
const union = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())]

/**
 * What a policy says of contacts: its channels (CARE-30), what a visit records (CARE-34), the words of DQ-08 and TAG-12; before there is
 * one, what the shipped packs say. Words are only ever added to the shipped ones.
 */
export function contactRules(policy: ContactSections | undefined): ContactRules {
  if (!policy) return { channels: [...channels], visitFields: [...visitFields], needs: shipped(false), worries: shipped(true) }
  const { appeals, pains, latent } = policy.surveys.vocabulary
  const { contact } = policy.care
  return {
    channels: channels.filter((c) => c === 'NOTE' || contact.channels.includes(c)),
    visitFields: visitFields.filter((f) => contact.onsiteFields.includes(f.toUpperCase())),
    needs: union(shipped(false), tagsOf('NEED', [...policy.customers.tags.services, ...appeals, ...latent])),
    worries: union(shipped(true), tagsOf('WORRY', pains)),
  }
}

/** A page headed by pins is read by nobody. */
export const mayPin = (pinned: number): Decision<true> => (pinned < maxPinned ? allow(true) : refuse('too-many-pinned', { max: maxPinned }))

/** What a person writes about one contact. */
export type ContactFields = {
  channel: Channel
  happenedAt: Date
  needs: readonly string[]
  worries: readonly string[]
  visit: VisitRecord | null
}

/** Everything wrong with a record of a contact, by field. */
export const contactIssues = (fields: ContactFields, rules: ContactRules, now: Date): FieldIssue[] => [
  ...(rules.channels.includes(fields.channel) ? [] : [{ path: 'channel', reason: 'channel-not-in-policy' }]),
  ...(fields.happenedAt > now ? [{ path: 'happenedAt', reason: 'in-the-future' }] : []),
  ...unknownWords('needs', fields.needs, rules.needs),
  ...unknownWords('worries', fields.worries, rules.worries),
  ...visitIssues(fields, rules),
]

const unknownWords = (path: string, said: readonly string[], known: readonly string[]): FieldIssue[] =>
  said.flatMap((word, i) => (known.includes(word) ? [] : [{ path: `${path}.${i}`, reason: 'not-one-of', facts: { values: known } }]))

/** CARE-34: a visit is recorded with what the policy asks for; nothing else has a visit's record. */
function visitIssues({ channel, visit }: ContactFields, { visitFields }: ContactRules): FieldIssue[] {
  if (channel !== 'VISIT') return visit === null ? [] : [{ path: 'visit', reason: 'only-of-a-visit' }]
  return visitFields.filter((field) => !visit?.[field]).map((field) => ({ path: `visit.${field}`, reason: 'missing' }))
}

const zone = 'Asia/Shanghai'
const dayOf = (at: Date): Day => inZone(at, zone).day

/** A record is corrected by whoever wrote it, on the day it was written; after that it stands. */
export function mayCorrect(record: { loggedById: number | null; loggedAt: Date }, personId: number | null, now: Date): Decision<true> {
  if (record.loggedById !== personId) return refuse('interaction-not-yours')
  return daysBetween(dayOf(record.loggedAt), dayOf(now)) === 0
    ? allow(true)
    : refuse('interaction-day-over', { day: dayOf(record.loggedAt) })
}
