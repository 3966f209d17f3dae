import { soundQuestion } from '../../../core/list-question.ts'
import { found, invalidField, orThrow, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change } from '../../../platform/action.ts'
import { ownId } from '../../organisation/actions/secrets.ts'
import * as contract from '../contract.ts'
import { type Looker, mayChange, maySee, mayShareWith } from '../policy.ts'
import { firstChosen, readView, rolesToChoose, unitsUpFrom } from '../queries.ts'
import * as store from '../store.ts'
import { lookerOf } from './looking.ts'

const values = ({ list, name, query, audience, unitId, ownerId }: store.ViewValues): store.ViewValues => ({
  list,
  name,
  query,
  audience,
  unitId,
  ownerId,
})

function soundQuery(text: string): string {
  const sound = soundQuestion(text)
  if (sound === undefined) throw invalidField('query', 'no-list-question')
  return sound
}

/** A view out of sight is no view; which of the seen ones may be changed is no secret. */
async function lockSeen({ tx, actor }: ChangeContext, id: number): Promise<{ view: store.StoredView; who: Looker }> {
  const who = await lookerOf(tx, actor)
  const view = await store.lockView(tx, id)
  if (!maySee(view, who)) found(undefined, 'view')
  return { view, who }
}

async function lockToChange(context: ChangeContext, { id, version }: { id: number; version: number }) {
  const { view, who } = await lockSeen(context, id)
  if (view.deletedAt) found(undefined, 'view')
  if (!mayChange(view, who)) throw new Problem('forbidden', 'view-of-somebody-else')
  if (view.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: view.version })
  return { view, who }
}

async function refuseTooMany({ tx }: ChangeContext, personId: number): Promise<void> {
  const { mostViews } = contract
  if ((await store.lockOwnViews(tx, personId)) >= mostViews) throw new Problem('refused', 'too-many-views', { most: mostViews })
}

export const createView = change(contract.createView, async (context, { pinned, query, ...given }) => {
  const { tx, actor, now } = context
  const ownerId = ownId(actor)
  const who = await lookerOf(tx, actor)
  orThrow(mayShareWith(given.audience, who))
  await refuseTooMany(context, ownerId)
  const unitId = given.audience === 'UNIT' ? (who.unitIds[0] ?? null) : null
  const view = { ...given, query: soundQuery(query), unitId, ownerId }
  const id = await store.insertView(tx, view, now)
  if (pinned) await store.setPin(tx, id, ownerId, true)
  return {
    result: await readView(tx, id, who),
    events: [contract.viewEvent('view.created', { id, version: 1 }, { after: values(view) })],
  }
})

export const changeView = change(contract.changeView, async (context, { id, version, name, query, audience }) => {
  const { tx, now } = context
  const { view, who } = await lockToChange(context, { id, version })
  const moves = audience !== undefined && audience !== view.audience
  if (moves) orThrow(mayShareWith(audience, who))
  const [team] = moves && audience === 'UNIT' ? await unitsUpFrom(tx, view.ownerId) : []
  const after: store.ViewValues = {
    ...values(view),
    ...(name === undefined ? {} : { name }),
    ...(query === undefined ? {} : { query: soundQuery(query) }),
    ...(moves ? { audience, unitId: team?.id ?? null } : {}),
  }
  if (JSON.stringify(after) === JSON.stringify(values(view))) return { result: await readView(tx, id, who), nothingChanged: true }
  await store.updateView(tx, view, after, now)
  return {
    result: await readView(tx, id, who),
    events: [contract.viewEvent('view.changed', { id, version: version + 1 }, { before: values(view), after })],
  }
})

const dayMs = 24 * 3600 * 1000

export const deleteView = change(contract.deleteView, async (context, asked) => {
  const { tx, now } = context
  const { view } = await lockToChange(context, asked)
  await store.setDeleted(tx, view, now)
  await store.dropOldViews(tx, view.ownerId, new Date(now.getTime() - contract.restorableDays * dayMs))
  const gone = { id: view.id, version: view.version + 1 }
  return { result: gone, events: [contract.viewEvent('view.deleted', gone, { before: values(view) })] }
})

export const restoreView = change(contract.restoreView, async (context, { id, version }) => {
  const { tx } = context
  const { view, who } = await lockSeen(context, id)
  if (!mayChange(view, who)) throw new Problem('forbidden', 'view-of-somebody-else')
  if (view.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: view.version })
  if (!view.deletedAt) return { result: await readView(tx, id, who), nothingChanged: true }
  await refuseTooMany(context, view.ownerId)
  await store.setDeleted(tx, view, null)
  const back = { id, version: version + 1 }
  return { result: await readView(tx, id, who), events: [contract.viewEvent('view.restored', back, { after: values(view) })] }
})

export const pinView = change(contract.pinView, async (context, { id, pinned }) => {
  const { tx, actor } = context
  const personId = ownId(actor)
  const { view, who } = await lockSeen(context, id)
  if (view.deletedAt) found(undefined, 'view')
  const moved = await store.setPin(tx, id, personId, pinned)
  const result = await readView(tx, id, who)
  if (!moved) return { result, nothingChanged: true }
  return { result, events: [contract.viewEvent(pinned ? 'view.pinned' : 'view.unpinned', view, { after: { personId } })] }
})

export const setFirstView = change(contract.setFirstView, async (context, { list, viewId }) => {
  const { tx, actor } = context
  const personId = ownId(actor)
  const view = viewId === null ? undefined : (await lockSeen(context, viewId)).view
  if (view && (view.deletedAt || view.list !== list)) throw invalidField('viewId', 'no-such-view')
  const before = (await firstChosen(tx, list, personId)).own
  const result = { first: viewId }
  if (before === viewId) return { result, nothingChanged: true }
  await store.setFirst(tx, personId, list, viewId)
  const subject = view ?? { id: before ?? 0, version: 1 }
  const facts = (first: number | null) => ({ list, personId, first })
  return { result, events: [contract.viewEvent('view.first', subject, { before: facts(before), after: facts(viewId) })] }
})

export const setRoleViews = change(contract.setRoleViews, async (context, { id, version, roles }) => {
  const { tx } = context
  const { view, who } = await lockToChange(context, { id, version })
  if (view.audience !== 'COMPANY') throw new Problem('refused', 'view-not-of-company')
  const known = new Set((await rolesToChoose(tx)).map((r) => r.key))
  const strange = roles.filter((key) => !known.has(key))
  if (strange.length > 0) throw invalidField('roles', 'no-such-role', { roles: strange })
  const before = (await readView(tx, id, who)).roles
  const after = [...new Set(roles)].sort()
  if (JSON.stringify(before) === JSON.stringify(after)) return { result: await readView(tx, id, who), nothingChanged: true }
  await store.setRoles(tx, view, after)
  return {
    result: await readView(tx, id, who),
    events: [contract.viewEvent('view.roles', { id, version: version + 1 }, { before: { roles: before }, after: { roles: after } })],
  }
})
