import { z } from 'zod'
import { addDays, type Day, dayFrom, dayNumber, daysInMonth } from '../../core/day.ts'
import { type RuleEntry, ruleRegister } from '../policies/policy/register.ts'
import { announcingRule } from '../tasks/contract/announcing.ts'
import type { Standing } from '../tasks/contract.ts'
import type { Figures, Outcome } from './contract.ts'

export type Period = { from: Day; until: Day }

export const earlierOf = (a: Day, b: Day): Day => (a < b ? a : b)
export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b)

/** The last day whose windows are judged: a window that ends today still runs. */
export const judgedUntil = (until: Day, today: Day): Day => earlierOf(until, addDays(today, -1))

/**
 * How a duty counts in a period (CARE-26, §0.1.5): owed are those whose window ended from the first until the last judged day; each
 * counts once. Undefined: not owed in this period, or not yet.
 */
export function outcomeOf(duty: { standing: Standing; windowTo: Day }, { from, until }: Period, today: Day): Outcome | undefined {
  if (duty.windowTo < from || duty.windowTo > judgedUntil(until, today)) return undefined
  return duty.standing === 'OPEN' ? 'OPEN_LATE' : duty.standing
}

export type Counts = Omit<Figures, 'owed' | 'share'>
export const noCounts: Counts = { onTime: 0, late: 0, openLate: 0, waived: 0, notApplicable: 0 }

export const plus = (a: Counts, b: Counts): Counts => ({
  onTime: a.onTime + b.onTime,
  late: a.late + b.late,
  openLate: a.openLate + b.openLate,
  waived: a.waived + b.waived,
  notApplicable: a.notApplicable + b.notApplicable,
})

/** What was owed, and the share of it that was kept in time: waived and no longer applicable duties ask nothing of anybody. */
export function figuresOf({ onTime, late, openLate, waived, notApplicable }: Counts): Figures {
  const asked = onTime + late + openLate
  const owed = asked + waived + notApplicable
  return { owed, onTime, late, openLate, waived, notApplicable, share: asked === 0 ? null : onTime / asked }
}

/** Compared without rounding: 94.96 % is below 95 %. */
export const isBelowTarget = ({ onTime, late, openLate }: Counts, targetPercent: number | null): boolean =>
  targetPercent !== null && onTime * 100 < targetPercent * (onTime + late + openLate)

export type Span = 'WEEK' | 'MONTH' | 'QUARTER' | 'HALF_YEAR' | 'YEAR'
const monthsIn = { MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12 } as const

/** The calendar week, month, quarter, half-year or year that a day lies in. */
export function spanAround(day: Day, span: Span): Period {
  if (span === 'WEEK') {
    const monday = dayNumber(day) - ((((dayNumber(day) + 3) % 7) + 7) % 7)
    return { from: dayFrom(monday), until: dayFrom(monday + 6) }
  }
  const year = Number(day.slice(0, 4))
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / monthsIn[span]) * monthsIn[span] + 1
  const last = first + monthsIn[span] - 1
  const month = (m: number) => `${day.slice(0, 4)}-${String(m).padStart(2, '0')}`
  return { from: `${month(first)}-01`, until: `${month(last)}-${daysInMonth(year, last)}` }
}

const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

