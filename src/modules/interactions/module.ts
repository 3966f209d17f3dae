import type { Module } from '../../platform/house.ts'
import { changeInteraction, contactRules, lastContact, listInteractions, logInteraction, pinInteraction } from './actions.ts'
import { evidenceOfContacts } from './queries/evidence.ts'
import { text } from './text.ts'

/** Contacts with customers: what this room offers the building. */
export const interactions: Module = {
  name: 'interactions',
  actions: [logInteraction, changeInteraction, pinInteraction, listInteractions, contactRules, lastContact],
  texts: text,
  evidence: [evidenceOfContacts],
}
