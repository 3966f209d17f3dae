import { found, invalidField, orThrow, Problem } from '../../../core/problem.ts'
import { type Actor, change, may, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import * as contract from '../contract.ts'
import { mayDeputise } from '../policy/deputies.ts'
import { deputyEvent, postEvent } from '../policy/events.ts'
import { readDeputies, readPosts, readUnits } from '../queries.ts'
import { deleteDeputy as dropDeputy, insertDeputy, lockPost, replaceHolders } from '../store/structure.ts'
import { colleaguesOrThrow, stale, wholeCompanyOnly } from './handling.ts'

export const listPosts = read(contract.listPosts, async ({ db }) => ({ posts: await readPosts(db) }))

const readPost = async (db: Db, key: string): Promise<contract.Post> =>
  found(
    (await readPosts(db)).find((post) => post.key === key),
    'post',
  )

const plain = (holders: readonly contract.Holder[]): contract.Holder[] =>
  [...new Map(holders.map(({ personId, unitId }) => [`${personId}:${unitId}`, { personId, unitId }])).values()].sort(
    (a, b) => a.personId - b.personId || (a.unitId ?? 0) - (b.unitId ?? 0),
  )

export const assignPost = change(contract.assignPost, async ({ tx, scope }, { key, version, holders: wanted }) => {
  wholeCompanyOnly(scope)
  const { id, version: current } = await lockPost(tx, key)
  if (current !== version) throw stale(current)
  const post = await readPost(tx, key)
  const [before, after] = [plain(post.holders), plain(wanted)]
  if (JSON.stringify(before) === JSON.stringify(after)) return { result: post, nothingChanged: true }
  await colleaguesOrThrow(
    tx,
    after.map((holder) => holder.personId),
    'holders',
  )
  const units = new Set((await readUnits(tx)).map((unit) => unit.id))
  if (after.some(({ unitId }) => unitId !== null && !units.has(unitId))) throw invalidField('holders', 'no-such-unit')
  await replaceHolders(tx, key, after)
  return {
    result: await readPost(tx, key),
    events: [postEvent('post.assigned', { id, version: version + 1 }, { before: { holders: before }, after: { key, holders: after } })],
  }
})

export const listDeputies = read(contract.listDeputies, async ({ db }, filter) => ({ deputies: await readDeputies(db, filter) }))

/** Everybody names their own deputy; for others it takes the right to manage the organisation. */
function ownOrManaged(actor: Actor, personId: number): void {
  if (actor.personId !== personId && !may(actor, 'organisation.manage')) {
    throw new Problem('forbidden', 'not-permitted', { permission: 'organisation.manage' })
  }
}

export const createDeputy = change(contract.createDeputy, async ({ tx, actor }, fields) => {
  ownOrManaged(actor, fields.personId)
  orThrow(mayDeputise(fields))
  await colleaguesOrThrow(tx, [fields.personId], 'personId')
  await colleaguesOrThrow(tx, [fields.deputyId], 'deputyId')
  const id = await insertDeputy(tx, fields)
  const [deputy] = await readDeputies(tx, { id })
  return { result: found(deputy, 'deputy'), events: [deputyEvent('deputy.created', { id }, { after: fields })] }
})

export const deleteDeputy = change(contract.deleteDeputy, async ({ tx, actor }, { id }) => {
  const [deputy] = await readDeputies(tx, { id })
  const { personId, deputyId, fromOn, untilOn } = found(deputy, 'deputy')
  ownOrManaged(actor, personId)
  await dropDeputy(tx, id)
  return {
    result: { done: true as const },
    events: [deputyEvent('deputy.deleted', { id }, { before: { personId, deputyId, fromOn, untilOn } })],
  }
})
