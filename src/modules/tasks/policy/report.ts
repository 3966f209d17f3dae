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
  /** There is a record of the contact, or it is recorded with the report; that it is this customer's has been seen to. */
  isOnRecord: boolean
}

/** One of the reports on a contact, and where its own fields stand (`also.0.`). */
export type ReportOf = { at: string; report: Report; rule: RuleAsks | null }

/** That there was a contact is shown by its record, or by its channel and what came of it. */
const contact = 'INTERACTION'

/** What a task is reported with for itself; the rest is said once for all that the contact served. */
const ownFields: readonly string[] = ['checked', 'uncheckedReason', 'evidence']

/** Everything that several reports on one contact lack; what is said once for all is told once. */
export function reportsIssues(reports: readonly ReportOf[], today: Day): FieldIssue[] {
  const told = new Map<string, FieldIssue>()
  for (const { at, report, rule } of reports) {
    for (const issue of reportIssues(report, rule, today)) {
      const path = ownFields.includes(issue.path) ? `${at}${issue.path}` : issue.path
      told.set(JSON.stringify([path, issue.reason, issue.facts]), { ...issue, path })
    }
  }
  return [...told.values()]
}

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

function evidenceIssues({ outcome, isOnRecord, evidence: given }: Report, { evidence }: RuleAsks): FieldIssue[] {
  const kinds = given.map(({ kind }) => kind)
  return evidence.flatMap((kind): FieldIssue[] => {
    if (kind === contact) return outcome || isOnRecord ? [] : [{ path: 'outcome', reason: 'missing' }]
    return kinds.includes(kind) ? [] : [{ path: 'evidence', reason: 'evidence-missing', facts: { kind } }]
  })
}
