import type { Db } from '../../../platform/db/db.ts'
import { ruleRegister } from '../../policies/policy/register.ts'
import { ruleAsksOf } from '../../tasks/policy/rule.ts'
import { dutyCounts, type FiguresKept, moveCounts } from '../queries.ts'
import type { Draft } from './draft.ts'
import type { Place } from './previews.ts'

/** What a preview comes to once the whole book was looked at. */
export async function figuresOf(db: Db, draft: Draft, { looked, lost, kept }: Place): Promise<FiguresKept> {
  const moves = await moveCounts(db, draft.previewId)
  return {
    customers: looked,
    tiers: { changed: moves.reduce((sum, { count }) => sum + count, 0), becomeLost: lost, moves },
    duties: dutiesOf(draft, await dutyCounts(db, draft.previewId), kept),
  }
}

type Counted = Awaited<ReturnType<typeof dutyCounts>>

/** In the order of the rules of the text; rules it no longer has come last. */
function dutiesOf({ document, base }: Draft, counts: Counted, kept: Readonly<Record<string, number>>): FiguresKept['duties'] {
  const places = new Map(ruleRegister(document).map(({ id }, place) => [id, place]))
  const placeOf = (id: string): number => places.get(id) ?? places.size
  const titleOf = (id: string): string => ruleAsksOf(document, id)?.title ?? (base === null ? undefined : ruleAsksOf(base, id)?.title) ?? id
  const countOf = (id: string, change: string): number => counts.find((c) => c.ruleId === id && c.change === change)?.count ?? 0
  return [...new Set([...Object.keys(kept), ...counts.map((c) => c.ruleId)])]
    .sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
    .map((ruleId) => ({
      ruleId,
      title: titleOf(ruleId),
      added: countOf(ruleId, 'ADDED'),
      ended: countOf(ruleId, 'ENDED'),
      kept: kept[ruleId] ?? 0,
    }))
}
