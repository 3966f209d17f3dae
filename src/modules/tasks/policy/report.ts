import type { Day } from '../../../core/day.ts'
import type { FieldIssue } from '../../../core/problem.ts'
import type { Evidence, RuleAsks } from '../contract.ts'

export type Report = {
  doneOn: Day
  channel: string | null
  checked: readonly string[]
  uncheckedReason: string | null
  outcome: string | null
  evidence: readonly Evidence[]
  /** A contact on record; that it is this customer's has been seen to. */
  interactionId: number | null
}

/** That there was a contact is shown by its record, or by its channel and what came of it. */
const contact = 'INTERACTION'

/** Everything a report lacks: the day, the channel, the checklist and the evidence that its rule asks for. */
export function reportIssues(report: Report, rule: RuleAsks | null, today: Day): FieldIssue[] {
  const late: FieldIssue[] = report.doneOn > today ? [{ path: 'doneOn', reason: 'day-in-future', facts: { today } }] : []
  return rule === null ? late : [...late, ...channelIssues(report, rule), ...checklistIssues(report, rule), ...evidenceIssues(report, rule)]
}

function channelIssues({ channel }: Report, { channels }: RuleAsks): FieldIssue[] {
  if (channels.length === 0) return []
  if (channel === null) return [{ path: 'channel', reason: 'missing' }]
  return channels.includes(channel) ? [] : [{ path: 'channel', reason: 'channel-not-allowed', facts: { channels } }]
}

function checklistIssues({ checked, uncheckedReason }: Report, { checklist }: RuleAsks): FieldIssue[] {
  const strange = checked.filter((item) => !checklist.includes(item))
  const missing = checklist.filter((item) => !checked.includes(item))
  return [
    ...strange.map((item): FieldIssue => ({ path: 'checked', reason: 'not-on-checklist', facts: { item } })),
    ...(missing.length > 0 && !uncheckedReason
      ? [{ path: 'uncheckedReason', reason: 'checklist-incomplete', facts: { items: missing } }]
      : []),
  ]
}

function evidenceIssues({ outcome, interactionId, evidence: given }: Report, { evidence }: RuleAsks): FieldIssue[] {
  const kinds = given.map(({ kind }) => kind)
  return evidence.flatMap((kind): FieldIssue[] => {
    if (kind === contact) return outcome || interactionId !== null ? [] : [{ path: 'outcome', reason: 'missing' }]
    return kinds.includes(kind) ? [] : [{ path: 'evidence', reason: 'evidence-missing', facts: { kind } }]
  })
}
