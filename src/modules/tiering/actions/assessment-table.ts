import { dayNumber } from '../../../core/day.ts'
import { Problem } from '../../../core/problem.ts'
import { type ChangeContext, change } from '../../../platform/action.ts'
import { keepSheet } from '../../../platform/kept-sheet.ts'
import { churnOf, churnRisk, fittedAtMost } from '../../foresight/policy/churn.ts'
import { countAlike, type History, historyOf } from '../../foresight/policy/history.ts'
import { newLedgerBuffer, unpackLedger } from '../../purchases/policy.ts'
import type { TierRun } from '../contract.ts'
import * as contract from '../contract.ts'
import { type AssessmentWords, assessmentCells, assessmentColumns, type Judged, percentOf, type Risk } from '../policy/assessment.ts'
import type { TieringRules } from '../policy/compile.ts'
import type { Tier } from '../policy/section.ts'
import { currentStandings, ledgersOfBook, replayedStandings } from '../queries/assessment.ts'
import { newestCurrentRun, newestReplay } from '../queries.ts'
import { standingsAsOf } from './as-of.ts'
import { assessor } from './assess-book.ts'
import { rulesOf } from './rules.ts'

const pageSize = 5_000

type Page = { judged: Judged; ledger: Uint8Array | null }[]
type Context = Pick<ChangeContext, 'tx' | 'scope' | 'company'>

/** Standings as they are; the windows' figures are those of the last run's day, on which the standings were found. */
async function currentPage({ tx, scope }: Context, rules: TieringRules, { asOf }: TierRun, after: string): Promise<Page> {
  const { replay } = assessor(rules, asOf)
  return (await currentStandings(tx, scope, after, pageSize)).map((row) => {
    const { recencyDays, orders90d, amount12m } = replay(row.ledger)
    const { tier, stage, r, f, m, resolved_by, tier_spend_tenure } = row
    const isJudged =
      tier !== null && stage !== null && r !== null && f !== null && m !== null && resolved_by !== null && tier_spend_tenure !== null
    const standing = isJudged
      ? {
          ...{ r, f, m, stage, tier, resolvedBy: resolved_by, tierSpendTenure: tier_spend_tenure },
          ...{ tierBefore: row.tier_before, movedOn: row.tier_before === null ? null : row.since_on },
        }
      : null
    const figures = { recencyDays, orders: orders90d, amount: amount12m }
    return { judged: { customerNo: row.customer_no, customerName: row.name, ...figures, standing }, ledger: row.ledger }
  })
}

/** Standings as a replay found them; moves before the day are told where history knows the tier they led to. */
async function replayedPage({ tx, scope, company }: Context, run: TierRun, after: string): Promise<Page> {
  const rows = await replayedStandings(tx, scope, run.id, after, pageSize)
  const then = await standingsAsOf(tx, company, run, new Map(rows.map((r) => [r.id, r.ledger])))
  return rows.map((row) => {
    const { r, f, m, stage, tier, resolved_by, tier_spend_tenure } = row
    const past = then.get(row.id)
    const { tierBefore = null, movedOn = null } = past?.tier === tier ? past : {}
    const figures = { recencyDays: row.recency_days, orders: row.orders_90d, amount: row.amount_12m }
    const standing = { r, f, m, stage, tier, resolvedBy: resolved_by, tierSpendTenure: tier_spend_tenure, tierBefore, movedOn }
    return { judged: { customerNo: row.customer_no, customerName: row.name, ...figures, standing }, ledger: row.ledger }
  })
}

const empty = new Uint8Array()

/** Tells each customer's risk on a day: from how the whole book leaves, judged for each ledger by itself. */
async function riskOn({ tx }: Context, { asOf }: TierRun): Promise<(ledger: Uint8Array | null) => Risk> {
  const day = dayNumber(asOf)
  const buffer = newLedgerBuffer()
  const history = (ledger: Uint8Array | null): History | undefined => historyOf(unpackLedger(ledger ?? empty, buffer), day)
  const book = (await ledgersOfBook(tx, asOf, fittedAtMost)).map(history)
  const churn = churnOf(countAlike(book.filter((h) => h !== undefined)))
  if (!churn.known) return () => 'UNKNOWN'
  return (ledger) => {
    const own = history(ledger)
    return own ? percentOf(churnRisk(churn.model, own)) : null
  }
}

const shipped: ReadonlySet<string> = new Set(['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK'])

function wordsOf(say: ReturnType<ChangeContext['house']['say']>, tiers: readonly Tier[]): AssessmentWords {
  const named = new Map(tiers.map((t) => [t.code, t.name]))
  return {
    tier: (code) => (shipped.has(code) ? say(`tier.${code}`) : (named.get(code) ?? code)),
    stage: (code) => say(`stage.${code}`),
    origin: (code) => say(`assessment.origin.${code}`),
    moved: (from, to, on) => say('assessment.moved', { from, to, on }),
    stayed: say('assessment.stayed'),
    unknownRisk: say('assessment.unknown-risk'),
  }
}

/** Whoever is judged, page by page, so that memory does not grow with the book. */
async function* judgedBy(context: Context, rules: TieringRules, run: TierRun): AsyncGenerator<Page[number]> {
  for (let after = ''; ; ) {
    const page = run.kind === 'REPLAY' ? await replayedPage(context, run, after) : await currentPage(context, rules, run, after)
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.judged.customerNo
  }
}

const isSystem = (name: string): boolean => name.startsWith('tiering.')

/** SEG-16, with value and risk beside the tier (SEG-14); neither changes it. */
export const assessmentTable = change(contract.assessmentTable, async (context, { asOf, format }) => {
  const { tx, company, house, locale } = context
  const run = asOf === undefined ? await newestCurrentRun(tx) : await newestReplay(tx, asOf)
  if (!run) throw asOf === undefined ? new Problem('refused', 'no-tier-run-yet') : new Problem('refused', 'no-replay-for-day', { asOf })
  const rules = await rulesOf(tx, company, run.policyVersion)
  const riskOf = await riskOn(context, run)
  const say = house.say(locale)
  const words = wordsOf(say, rules.tiers)
  const assessed = { by: isSystem(run.by) ? say('assessment.by-itself') : run.by, asOf: run.asOf }
  async function* rows(judged: AsyncIterable<Page[number]>) {
    for await (const one of judged) {
      const cells = assessmentCells(rules.section, one.judged, riskOf(one.ledger), assessed, words)
      yield assessmentColumns.map(({ field }) => cells[field])
    }
  }
  const result = await keepSheet(context, {
    title: `${say('assessment.file')}-${run.asOf}`,
    format,
    columns: assessmentColumns.map(({ field, ...c }) => ({ header: say(`assessment.${field}`), ...c })),
    rows: rows(judgedBy(context, rules, run)),
  })
  return { result, events: [contract.assessmentExported(run.asOf, format, result.rows)] }
})
