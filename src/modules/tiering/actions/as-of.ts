import type { Day } from '../../../core/day.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { documentOf } from '../../policies/queries.ts'
import { type KeptStanding, keptStandings } from '../queries/as-of.ts'
import { assessor } from './assess-book.ts'
import { rulesOf } from './rules.ts'

/** Where a customer stood at the end of a day. `movedOn`: its last move between tiers by then, null while the first one lasted. */
export type StandingThen = Pick<KeptStanding, 'tier' | 'stage' | 'tags' | 'movedOn' | 'tierBefore'>

/**
 * Where customers stood at the end of a day under the tiering rules of a policy version: as the history tells it, where it was found by
 * the same rules; else judged anew on the ledger cut at that day, as a replay does, and then no earlier move is known.
 */
export async function standingsAsOf(
  db: Db,
  company: Company,
  { asOf, policyVersion }: { asOf: Day; policyVersion: number },
  ledgers: ReadonlyMap<number, Uint8Array | null>,
): Promise<Map<number, StandingThen>> {
  const kept = new Map((await keptStandings(db, [...ledgers.keys()], asOf)).map((k) => [k.customerId, k]))
  const alike = await versionsAlike(db, company, policyVersion, new Set([...kept.values()].map((k) => k.policyVersion)))
  const { replay, outcomes } = assessor(await rulesOf(db, company, policyVersion), asOf)
  const standings = new Map<number, StandingThen>()
  for (const [id, ledger] of ledgers) {
    const known = kept.get(id)
    if (known && alike.has(known.policyVersion)) {
      standings.set(id, known)
      continue
    }
    const { tier, stage, tags } = outcomes(replay(ledger).verdict)
    standings.set(id, { tier, stage, tags: [...tags], movedOn: null, tierBefore: null })
  }
  return standings
}

/** Of these versions those whose tiering section says the same as that of one. */
async function versionsAlike(db: Db, company: Company, one: number, versions: ReadonlySet<number>): Promise<Set<number>> {
  const sectionOf = async (version: number) => JSON.stringify(((await documentOf(db, company, version)) as { tiering: unknown }).tiering)
  const wanted = await sectionOf(one)
  const alike = new Set<number>()
  for (const version of versions) if (version === one || (await sectionOf(version)) === wanted) alike.add(version)
  return alike
}
