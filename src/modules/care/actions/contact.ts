import { read } from '../../../platform/action.ts'
import { requireInScope } from '../../customers/queries.ts'
import { policyTasksOf } from '../../tasks/queries.ts'
import * as contract from '../contract.ts'
import { lastDone } from '../policy/past.ts'
import { contact } from '../policy/rules.ts'
import { factsOf } from '../queries.ts'
import { today } from './book.ts'

/** As planning sees it, so that what a person reads and what CARE-31 reckons from are the same day. */
export const lastContact = read(contract.lastContact, async ({ db, scope, now }, { customerId }) => {
  await requireInScope(db, scope, customerId)
  const [facts] = await factsOf(db, [customerId])
  const past = await policyTasksOf(db, [customerId])
  return { lastContactOn: facts ? lastDone(contact, { facts, past }, today(now)) : null }
})
