import { inZone } from '../../../core/instant.ts'
import type { Page } from '../../../core/page.ts'
import { idBelow, toPage } from '../../../core/page.ts'
import { invalidField, orThrow, Problem } from '../../../core/problem.ts'
import { type Caller, type ChangeContext, change, may, type ReadContext, read, scopeUnder } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import * as contract from '../contract.ts'
import { isOpen, mayDecide, type Organisation, refusalSaysWhy, type Who } from '../policy.ts'
import {
  approvalsOf,
  approvalWithDecider,
  hasHandedOn,
  type Looked,
  openApprovals,
  organisationOn,
  readApproval as shownApproval,
} from '../queries.ts'
import { lockApproval, type StoredApproval, saveDecision, saveWithdrawal } from '../store.ts'

const zone = 'Asia/Shanghai'

export const organisationNow = (db: Db, now: Date): Promise<Organisation> => organisationOn(db, inZone(now, zone).day)

/** A permission reaches the whole company only for those who see all of it. */
export const whoAsks = (caller: Caller): Who => ({
  personId: caller.actor.personId,
  reaches(permission, unitId) {
    const { all, unitIds } = scopeUnder(caller, permission)
    return may(caller.actor, permission) && (all || (unitId !== null && unitIds.includes(unitId)))
  },
})

const batch = 200

/** Rows this person may decide, newest first, one more than `limit` when there are more. */
async function waitingFor({ db, now, ...caller }: ReadContext, personId: number, after: string | undefined, limit: number) {
  const organisation = await organisationNow(db, now)
  const who = whoAsks({ ...caller, now })
  const personIds = [personId, ...organisation.deputies.filter((d) => d.deputyId === personId).map((d) => d.personId)]
  const posts = [...new Set(organisation.holders.filter((h) => personIds.includes(h.personId)).map((h) => h.post))]
  const mine: contract.ApprovalShown[] = []
  for (let below = idBelow(after); ; ) {
    const open = await openApprovals(db, { exceptAskedBy: personId, personIds, posts }, { below, limit: batch })
    for (const { of: decider, ...row } of open) if (mayDecide({ askedBy: row.askedBy, decider }, who, organisation).ok) mine.push(row)
    below = open.at(-1)?.id
    if (mine.length > limit || open.length < batch) return mine
  }
}

export const listApprovals = read(contract.listApprovals, async (context, { box, after, limit }): Promise<Page<contract.ApprovalShown>> => {
  const { personId } = context.actor
  if (personId === null) return { rows: [], next: null }
  const rows =
    box === 'TO_DECIDE'
      ? await waitingFor(context, personId, after, limit)
      : await approvalsOf(context.db, box, personId, { below: idBelow(after), limit: limit + 1 })
  return toPage(rows, limit, (r) => [r.id])
})

const notThere = () => new Problem('not-found', 'not-found', { kind: 'approval' })

export const readApproval = read(contract.readApproval, async (context, { id }) => {
  const { db, now, actor } = context
  const { shown, decider, decidedBy, customer } = await approvalWithDecider(db, id)
  const decision = mayDecide({ askedBy: shown.askedBy, decider }, whoAsks(context), await organisationNow(db, now))
  const { personId } = actor
  const isOwn = personId !== null && shown.askedBy === personId
  const hadPart = isOwn || (personId !== null && (decidedBy === personId || (await hasHandedOn(db, id, personId))))
  if (!decision.ok && !hadPart) throw notThere()
  const open = isOpen(shown.state).ok
  const look = shown.customer !== null && sees(context, customer)
  return { ...shown, may: { decide: open && decision.ok, withdraw: open && isOwn, look } }
})

function sees(caller: Caller, { ownerId, unitId }: Looked['customer']): boolean {
  const { all, ownerIds, unitIds } = scopeUnder(caller, 'customers.read')
  const within = all || (ownerId !== null && ownerIds.includes(ownerId)) || (unitId !== null && unitIds.includes(unitId))
  return within && may(caller.actor, 'customers.read')
}

/** An approval the caller has a part in, held until the transaction ends; for all others it is not there. */
export async function heldApproval(context: ChangeContext, id: number) {
  const { tx, now, actor } = context
  const held = await lockApproval(tx, id)
  const decision = mayDecide(held, whoAsks(context), await organisationNow(tx, now))
  const hasPart = decision.ok || (actor.personId !== null && [held.askedBy, held.decidedBy].includes(actor.personId))
  if (!hasPart) throw notThere()
  return { held, decision }
}

export function currentAndOpen(held: StoredApproval, version: number): void {
  if (held.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: held.version })
  orThrow(isOpen(held.state))
}

export const decideApproval = change(contract.decideApproval, async (context, { id, version, approved, note }) => {
  const { tx, now, actor, house } = context
  const { held, decision } = await heldApproval(context, id)
  orThrow(decision)
  currentAndOpen(held, version)
  if (!refusalSaysWhy(approved, note)) throw invalidField('note', 'missing')
  const handler = house.approvals.get(held.kind)
  if (!handler || actor.personId === null) throw new Error(`nothing here follows from ${held.kind}`)
  await saveDecision(tx, held, { approved, note, by: actor.personId, name: actor.name, at: now })
  const decided = contract.approvalEvent(
    'approval.decided',
    { ...held, version: version + 1 },
    { before: { state: held.state }, after: { kind: held.kind, state: approved ? 'APPROVED' : 'REFUSED', note } },
  )
  const followed = await handler.decided(context, { ...held, decidedBy: actor.personId, note }, approved)
  return { result: await shownApproval(tx, id), events: [decided, ...followed.events] }
})

export const withdrawApproval = change(contract.withdrawApproval, async (context, { id, version, note }) => {
  const { held } = await heldApproval(context, id)
  if (held.askedBy === null || held.askedBy !== context.actor.personId) throw new Problem('refused', 'not-yours-to-withdraw')
  currentAndOpen(held, version)
  await saveWithdrawal(context.tx, held, note)
  return { result: await shownApproval(context.tx, id), events: [contract.approvalWithdrawn(held, note)] }
})
