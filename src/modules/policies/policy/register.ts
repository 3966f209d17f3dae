import { z } from 'zod'
import { policyRule } from './parts.ts'
import { valueAt } from './paths.ts'
import type { PolicyProblem } from './problems.ts'

const chapter = z.looseObject({ rules: z.array(policyRule) })

/** A rule as the register shows it; `parameters` are the values in force, by path. */
export type RuleEntry = {
  id: string
  section: string
  title: string
  clause: { document: string; place: string }
  text: string
  keys: readonly string[]
  parameters: Readonly<Record<string, unknown>>
}

/** Every rule of a checked policy, in the order of the document. Throws when the policy was never checked. */
export function ruleRegister(document: object): RuleEntry[] {
  return chapters(document).flatMap(({ section, rules }) =>
    rules.map((rule) => ({ ...rule, section, parameters: Object.fromEntries(rule.keys.map((key) => [key, parameter(document, key)])) })),
  )
}

function parameter(document: object, key: string): unknown {
  const found = valueAt(document, key)
  if (!found) throw new Error(`the policy has no parameter ${key}`)
  return found.value
}

/** What stops the rules from being a register: an id that stands twice, a key that leads to no parameter. */
export function registerProblems(document: object): PolicyProblem[] {
  const firstSeen = new Map<string, string>()
  return chapters(document).flatMap(({ section, rules }) =>
    rules.flatMap((rule, index) => {
      const path = `${section}.rules.${index}`
      const first = firstSeen.get(rule.id)
      firstSeen.set(rule.id, first ?? section)
      const twice: PolicyProblem[] =
        first === undefined ? [] : [{ path: `${path}.id`, reason: 'duplicate-rule', facts: { rule: rule.id, firstIn: first } }]
      return [...twice, ...unknownKeys(document, rule, path)]
    }),
  )
}

function unknownKeys(document: object, rule: z.infer<typeof policyRule>, path: string): PolicyProblem[] {
  return rule.keys.flatMap((key, index) =>
    isRuleText(key) || !valueAt(document, key)
      ? [{ path: `${path}.keys.${index}`, reason: 'unknown-parameter', facts: { rule: rule.id, key } }]
      : [],
  )
}

/** A rule is governed by parameters, never by another rule's words. */
const isRuleText = (key: string): boolean => key.split('.')[1] === 'rules'

function chapters(document: object) {
  return Object.entries(document).flatMap(([section, value]) => {
    const read = chapter.safeParse(value)
    return read.success ? [{ section, rules: read.data.rules }] : []
  })
}
