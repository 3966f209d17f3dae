import { addDays, type Day, dayNumber } from '../../../core/day.ts'
import type { Event } from '../../../core/event.ts'
import { instantAt, inZone } from '../../../core/instant.ts'
import { Problem } from '../../../core/problem.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { versionInForce } from '../../policies/queries.ts'
import { tiersRecounted } from '../contract.ts'
import { nightly } from '../jobs.ts'
import type { TieringRules } from '../policy/compile.ts'
import { lastIdAfter, type Standing, standingsBetween } from '../queries.ts'
import { insertPast, type PastRun, type PastStanding } from '../store/past.ts'
import { forgetCustomers, lockTiers } from '../store.ts'
import { addCounts, type Counts, difference, sortOut } from './assess-book.ts'
import { rulesOf } from './rules.ts'

const zone = 'Asia/Shanghai'
const bookAtMost = 20_000
/** Late enough that the day's orders are in. */
const minuteOfRun = 23 * 60 + 30

/**
 * Gives a book that came with its past the history that nightly runs would have left: one run for each day from `from` until `until`
 * under the policy in force today, each judging whoever has news. Standings there are give way. For a book of one chunk only.
 */
export async function recountPast(context: ChangeContext, from: Day, until: Day): Promise<Event> {
  const { tx, company, now } = context
  const policyVersion = await versionInForce(tx, inZone(now, zone).day)
  if (policyVersion === undefined) throw new Problem('refused', 'no-policy-yet')
  const rules = await rulesOf(tx, company, policyVersion)
  await lockTiers(tx)
  const last = await lastIdAfter(tx, 0, bookAtMost)
  const book = last === undefined ? [] : await standingsBetween(tx, 0, last)
  await forgetCustomers(
    tx,
    book.map(([id]) => id),
  )
  const { runs, standings } = pastOf(rules, policyVersion, book, from, until)
  await insertPast(tx, { runs, standings, policyVersion, by: nightly })
  return tiersRecounted({ from, until, policyVersion, runs: runs.length, changed: runs.reduce((sum, run) => sum + run.found.length, 0) })
}

type Past = { runs: PastRun[]; standings: PastStanding[] }

/** Runs day by day as incremental runs do: only whose day of review has come is judged; the next day with an order is one. */
function pastOf(rules: TieringRules, version: number, book: readonly Standing[], from: Day, until: Day): Past {
  const runs: PastRun[] = []
  const stands = new Map<number, PastStanding>()
  const waiting = new Map<number, Standing[]>([[dayNumber(from), book.map(([id, ledger]) => [id, ledger, ...unknown])]])
  const ledgers = new Map(book.map(([id, ledger]) => [id, ledger]))
  let counts: Counts = {}
  for (let asOf = from; asOf <= until; asOf = addDays(asOf, 1)) {
    const due = waiting.get(dayNumber(asOf)) ?? []
    const sorted = sortOut(rules, asOf, version, due)
    counts = addCounts(counts, difference(sorted))
    const found = [...sorted.fresh, ...sorted.changed]
    const kind = asOf === from ? 'FULL' : 'INCREMENTAL'
    runs.push({ kind, asOf, at: instantAt(asOf, minuteOfRun, zone), assessed: due.length, found, counts })
    for (const one of [...found, ...sorted.reviewed]) {
      const { customerId, outcome, verdict, reviewOn, tierBefore } = one
      const sinceOn = tierBefore === outcome.tier ? (stands.get(customerId)?.sinceOn ?? asOf) : asOf
      stands.set(customerId, { found: one, sinceOn })
      if (reviewOn === null) continue
      const review = dayNumber(reviewOn)
      const next = waiting.get(review) ?? []
      waiting.set(review, next)
      next.push([customerId, ledgers.get(customerId) ?? null, verdict, version, review, outcome.tier, outcome.stage])
    }
    waiting.delete(dayNumber(asOf))
  }
  return { runs, standings: [...stands.values()] }
}

const unknown = [null, null, null, null, null] as const
