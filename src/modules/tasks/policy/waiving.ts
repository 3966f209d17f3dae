import { z } from 'zod'
import type { FieldIssue } from '../../../core/problem.ts'
import type { RuleAsks } from '../contract.ts'

const document = z.object({ care: z.object({ waive: z.object({ approver: z.string() }).optional() }).optional() })

/** Whose decision a release is where the policy says nothing: the head of the unit the task belongs to. */
export const usualApprover = 'UNIT_HEAD'

/** The post that decides on releases by a checked policy document. */
export const waiveApproverOf = (policy: object): string => document.parse(policy).care?.waive?.approver ?? usualApprover

export type WaiveAsking = { ground: string | null; reason: string }

/** A case counts only where the rule names it; without one, whoever asks says why. */
export function waiveIssues({ ground, reason }: WaiveAsking, rule: RuleAsks | null): FieldIssue[] {
  const values = rule?.waiveFor ?? []
  if (ground !== null) return values.includes(ground) ? [] : [{ path: 'ground', reason: 'not-one-of', facts: { values } }]
  return reason === '' ? [{ path: 'reason', reason: 'missing' }] : []
}

/** What stays on record as the reason: the case first, then what was written about it. */
export function waiveReason({ ground, reason }: WaiveAsking): string {
  if (ground === null) return reason
  return reason === '' || reason === ground ? ground : `${ground}：${reason}`
}
