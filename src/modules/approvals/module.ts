import type { Module } from '../../platform/house.ts'
import { decideApproval, listApprovals, readApproval, withdrawApproval } from './actions/deciding.ts'
import { handOnApproval } from './actions/handing-on.ts'
import { text } from './text.ts'

/** One inbox for what needs a second person: what this room offers the building. */
export const approvals: Module = {
  name: 'approvals',
  actions: [listApprovals, readApproval, decideApproval, withdrawApproval, handOnApproval],
  texts: text,
  told: { approval: { permission: 'approvals.own', house: true } },
}
