import type { Module } from '../../platform/house.ts'
import * as contacts from './actions/contacts.ts'
import * as files from './actions/customers.ts'
import { exportCustomers } from './actions/export.ts'
import { groupCustomers, totalCustomers } from './actions/groups.ts'
import { many } from './actions/many.ts'
import { undoContacts, undoCustomers, undoTags } from './actions/undo.ts'
import { assignPermission } from './contract/bulk.ts'
import { evidenceOfCustomers } from './queries/evidence.ts'
import { customerStandings } from './queries.ts'
import { text } from './text.ts'

/** The customer file: what this room offers the building. */
export const customers: Module = {
  name: 'customers',
  actions: [
    ...[...Object.values(files), ...Object.values(contacts)],
    ...[exportCustomers, groupCustomers, totalCustomers, ...many.actions],
  ],
  jobs: [many.job],
  permissions: [assignPermission],
  texts: text,
  told: {
    customer: { permission: 'customers.read' },
    contact: { permission: 'customers.read' },
    'customer-tags': { permission: 'customers.read' },
  },
  customerStandings,
  undo: [undoCustomers, undoContacts, undoTags],
  evidence: [evidenceOfCustomers],
}
