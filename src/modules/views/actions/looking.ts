import { type Actor, may, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import * as contract from '../contract.ts'
import type { Looker } from '../policy.ts'
import { firstChosen, rolesToChoose, unitsUpFrom, viewsOf } from '../queries.ts'

/** Who looks, with the units they stand in now. */
export async function lookerOf(db: Db, actor: Actor): Promise<Looker & { unitName: string | null }> {
  const units = await unitsUpFrom(db, actor.personId)
  return {
    personId: actor.personId,
    unitIds: units.map((u) => u.id),
    mayShare: may(actor, contract.sharing),
    unitName: units[0]?.name ?? null,
  }
}

export const listViews = read(contract.listViews, async ({ db, actor }, { list }) => {
  const who = await lookerOf(db, actor)
  const views = await viewsOf(db, list, who)
  const seen = new Set(views.map((v) => v.id))
  const { own, ofRoles } = await firstChosen(db, list, who.personId)
  const ownFirst = own !== null && seen.has(own)
  const first = ownFirst ? own : (ofRoles.find((id) => seen.has(id)) ?? null)
  return { views, first, ownFirst, unitName: who.unitName }
})

export const roleOptions = read(contract.roleOptions, async ({ db }) => ({ roles: await rolesToChoose(db) }))
