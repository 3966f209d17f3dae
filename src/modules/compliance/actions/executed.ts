import { type ReadContext, read } from '../../../platform/action.ts'
import type { Evidence } from '../../../platform/house.ts'
import { lately } from '../../../platform/lately.ts'
import { sightText } from '../../../platform/scope.ts'
import * as contract from '../contract.ts'
import { executionOf, sharing } from '../policy/execution.ts'
import type { Period } from '../policy.ts'
import { judgedOf, policyInForce } from './asked.ts'

type InForce = Awaited<ReturnType<typeof policyInForce>>

/** What shows that a rule is kept, from the room that answers for it; null where none does. */
export async function evidenceFor(
  { db, scope, now, company, house, locale }: ReadContext,
  { document, register }: InForce,
  ruleId: string,
  { from, until }: Period,
): Promise<contract.ShownEvidence | null> {
  const answers = house.evidence.get(ruleId)
  if (answers === undefined || document === null || !register.some(({ id }) => id === ruleId)) return null
  const found = await answers.read({ db, scope, now, company, policy: document }, ruleId, { from, until })
  const say = house.say(locale)
  const lines = found.lines.map(({ word, value }) => ({ word, label: say(`evidence.${word}`), value }))
  return { asked: found.asked, kept: found.kept, share: shareOf(found), lines, to: found.to, ofNow: answers.ofNow ?? false }
}

const shareOf = ({ asked, kept }: Evidence): number | null => (asked === null || kept === null || asked === 0 ? null : kept / asked)

/** How a rule of the register is executed, what governs it, and which others that governs; one of the past owed duties. */
export function executedBy({ house }: ReadContext, { rules, register }: InForce, ruleId: string, hasDuties: boolean) {
  const entry = register.find(({ id }) => id === ruleId)
  if (entry === undefined) return { parameters: {}, execution: { kind: 'DUTIES' as const, place: null, to: null }, sharedWith: [] }
  const owesDuties = hasDuties || rules.some((rule) => rule.ruleId === ruleId)
  return {
    parameters: { ...entry.parameters },
    execution: executionOf(entry, { owesDuties, hasEvidence: house.evidence.has(ruleId) }, register),
    sharedWith: sharing(entry, register).map(({ id, title }) => ({ ruleId: id, title })),
  }
}

/** Of so many of anything on it takes a while to ask all rooms what shows their rules. */
const many = 5_000

const isMany = ({ evidence }: contract.OtherRule): boolean =>
  evidence !== null && [evidence.asked, ...evidence.lines.map(({ value }) => value)].some((n) => typeof n === 'number' && n > many)

export const otherRules = read(contract.otherRules, async (context, asked) => {
  const { scope, actor, locale, now } = context
  const { from, until } = judgedOf(asked, now)
  const inForce = await policyInForce(context.db, context.company, now)
  const { answer: rules, countedAt } = await lately(context, {
    key: `others ${sightText(scope)} ${JSON.stringify([actor.personId, locale, inForce.version, from, until])}`,
    count: () => allOthers(context, inForce, { from, until }),
    isCostly: (others) => others.some(isMany),
  })
  return { from, until, countedAt, rules }
})

async function allOthers(context: ReadContext, inForce: InForce, period: Period): Promise<contract.OtherRule[]> {
  const owing = new Set(inForce.rules.map(({ ruleId }) => ruleId))
  const others: contract.OtherRule[] = []
  for (const { id, title, section, clause } of inForce.register.filter((entry) => !owing.has(entry.id))) {
    const { execution } = executedBy(context, inForce, id, false)
    others.push({ ruleId: id, title, section, clause, execution, evidence: await evidenceFor(context, inForce, id, period) })
  }
  return others
}
