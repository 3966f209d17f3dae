import { sql } from 'kysely'
import { copyInto } from '../../platform/db/copy.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { ImportCounts, ImportSettings } from './contract.ts'
import type { FailedRow } from './policy/plan.ts'

/** Imports of a company write one after the other, so that two files cannot make the same customer at once. */
export async function lockImporting(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('importing'), hashtext(current_schema()))`.execute(tx)
  // The search index takes in what waits for it in runs of this size: larger ones go through it fewer times.
  await sql`set local work_mem = '64MB'`.execute(tx)
}

export async function insertImport(tx: Tx, jobId: number, s: ImportSettings): Promise<void> {
  const { fileId, kind, dryRun, ...settings } = s
  await tx
    .insertInto('import')
    .values({ job_id: jobId, file_id: fileId, kind, dry_run: dryRun, settings: JSON.stringify(settings) })
    .execute()
}

/** Keeps what the import works with (header and resolved columns) and begins its counts and failed rows anew. */
export async function beginImport(tx: Tx, jobId: number, settings: object): Promise<void> {
  await tx.deleteFrom('import_failed_row').where('import_id', '=', jobId).execute()
  await tx
    .updateTable('import')
    .set({ settings: JSON.stringify(settings), new_rows: 0, changed_rows: 0, skipped_rows: 0, failed_rows: 0, customers_created: 0 })
    .where('job_id', '=', jobId)
    .execute()
}

export async function addToImport(tx: Tx, jobId: number, counts: ImportCounts, failed: readonly FailedRow[]): Promise<void> {
  await copyInto(
    tx,
    'import_failed_row',
    ['import_id', 'line', 'cells', 'reasons'],
    failed.map((f) => [jobId, f.line, JSON.stringify(f.cells), JSON.stringify(f.reasons)]),
  )
  await tx
    .updateTable('import')
    .set({
      new_rows: sql`new_rows + ${counts.new}`,
      changed_rows: sql`changed_rows + ${counts.changed}`,
      skipped_rows: sql`skipped_rows + ${counts.skipped}`,
      failed_rows: sql`failed_rows + ${counts.failed}`,
      customers_created: sql`customers_created + ${counts.customersCreated}`,
    })
    .where('job_id', '=', jobId)
    .execute()
}

/** Remembers which columns people chose for files with this header. */
export async function rememberColumns(tx: Tx, kind: string, headerKey: string, mapping: unknown, now: Date): Promise<void> {
  const row = { mapping: JSON.stringify(mapping), used_at: now }
  await tx
    .insertInto('import_mapping')
    .values({ kind, header_key: headerKey, ...row })
    .onConflict((c) => c.columns(['kind', 'header_key']).doUpdateSet(row))
    .execute()
}
