import { createWriteStream } from 'node:fs'
import { Problem } from '../../../core/problem.ts'
import { change } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { keepFile } from '../../../platform/kept-files.ts'
import type { Scope } from '../../../platform/scope.ts'
import { guard } from '../../../platform/sheets/formula-guard.ts'
import { writeCsv } from '../../../platform/sheets/write.ts'
import * as contract from '../contract.ts'
import { dutyRows, newestReplay } from '../queries.ts'

const pageSize = 5_000

async function* dutyLines(db: Db, scope: Scope, runId: number | undefined, counted: () => void): AsyncGenerator<string[]> {
  for (let after: [string, string, string] = ['', '', '']; ; ) {
    const rows = await dutyRows(db, scope, runId, after, pageSize)
    for (const r of rows) {
      counted()
      const days = [r.due_on, r.window_from, r.window_to]
      yield [guard(r.customer_no), r.rule_id ?? '', r.kind, ...days, r.basis ?? '', String(r.policy_version ?? '')]
    }
    const last = rows.at(-1)
    if (!last) return
    after = [last.customer_no, last.rule_id ?? '', last.period ?? '']
  }
}

export const exportDuties = change(contract.exportDuties, async (context, { asOf }) => {
  const { tx, scope } = context
  const replay = asOf === undefined ? undefined : await newestReplay(tx, asOf)
  if (asOf !== undefined && !replay) throw new Problem('refused', 'no-plan-for-day', { asOf })
  let rows = 0
  const lines = dutyLines(tx, scope, replay?.id, () => {
    rows++
  })
  const name = `duties-${asOf ?? 'current'}.csv`
  const kept = await keepFile(context, { name, purpose: 'export', mediaType: 'text/csv; charset=utf-8' }, (path) =>
    writeCsv(createWriteStream(path), { header: [...contract.dutyColumns], rows: lines, bom: false, guard: false, lineEnd: '\n' }),
  )
  return { result: { fileId: kept.id, name, rows }, events: [contract.dutiesExported(asOf ?? null, rows)] }
})