/** The months of a period, such as 2026-11, first to last. Counted, not compared as words: after 9999-12 there is no month to come to. */
export function monthsOf({ from, until }: Period): string[] {
  const first = monthNumber(from)
  const count = Math.max(0, monthNumber(until) - first + 1)
  return Array.from({ length: count }, (_, i) => {
    const month = first + i
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

const nearlyAll = 0.98

/** The days of a month that lie in a period. */
export function monthWithin(month: string, period: Period): Period {
  const whole = spanAround(`${month}-01`, 'MONTH')
  return { from: laterOf(whole.from, period.from), until: earlierOf(whole.until, period.until) }
}

/** How a month looks: `full` from 98 % on, `good` at the target, `below` it, `empty` where nothing was owed. */
export function monthLook(figures: Figures, target: number | null): 'full' | 'good' | 'below' | 'empty' {
  if (figures.share === null) return 'empty'
  if (isBelowTarget(figures, target)) return 'below'
  return figures.share >= nearlyAll ? 'full' : 'good'
}

const obligation = z.object({ rule: z.string(), title: z.string(), enabled: z.boolean(), counted: z.boolean().default(true) })
const obligations = z.array(obligation).default([])
const occasions = z.array(obligation.extend({ trigger: z.string() })).default([])
const span = z.enum(['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'])
const coverageSection = z.object({
  audience: z.array(z.string()),
  percent: z.number(),
  period: span,
  leastDaysInTier: z.int(),
})
const document = z.object({
  care: z
    .object({ onTime: z.object({ targetPercent: z.number() }).optional(), obligations, occasions })
    .default({ obligations: [], occasions: [] }),
  visits: z.object({ obligations, coverage: coverageSection.optional() }).default({ obligations: [] }),
})

export type PolicyRule = {
  ruleId: string
  /** The chapter of the policy; null for a rule of the past. */
  section: string | null
  title: string
  text: string
  clause: { document: string; place: string } | null
  enabled: boolean
  counted: boolean
}

/**
 * Rules that make duties without being on a list of obligations: moves between tiers, managers, verification; and that customers are told
 * of what is done for them, which is no duty beside it (§0.1.12).
 */
const unlisted = [
  { rule: 'CARE-28', counted: true },
  { rule: 'KA-08', counted: true },
  { rule: 'KA-09', counted: true },
  { rule: 'MD-13', counted: false },
  { rule: announcingRule, counted: false },
]

const registers = new WeakMap<object, readonly RuleEntry[]>()

/** Every rule of a checked policy, in its order. Kept for each document, like `policyRules`. */
export function registerOf(policy: object): readonly RuleEntry[] {
  const register = registers.get(policy) ?? ruleRegister(policy)
  registers.set(policy, register)
  return register
}

/** A rule of the register that owes no duties. */
export const dutyless = ({ id, section, title, text, clause }: RuleEntry): PolicyRule => ({
  ...{ ruleId: id, section, title, text, clause },
  ...{ enabled: true, counted: false },
})

/** Nothing says yet when an industry's season begins, so nothing is planned for one (EVT-03). */
const planned = ({ trigger }: { trigger: string }): boolean => trigger !== 'INDUSTRY_SEASON'

const knownRules = new WeakMap<object, readonly PolicyRule[]>()

/** Every rule of a checked policy that can owe a duty, in the order of its register. Kept for each document: reading it takes milliseconds. */
export function policyRules(policy: object): readonly PolicyRule[] {
  const rules = knownRules.get(policy) ?? readRules(policy)
  knownRules.set(policy, rules)
  return rules
}

function readRules(policy: object): PolicyRule[] {
  const { care, visits } = document.parse(policy)
  const register = registerOf(policy)
  const place = new Map(register.map(({ id }, i) => [id, i]))
  const others = unlisted.flatMap(({ rule, counted }) => (place.has(rule) ? [{ rule, title: rule, enabled: true, counted }] : []))
  const all = new Map([...others, ...care.occasions.filter(planned), ...visits.obligations, ...care.obligations].map((o) => [o.rule, o]))
  return [...all.values()]
    .sort((a, b) => (place.get(a.rule) ?? register.length) - (place.get(b.rule) ?? register.length))
    .map(({ rule, title, enabled, counted }) => {
      const entry = register[place.get(rule) ?? -1]
      return {
        ruleId: rule,
        section: entry?.section ?? null,
        title: entry?.title ?? title,
        text: entry?.text ?? '',
        clause: entry?.clause ?? null,
        enabled,
        counted,
      }
    })
}

/** A rule of the past: it still counts what it owed. */
export const formerRule = (ruleId: string): PolicyRule => ({
  ruleId,
  section: null,
  title: ruleId,
  text: '',
  clause: null,
  enabled: false,
  counted: unlisted.find(({ rule }) => rule === ruleId)?.counted ?? true,
})

export const onTimeTarget = (policy: object): number | null => document.parse(policy).care.onTime?.targetPercent ?? null

export type CoverageRule = { tiers: string[]; percent: number; period: Span; leastDaysInTier: number }

/** Whom the policy wants visited (VIS-13). Of its audience the tiers: they are known for every day of the past. */
export function coverageRule(policy: object): CoverageRule | undefined {
  const rule = document.parse(policy).visits.coverage
  if (!rule) return undefined
  const { audience, percent, period, leastDaysInTier } = rule
  return { tiers: audience.flatMap((a) => (a.startsWith('tier:') ? [a.slice(5)] : [])), percent, period, leastDaysInTier }
}

/** Done, these are a visit whatever the channel; any other task is one when it was done on site. */
export const visitKinds: readonly string[] = ['FOLLOW_UP_VISIT', 'ONLINE_REVIEW', 'ANNUAL_VISIT', 'PRODUCT_VISIT']
