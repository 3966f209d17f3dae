import { addDays } from '../../core/day.ts'
import { found, Problem } from '../../core/problem.ts'
import { change, type ReadContext, read } from '../../platform/action.ts'
import type { Db } from '../../platform/db/db.ts'
import { keepSheet } from '../../platform/kept-sheet.ts'
import { lately } from '../../platform/lately.ts'
import { sightText } from '../../platform/scope.ts'
import { viewerOf } from '../tasks/actions/holding.ts'
import type { Viewer } from '../tasks/queries.ts'
import { judgedOf, periodOf, policyInForce, today } from './actions/asked.ts'
import { evidenceFor, executedBy } from './actions/executed.ts'
import * as contract from './contract.ts'
import { figureWord, standingWord } from './policy/told.ts'
import * as policy from './policy.ts'
import { coverageCounts, coverageList } from './queries/coverage.ts'
import { countsByRule, countsOfRule, type Judged, listRecords, type OfUnit, type PartCounts } from './queries.ts'

const sum = (counts: readonly policy.Counts[]): policy.Counts => counts.reduce(policy.plus, policy.noCounts)

export const overview = read(contract.overview, async (context, { unitId, ...asked }) => {
  const { db, company, now } = context
  const judged = judgedOf(asked, now)
  const { version, rules, targetPercent } = await policyInForce(db, company, now)
  const counts = Map.groupBy(await countsByRule(db, viewerOf(context), judged, unitId), (c) => c.ruleId)
  const former = [...counts.keys()].filter((id) => !rules.some((r) => r.ruleId === id)).map(policy.formerRule)
  const rows = [...rules, ...former].map(({ text: _, ...rule }) => {
    const of = counts.get(rule.ruleId) ?? []
    const ahead = of.reduce((all, c) => all + c.ahead, 0)
    return { ...rule, ahead, ...policy.figuresOf(sum(of)), byMonth: monthly(judged, new Map(of.map((c) => [c.month, c]))) }
  })
  const total = policy.figuresOf(sum(rows.filter((r) => r.counted)))
  return { ...judged, policyVersion: version, targetPercent, total, rules: rows }
})

const monthly = (judged: Judged, counts: ReadonlyMap<string | null, policy.Counts>) =>
  policy.monthsOf(judged).map((month) => ({ month, ...policy.figuresOf(counts.get(month) ?? policy.noCounts) }))

/** Of so many duties on it takes a while to divide them by person and tier. */
const manyDuties = 20_000

function countsLately(context: ReadContext, ruleId: string, judged: Judged, unitId: OfUnit) {
  const viewer = viewerOf(context)
  return lately(context, {
    key: `rule ${sightText(viewer.scope)} ${JSON.stringify([viewer.personId, ruleId, judged, unitId ?? null])}`,
    count: () => countsOfRule(context.db, viewer, ruleId, judged, unitId),
    isCostly: (counts) => counts.some((c) => c.part === 'rule' && policy.figuresOf(c).owed + c.ahead > manyDuties),
  })
}

export const ruleCompliance = read(contract.ruleCompliance, async (context, { ruleId, unitId, ...asked }) => {
  const { db, company, now } = context
  const judged = judgedOf(asked, now)
  const inForce = await policyInForce(db, company, now)
  const { rules, register } = inForce
  const { answer: counts, countedAt } = await countsLately(context, ruleId, judged, unitId)
  const of = (part: PartCounts['part']) => counts.filter((c) => c.part === part)
  const [whole] = of('rule')
  const isKnown = of('month').length > 0
  const listed = register.find(({ id }) => id === ruleId)
  const written = rules.find((r) => r.ruleId === ruleId) ?? (listed && policy.dutyless(listed))
  const rule = found(written ?? (isKnown ? policy.formerRule(ruleId) : undefined), 'rule')
  const refs = (part: 'unit' | 'person') => of(part).map((c) => ({ id: c.id, name: c.name, ...policy.figuresOf(c) }))
  const codes = (part: 'tier' | 'class') => of(part).map((c) => ({ code: c.code, ...policy.figuresOf(c) }))
  return {
    ...judged,
    targetPercent: inForce.targetPercent,
    countedAt,
    rule: {
      ...rule,
      ahead: whole?.ahead ?? 0,
      ...policy.figuresOf(whole ?? policy.noCounts),
      ...executedBy(context, inForce, ruleId, isKnown),
    },
    evidence: await evidenceFor(context, inForce, ruleId, judged),
    byUnit: refs('unit'),
    byPerson: refs('person'),
    byTier: codes('tier'),
    byClass: codes('class'),
    byMonth: monthly(judged, new Map(of('month').map((c) => [c.code, c]))),
  }
})

