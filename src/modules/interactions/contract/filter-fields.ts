import { filterFields } from '../../../core/filter.ts'

/** What the list of contacts can be narrowed by. */
export const interactionFilterFields = filterFields({
  happenedOn: { kind: 'day', always: true },
  channel: { kind: 'choice', values: ['PHONE', 'EMAIL', 'VISIT', 'IM', 'VIDEO', 'SMS', 'NOTE'], always: true },
  direction: { kind: 'choice', values: ['OUT', 'IN'], always: true },
  personId: { kind: 'person' },
  customerName: { kind: 'text', always: true },
  contactName: { kind: 'text' },
  text: { kind: 'text', always: true },
  needs: { kind: 'tags' },
  worries: { kind: 'tags' },
  loggedAt: { kind: 'day', always: true },
})
