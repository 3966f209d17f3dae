import { createWriteStream } from 'node:fs'
import { yuanText } from '../../../core/money.ts'
import { Problem } from '../../../core/problem.ts'
import { change } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { keepFile } from '../../../platform/kept-files.ts'
import type { Scope } from '../../../platform/scope.ts'
import { guard } from '../../../platform/sheets/formula-guard.ts'
import { writeCsv } from '../../../platform/sheets/write.ts'
import * as contract from '../contract.ts'
import { TIER_COLUMNS } from '../policy/columns.ts'
import { currentRows, newestCurrentRun, newestReplay, replayRows } from '../queries.ts'
import { assessor } from './assess-book.ts'
import { rulesOf } from './rules.ts'

const pageSize = 5_000

type Line = string[]

const line = (
  customerNo: string,
  recency: number | null,
  orders90d: number,
  amount12m: number,
  points: (number | null)[],
  rest: (string | null)[],
  tags: readonly string[],
  version: number,
): Line => {
  const total = points.reduce<number>((sum, p) => sum + (p ?? 0), 0)
  return [
    guard(customerNo),
    recency === null ? '' : String(recency),
    String(orders90d),
    yuanText(amount12m),
    ...points.map((p) => String(p ?? '')),
    String(total),
    ...rest.map((t) => t ?? ''),
    tags.join('|'),
    String(version),
  ]
}

async function* replayLines(db: Db, scope: Scope, runId: number, version: number): AsyncGenerator<Line> {
  for (let after = ''; ; ) {
    const rows = await replayRows(db, scope, runId, after, pageSize)
    for (const r of rows)
      yield line(
        r.customer_no,
        r.recency_days,
        r.orders_90d,
        r.amount_12m,
        [r.r, r.f, r.m],
        [r.stage, r.tier, r.resolved_by, r.tier_spend_tenure],
        r.tags,
        version,
      )
    const last = rows.at(-1)
    if (!last) return
    after = last.customer_no
  }
}

/** Outcomes as they stand; the windows' figures are those of the last run's day, on which the outcomes were found. */
async function* currentLines(db: Db, company: Company, scope: Scope): AsyncGenerator<Line> {
  const run = await newestCurrentRun(db)
  if (!run) throw new Problem('refused', 'no-tier-run-yet')
  const { current } = assessor(await rulesOf(db, company, run.policyVersion), run.asOf)
  for (let after = ''; ; ) {
    const rows = await currentRows(db, scope, after, pageSize)
    for (const r of rows) {
      const { recencyDays, orders90d, amount12m } = current(r.ledger)
      yield line(
        r.customer_no,
        recencyDays,
        orders90d,
        amount12m,
        [r.r, r.f, r.m],
        [r.stage, r.tier, r.resolved_by, r.tier_spend_tenure],
        r.tags ?? [],
        r.policy_version ?? run.policyVersion,
      )
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.customer_no
  }
}

export const exportTiers = change(contract.exportTiers, async (context, { asOf }) => {
  const { tx, scope, company } = context
  const replay = asOf === undefined ? undefined : await newestReplay(tx, asOf)
  if (asOf !== undefined && !replay) throw new Problem('refused', 'no-replay-for-day', { asOf })
  let rows = 0
  const lines = replay ? replayLines(tx, scope, replay.id, replay.policyVersion) : currentLines(tx, company, scope)
  async function* counted(): AsyncGenerator<Line> {
    for await (const l of lines) {
      rows++
      yield l
    }
  }
  const name = `tiers-${asOf ?? 'current'}.csv`
  const kept = await keepFile(context, { name, purpose: 'export', mediaType: 'text/csv; charset=utf-8' }, (path) =>
    writeCsv(createWriteStream(path), { header: [...TIER_COLUMNS], rows: counted(), bom: false, guard: false, lineEnd: '\n' }),
  )
  return { result: { fileId: kept.id, name, rows }, events: [contract.tiersExported(asOf ?? null, rows)] }
})
