import type { Module } from '../../platform/house.ts'
import { seedOrganisation } from './actions/founding.ts'
import { createPasswordLink, setPassword } from './actions/links.ts'
import { changePerson, createPerson, listPeople, peopleOptions, setAssistance, setPersonActive, showPerson } from './actions/people.ts'
import { assignPost, createDeputy, deleteDeputy, listDeputies, listPosts } from './actions/posts.ts'
import { changeRole, createRole, deleteRole, listRoles, rolesWith } from './actions/roles.ts'
import { changePassword, closeSession, endOwnSession, listSessions, readSession, setPreferences } from './actions/session.ts'
import { openSession } from './actions/sign-in.ts'
import { createToken, listTokens, revokeToken } from './actions/tokens.ts'
import { changeUnit, createUnit, deleteUnit, listUnits } from './actions/units.ts'
import { cleanup, cleanupHourly } from './jobs.ts'
import { text } from './text.ts'

export const organisation: Module = {
  name: 'organisation',
  actions: [
    ...[readSession, openSession, closeSession, listSessions, endOwnSession, changePassword, setPreferences],
    ...[createPasswordLink, setPassword],
    ...[listPeople, showPerson, createPerson, changePerson, setPersonActive, peopleOptions, setAssistance],
    ...[listUnits, createUnit, changeUnit, deleteUnit],
    ...[listRoles, rolesWith, createRole, changeRole, deleteRole],
    ...[listPosts, assignPost, listDeputies, createDeputy, deleteDeputy],
    ...[listTokens, createToken, revokeToken],
  ],
  texts: text,
  told: {
    person: { permission: 'organisation.manage', house: true },
    unit: { permission: 'organisation.manage', house: true },
    role: { permission: 'organisation.manage', house: true },
    post: { permission: 'organisation.manage', house: true },
    deputy: { permission: 'organisation.manage', house: true },
  },
  tasks: [cleanup],
  schedules: [cleanupHourly],
  seed: seedOrganisation,
}
