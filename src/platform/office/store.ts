import type { ChangeContext } from '../action.ts'
import type { Tx } from '../db/db.ts'
import { tellPeople } from '../live/tell.ts'

export async function askCancel(tx: Tx, id: number, now: Date): Promise<boolean> {
  const asked = await tx
    .updateTable('job')
    .set({ cancel_asked: true })
    .where('id', '=', id)
    .where('state', 'in', ['WAITING', 'RUNNING'])
    .returning('created_by')
    .executeTakeFirst()
  // Nobody has begun it yet: it ends here. A running one ends at its next chunk.
  await tx.updateTable('job').set({ state: 'CANCELLED', ended_at: now }).where('id', '=', id).where('state', '=', 'WAITING').execute()
  await tellPeople(tx, 'job', [asked?.created_by ?? null])
  return asked !== undefined
}

export async function reopen(tx: Tx, id: number): Promise<boolean> {
  const done = await tx
    .updateTable('job')
    .set({ state: 'WAITING', cancel_asked: false, problem: null, ended_at: null, lease_until: null })
    .where('id', '=', id)
    .where('state', 'in', ['FAILED', 'CANCELLED'])
    .returning('created_by')
    .executeTakeFirst()
  await tellPeople(tx, 'job', [done?.created_by ?? null])
  return done !== undefined
}

export async function insertFile(
  { tx, actor, now, permission }: ChangeContext,
  f: { id: string; name: string; size: number; sha256: string; purpose: string },
): Promise<void> {
  await tx
    .insertInto('file')
    .values({
      id: f.id,
      name: f.name,
      media_type: 'application/octet-stream',
      size: f.size,
      sha256: Buffer.from(f.sha256, 'hex'),
      purpose: f.purpose,
      permission,
      created_by: actor.personId,
      created_by_kind: actor.kind,
      created_at: now,
    })
    .execute()
}

/** Takes expired files nothing refers to any more off the list; answers their ids. */
export async function forgetExpiredFiles(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.deleteFrom('file').where('expires_at', '<', now).returning('id').execute()
  return rows.map((r) => r.id)
}
