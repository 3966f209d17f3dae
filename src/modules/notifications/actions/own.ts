import { found } from '../../../core/problem.ts'
import { type Caller, change, may, type ReadContext, read, scopeUnder } from '../../../platform/action.ts'
import { ruleRegister } from '../../policies/policy/register.ts'
import { documentOf } from '../../policies/queries.ts'
import * as contract from '../contract.ts'
import { countUnread, listNotices as queryList, readNotice as queryOne, type Reader } from '../queries.ts'
import { saveRead } from '../store.ts'

/** Whoever asks, with what their permissions show them at this moment; nothing is told to what is no person. */
function readerOf(caller: Caller): Reader | undefined {
  const { actor } = caller
  if (actor.personId === null) return undefined
  const customers = may(actor, 'customers.read') ? scopeUnder(caller, 'customers.read') : null
  return { personId: actor.personId, customers, ownTasks: may(actor, 'tasks.read') }
}

export const listNotices = read(contract.listNotices, async (context, page) => {
  const reader = readerOf(context)
  return reader ? queryList(context.db, reader, page) : { rows: [], next: null }
})

export const countNotices = read(contract.countNotices, async (context) => {
  const reader = readerOf(context)
  return { unread: reader ? await countUnread(context.db, reader) : 0 }
})

async function ruleOf({ db, company }: ReadContext, { ruleId, policyVersion }: contract.Notice) {
  if (ruleId === null || policyVersion === null) return null
  const entry = ruleRegister(await documentOf(db, company, policyVersion)).find(({ id }) => id === ruleId)
  return entry ? { title: entry.title, text: entry.text, clause: entry.clause } : null
}

export const readNotice = read(contract.readNotice, async (context, { id }) => {
  const reader = found(readerOf(context), 'notice')
  const notice = await queryOne(context.db, reader, id)
  return { notice, rule: await ruleOf(context, notice) }
})

/** That somebody read something is nothing for the trail. */
export const markRead = change(contract.markRead, async ({ tx, actor, now }, { ids }) => {
  const marked = actor.personId === null ? 0 : await saveRead(tx, actor.personId, ids, now)
  return { result: { marked }, nothingChanged: true }
})
