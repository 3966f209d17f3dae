import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/db/db.ts'
import type { Evidence, RuleEvidence } from '../../../platform/house.ts'
import { lately } from '../../../platform/lately.ts'
import { type Scope, sightText } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import { BANDS, STAGES, tieringSection } from '../policy/section.ts'

// Many rules ask for the same groups one after the other.
const many = 2_000
/** What of the written section says whom a rule is about. */
const document = z.object({
  tiering: z.object({ tiers: tieringSection.shape.tiers, rfm: z.looseObject({ scores: tieringSection.shape.rfm.shape.scores }) }).extend({
    table: tieringSection.shape.table,
    spendTenure: z.looseObject({ tiers: tieringSection.shape.spendTenure.shape.tiers }),
  }),
})
type Section = z.output<typeof document>['tiering']

/** How many customers in sight stand alike. */
type Group = {
  stage: string
  r: number
  f: number
  m: number
  band: string
  tierRfm: string
  tierSpendTenure: string
  tags: string[]
  customers: number
}
type Fits = (group: Group) => boolean

const tagsOf = {
  'TAG-05': ['TENURE_NEW', 'TENURE_OLD'],
  'TAG-06': ['FREQ_HIGH'],
  'TAG-07': ['FREQ_MID', 'FREQ_LOW'],
  'TAG-08': ['VALUE_HIGH'],
  'TAG-09': ['VALUE_MID'],
  'TAG-10': ['VALUE_LOW'],
  'TAG-13': ['ACTIVE'],
  'TAG-14': ['DORMANT', 'PROSPECT'],
  'TAG-15': ['AT_RISK'],
} as const
const scoresOf = { 'SEG-04': ['r'], 'SEG-05': ['f'], 'SEG-06': ['m'], 'SEG-07': ['r', 'f', 'm'] } as const
const cells = ['SEG-10', 'SEG-11', 'SEG-12', 'SEG-13', 'SEG-15']
const spend = { 'SEG-17': ['high'], 'SEG-18': ['mid'], 'SEG-19': ['low'], 'SEG-20': ['high', 'mid', 'low'] } as const

/** SEG-01 to 13, 15, 17 to 20, TAG-05 to 15: how many customers stand where the rule puts them, as of the last run. */
export const evidenceOfTiers: RuleEvidence = {
  rules: ['SEG-01', 'SEG-02', 'SEG-03', 'SEG-08', 'SEG-09', ...cells, ...[scoresOf, spend, tagsOf].flatMap((rules) => Object.keys(rules))],
  ofNow: true,
  async read({ db, scope, now, policy }, rule) {
    const { answer: groups } = await lately(
      { db, now },
      { key: `tiers ${sightText(scope)}`, count: () => groupsOf(db, scope), isCostly: (found) => countOf(found, () => true) > many },
    )
    return { asked: null, kept: null, lines: linesOf(rule, groups, document.parse(policy).tiering), to: '/tiers' }
  },
}

const countOf = (groups: readonly Group[], fits: Fits): number =>
  groups.reduce((sum, group) => (fits(group) ? sum + group.customers : sum), 0)

/** A figure for each part of what the rule tells apart. */
export function linesOf(rule: string, groups: readonly Group[], section: Section): Evidence['lines'] {
  const line = (word: string, fits: Fits) => ({ word, value: countOf(groups, fits) })
  const ofTiers = (codes: readonly string[], tierOf: (g: Group) => string) =>
    codes.map((code) => line(`tier.${code}`, (g) => tierOf(g) === code))
  if (has(tagsOf, rule)) return tagsOf[rule].map((tag) => line(`tag.${tag}`, ({ tags }) => tags.includes(tag)))
  if (has(scoresOf, rule)) return scoreLines(groups, section, scoresOf[rule])
  if (has(spend, rule)) {
    const codes = [...new Set(spend[rule].map((level) => section.spendTenure.tiers[level]))]
    return ofTiers(codes, (g) => g.tierSpendTenure)
  }
  if (cells.includes(rule)) return cellLines(rule, groups, section)
  if (rule === 'SEG-03') return STAGES.map((stage) => line(`stage.${stage}`, (g) => g.stage === stage))
  if (rule === 'SEG-08') return BANDS.map((band) => line(`band.${band}`, (g) => g.band === band))
  const reached = new Set(section.table.map(({ tier }) => tier))
  const all = line('assessed', () => true)
  if (rule === 'SEG-02') return [all, line('with-orders', ({ tags }) => !tags.includes('PROSPECT'))]
  return [
    all,
    ...ofTiers(
      section.tiers.map(({ code }) => code).filter((code) => reached.has(code)),
      (g) => g.tierRfm,
    ),
  ]
}

const has = <T extends object>(known: T, rule: string): rule is Extract<keyof T, string> => Object.hasOwn(known, rule)

/** How often each score was given; over all three measures for the rule that sets the points. */
const scoreLines = (groups: readonly Group[], { rfm: { scores } }: Section, measures: readonly ('r' | 'f' | 'm')[]): Evidence['lines'] =>
  (['high', 'mid', 'low'] as const).map((level) => ({
    word: `score.${level}`,
    value: measures.reduce((sum, measure) => sum + countOf(groups, (g) => g[measure] === scores[level]), 0),
  }))

/** The cells of the table that a rule fills: who stands in them, by the tier written there. */
function cellLines(rule: string, groups: readonly Group[], { table }: Section): Evidence['lines'] {
  const own = table.filter((cell) => cell.rule === rule)
  const isIn = (tier?: string) => (g: Group) =>
    own.some((cell) => cell.band === g.band && cell.stage === g.stage && (tier === undefined || cell.tier === tier))
  const tiers = [...new Set(own.map(({ tier }) => tier))]
  return [
    { word: 'by-rule', value: countOf(groups, isIn()) },
    ...(tiers.length > 1 ? tiers.map((tier) => ({ word: `tier.${tier}`, value: countOf(groups, isIn(tier)) })) : []),
  ]
}

/** Whoever shares a verdict under one version stands alike in everything, so one of each is looked up. */
async function groupsOf(db: Db, scope: Scope): Promise<Group[]> {
  const inSight = scope.all ? sql`` : sql`join customers_public_name c on c.id = t.customer_id and ${customersInScope(scope, 'c')}`
  const { rows } = await sql<Group>`
    select s.stage, s.r, s.f, s.m, s.band, s.tier_rfm as "tierRfm", s.tier_spend_tenure as "tierSpendTenure", s.tags, g.customers
    from (select t.policy_version, t.verdict, count(*)::int as customers, min(t.customer_id) as one
      from customer_tier t ${inSight} group by 1, 2) g
    join customer_tier s on s.customer_id = g.one`.execute(db)
  return rows
}
