import type { Say } from '../../../core/text.ts'
import { codeWords } from '../../policies/policy/code-words.ts'
import { laterCodeWords } from '../../policies/policy/code-words-later.ts'
import { isPlain } from '../../policies/policy/paths.ts'
import { audienceLabel, codeLabel } from '../../policies/policy/policy-words.ts'
import { DEFAULT_TIERS, STAGES } from '../../tiering/policy/section.ts'
import { valueIn } from './policy-text.ts'

export type Choice = { readonly value: string; readonly label: string }

const textsIn = (value: unknown): string[] => [value].flat().filter((v) => typeof v === 'string')

/** What is offered, and what is chosen now though nobody offers it. */
export const withOwn = (offered: readonly string[], value: unknown): string[] => [...new Set([...offered, ...textsIn(value)])]

/** The tiers a policy names, by its own words; the shipped ones when it names none. */
export function tiersOf(policy: unknown): readonly { code: string; name?: string }[] {
  const list = valueIn(policy, ['tiering', 'tiers'])
  const own = (Array.isArray(list) ? list : [])
    .filter(isPlain)
    .flatMap(({ code, name }) => (typeof code === 'string' ? [{ code, ...(typeof name === 'string' ? { name } : {}) }] : []))
  return own.length > 0 ? own : DEFAULT_TIERS.map(({ code }) => ({ code }))
}

export const tierChoices = (policy: unknown, value: unknown, say: Say): Choice[] => {
  const names = new Map(tiersOf(policy).map(({ code, name }) => [code, name]))
  return withOwn([...names.keys()], value).map((code) => ({ value: code, label: names.get(code) ?? codeLabel(['tier'], code, say) }))
}

const tagCodes = [
  ...['TENURE_NEW', 'TENURE_OLD', 'FREQ_HIGH', 'FREQ_MID', 'FREQ_LOW', 'VALUE_HIGH', 'VALUE_MID', 'VALUE_LOW'],
  ...['ACTIVE', 'DORMANT', 'PROSPECT', 'AT_RISK'],
]

/** Every group of customers a rule can be about. */
export function audienceChoices(policy: unknown, value: unknown, say: Say): Choice[] {
  const tiers = tiersOf(policy).map(({ code }) => `tier:${code}`)
  const others = [...STAGES.map((s) => `stage:${s}`), 'segment:B', 'segment:C', ...tagCodes.map((t) => `tag:${t}`)]
  const offered = ['class:KEY', 'class:GENERAL', ...tiers, 'group:HAS_ORDERS', 'group:NEW_CUSTOMER', ...others]
  return withOwn(offered, value).map((audience) => ({ value: audience, label: audienceLabel(audience, say) }))
}

/** Codes that are there, that the shipped policy has there, and that have a word for this parameter. */
export function codeChoices(keys: readonly string[], value: unknown, shipped: unknown, say: Say): Choice[] {
  const name = `${keys.at(-1)}.`
  const worded = [...Object.keys(codeWords), ...Object.keys(laterCodeWords)]
    .filter((key) => key.startsWith(name))
    .map((key) => key.slice(name.length))
  return withOwn([...textsIn(shipped), ...worded], value).map((code) => ({ value: code, label: codeLabel(keys, code, say) }))
}

/** What the figure of a cadence counts. */
export const periodUnits = (periods: readonly string[], free: boolean, say: Say): Choice[] => [
  ...(free ? ['months', 'days'] : []).map((unit) => ({ value: unit, label: say(`studio.unit-${unit}`) })),
  ...periods.map((period) => ({ value: period, label: say('studio.unit-each', { period: codeLabel(['each'], period, say) }) })),
]
