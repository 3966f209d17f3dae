import { inZone } from '../../../core/instant.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { putInLine } from '../channels/delivery.ts'
import { foldDay, insertNotices, type NewNotice } from '../store.ts'

export type { NewNotice } from '../store.ts'

/**
 * Tells people something, in the transaction of the change that has it told, and answers how much was new: what a person was told
 * before (same kind, subject and step) is left as it is. Where one person is told more than `digestAbove` of a kind on a day, the
 * lot stands behind one notice.
 */
export async function notify(
  { tx, now, enqueue }: Pick<ChangeContext, 'tx' | 'now' | 'enqueue'>,
  notices: readonly NewNotice[],
  { digestAbove }: { digestAbove?: number } = {},
): Promise<number> {
  const told = { at: now, on: inZone(now, 'Asia/Shanghai').day }
  const added = await insertNotices(tx, notices, told)
  if (digestAbove !== undefined) await foldDay(tx, added, digestAbove, told)
  await putInLine(
    enqueue,
    added.map(({ id }) => id),
  )
  return added.length
}
