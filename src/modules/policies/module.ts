import { noticedDays, noticedYears } from '../../core/holidays.ts'
import type { Module } from '../../platform/house.ts'
import * as calendar from './actions/calendar.ts'
import { checkPolicy, listPacks, listPolicies, publishPolicy, readPack, readPolicy, restorePolicy } from './actions/publishing.ts'
import { completeSetup } from './actions/setup.ts'
import { seedYears } from './store.ts'
import { text } from './text.ts'

/** The written policy, its versions and the working calendar: what this room offers the building. */
export const policies: Module = {
  name: 'policies',
  actions: [
    listPolicies,
    readPolicy,
    listPacks,
    readPack,
    checkPolicy,
    publishPolicy,
    restorePolicy,
    completeSetup,
    ...Object.values(calendar),
  ],
  texts: text,
  told: { policy: { permission: 'policies.read', house: true }, calendar: { permission: 'signed-in', house: true } },
  seed: (tx) => seedYears(tx, noticedYears, noticedDays()),
}
