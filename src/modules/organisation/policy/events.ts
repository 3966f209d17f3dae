import type { Event, Values } from '../../../core/event.ts'

type Subject = { id: number; version?: number }
type Change = { before?: Values; after?: Values }

/**
 * Makes events about one kind of subject. Sign-ins, links and tokens are events about their person (id 0 when nobody is known).
 * Values name fields and codes; a secret, or the hash of one, is never among them.
 */
const about =
  (kind: string) =>
  (name: `${string}.${string}`, subject: Subject, change: Change = {}): Event => ({ name, subject: { kind, ...subject }, ...change })

export const personEvent = about('person')
export const unitEvent = about('unit')
export const roleEvent = about('role')
export const postEvent = about('post')
export const deputyEvent = about('deputy')