export const complianceRecords = read(contract.complianceRecords, (context, { after, limit, ...filter }) =>
  listRecords(context.db, viewerOf(context), judgedOf(filter, context.now), filter, { after, limit }),
)

export const coverage = read(contract.coverage, async ({ db, company, scope, now }, { visited, after, limit, ...days }) => {
  const { document } = await policyInForce(db, company, now)
  if (document === null) throw new Problem('refused', 'no-policy-yet')
  const rule = found(policy.coverageRule(document), 'rule')
  const period = periodOf(days, today(now), rule.period)
  const asOf = policy.earlierOf(period.until, today(now))
  const asked = { ...period, asOf, latestEntry: addDays(asOf, -rule.leastDaysInTier), tiers: rule.tiers }
  const { answer: counts, countedAt } = await coverageCounts({ db, now }, scope, asked)
  return {
    ...period,
    ...{ asOf, targetPercent: rule.percent, tiers: rule.tiers, leastDaysInTier: rule.leastDaysInTier },
    ...{ ...counts, countedAt },
    share: counts.customers === 0 ? null : counts.visited / counts.customers,
    ...(await coverageList(db, scope, asked, { visited, after, limit })),
  }
})

const pageSize = 2000

async function* recordsOf(db: Db, viewer: Viewer, judged: Judged, filter: contract.RecordFilter) {
  for (let after: string | undefined; ; ) {
    const page = await listRecords(db, viewer, judged, filter, { after, limit: pageSize })
    yield* page.rows
    if (page.next === null) return
    after = page.next
  }
}

const columns = [
  { field: 'ruleId', kind: 'text', width: 12 },
  { field: 'standing', kind: 'text', width: 12 },
  { field: 'customerNo', kind: 'text', width: 14 },
  { field: 'customerName', kind: 'text', width: 30 },
  { field: 'dueOn', kind: 'date', width: 12 },
  { field: 'windowFrom', kind: 'date', width: 12 },
  { field: 'windowTo', kind: 'date', width: 12 },
  { field: 'doneOn', kind: 'date', width: 12 },
  { field: 'personName', kind: 'text', width: 14 },
  { field: 'unitName', kind: 'text', width: 18 },
  { field: 'tier', kind: 'text', width: 12 },
  { field: 'class', kind: 'text', width: 12 },
  { field: 'reason', kind: 'text', width: 30 },
] as const

const headOf = (field: (typeof columns)[number]['field'], ruleId: string | undefined): string =>
  field === 'doneOn' ? figureWord('column.doneOn', ruleId) : `compliance.column.${field}`

export const exportRecords = change(contract.exportRecords, async (context, filter) => {
  const { tx, house, locale, now } = context
  const say = house.say(locale)
  const judged = judgedOf(filter, now)
  const shown = (r: contract.ComplianceRecord) => ({
    ...r,
    standing: say(standingWord(r.standing, r.ruleId)),
    tier: r.tier && say(`tier.${r.tier}`),
    class: r.class && say(`compliance.class.${r.class}`),
  })
  async function* rows() {
    for await (const r of recordsOf(tx, viewerOf(context), judged, filter)) {
      const row = shown(r)
      yield columns.map(({ field }) => row[field])
    }
  }
  const result = await keepSheet(context, {
    title: `${say('compliance.file')}-${judged.from}-${judged.until}`,
    format: 'csv',
    columns: columns.map(({ field, ...c }) => ({ header: say(headOf(field, filter.ruleId)), ...c })),
    rows: rows(),
  })
  return { result, events: [contract.recordsExported({ ...filter, from: judged.from, until: judged.until }, result.rows)] }
})
