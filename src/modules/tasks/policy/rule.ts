import { z } from 'zod'
import { ruleRegister } from '../../policies/policy/register.ts'
import type { RuleAsks } from '../contract.ts'

const some = z.array(z.string()).default([])
const asking = z.object({ rule: z.string(), title: z.string(), checklist: some, channels: some, evidence: some, waiveFor: some })
const list = z.array(asking).default([])

/** The places of a policy whose rules make tasks that ask something of whoever does them. */
const document = z.object({
  care: z.object({ obligations: list, occasions: list }).optional(),
  visits: z.object({ obligations: list }).optional(),
})

const nothing = { checklist: [], channels: [], evidence: [], waiveFor: [] }

/** What a rule of a checked policy document asks; null when the document knows no such rule. */
export function ruleAsksOf(policy: object, ruleId: string): RuleAsks | null {
  const { care, visits } = document.parse(policy)
  const asks = [...(care?.obligations ?? []), ...(care?.occasions ?? []), ...(visits?.obligations ?? [])].find((o) => o.rule === ruleId)
  const entry = ruleRegister(policy).find((r) => r.id === ruleId)
  if (!asks && !entry) return null
  const { checklist, channels, evidence, waiveFor } = asks ?? nothing
  const title = asks?.title ?? entry?.title ?? ruleId
  return { title, text: entry?.text ?? '', clause: entry?.clause ?? null, checklist, channels, evidence, waiveFor }
}
