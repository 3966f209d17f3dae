import type { Event } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { approvalWithdrawn } from '../contract.ts'
import { askedAbout } from '../queries/asked.ts'
import { lockOpenAbout, saveWithdrawal } from '../store.ts'

/** Takes back what is still asked about many subjects at once, because the question has gone. Writes nothing where nothing was asked. */
export async function withdrawAllAbout(
  tx: Tx,
  kind: string,
  { subjectKind, ids }: { subjectKind: string; ids: readonly number[] },
  note: string,
): Promise<Event[]> {
  const events: Event[] = []
  for (const { subjectId } of await askedAbout(tx, kind, subjectKind, ids)) {
    for (const held of await lockOpenAbout(tx, { kind: subjectKind, id: subjectId })) {
      if (held.kind !== kind) continue
      await saveWithdrawal(tx, held, note)
      events.push(approvalWithdrawn(held, note))
    }
  }
  return events
}
