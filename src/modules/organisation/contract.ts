/**
 * Who works here and what they may do: units, people, posts and deputies, roles with a reach, and every way in
 * (sessions, one-time links, API tokens).
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { type Access, endpoint, type Method } from '../../core/endpoint.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'
import { locales } from '../../core/text.ts'

const at = (name: string, method: Method, path: `/${string}`, permission: Access, summary: string) => ({
  name,
  method,
  path,
  permission,
  summary,
})

const id = z.int().min(1)
const version = z.int().min(1)
const name = z.string().trim().min(1).max(100)
const ids = z.array(id).max(1000)
const done = z.strictObject({ done: z.literal(true) })
const nothing = z.strictObject({})

/** Folded as it is stored: half-width, lower case. Letters, digits, Chinese, and `. _ @ -`. */
const folded = z.string().normalize('NFKC').trim().toLowerCase()
const login = folded
  .min(2)
  .max(64)
  .regex(/^[a-z0-9\p{Script=Han}][a-z0-9\p{Script=Han}._@-]*$/u)
/** Anything may be tried; what is acceptable as a new one the policy says. */
const password = z.string().min(1).max(1000)
const secret = z.string().min(1).max(200)

export const themes = ['light', 'dark', 'system'] as const
export const unitKinds = ['COMPANY', 'BRANCH', 'DEPARTMENT', 'TEAM'] as const
export const scopeKinds = ['OWN', 'ASSISTED', 'ASSIGNED', 'UNIT', 'ALL'] as const

const sessionPerson = z.strictObject({
  id,
  name: z.string(),
  login: z.string(),
  post: z.string().nullable(),
  permissions: z.array(z.string()),
  locale: z.enum(locales),
  theme: z.enum(themes),
})
export type SessionPerson = z.output<typeof sessionPerson>

export const readSession = endpoint({
  ...at('session.read', 'GET', '/session', 'public', 'Who is signed in, and to which company'),
  input: nothing,
  output: z.strictObject({
    signedIn: z.boolean(),
    setUp: z.boolean(),
    person: sessionPerson.optional(),
    company: z.strictObject({ key: z.string(), name: z.string() }).optional(),
  }),
})
export const openSession = endpoint({
  ...at('session.open', 'POST', '/session', 'public', 'Sign in'),
  input: z.strictObject({ login: folded.min(1).max(100), password }),
  output: z.strictObject({ token: z.string(), person: sessionPerson }),
  session: 'opens',
  rateLimit: 30,
})
export const closeSession = endpoint({
  ...at('session.close', 'DELETE', '/session', 'signed-in', 'Sign out'),
  input: nothing,
  output: done,
  session: 'closes',
})
const session = z.strictObject({ id, createdAt: instant, seenAt: instant, source: z.string(), agent: z.string(), current: z.boolean() })
export const listSessions = endpoint({
  ...at('session.list', 'GET', '/sessions', 'signed-in', 'Where one is signed in oneself'),
  input: nothing,
  output: z.strictObject({ sessions: z.array(session) }),
})
export const endSession = endpoint({
  ...at('session.end', 'DELETE', '/sessions/:id', 'signed-in', 'End one of the own sessions'),
  input: z.strictObject({ id }),
  output: done,
})
export const changePassword = endpoint({
  ...at('session.changePassword', 'POST', '/session/password', 'signed-in', 'Change the own password; ends all other own sessions'),
  input: z.strictObject({ current: password, next: password }),
  output: done,
  rateLimit: 30,
})
export const setPreferences = endpoint({
  ...at('session.preferences', 'PATCH', '/session/preferences', 'signed-in', 'Choose the own language and theme'),
  input: z.strictObject({ locale: z.enum(locales).optional(), theme: z.enum(themes).optional() }),
  output: done,
})
export const createPasswordLink = endpoint({
  ...at('passwordLink.create', 'POST', '/people/:id/password-link', 'organisation.manage', 'Make a one-time link to set a password'),
  input: z.strictObject({ id }),
  output: z.strictObject({ token: z.string(), expiresAt: instant }),
})
export const setPassword = endpoint({
  ...at('password.set', 'POST', '/password', 'public', 'Set a password with a one-time link; ends all sessions of the person'),
  input: z.strictObject({ token: secret, password }),
  output: z.strictObject({ login: z.string() }),
  rateLimit: 30,
})

const key = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/)
const personFields = z.strictObject({
  login,
  name,
  unitId: id.nullable(),
  roles: z.array(key).max(20),
  phone: z.string().trim().min(1).max(40).nullable(),
  email: z.email().max(200).nullable(),
})
export type PersonFields = z.output<typeof personFields>
const person = personFields.extend({
  id,
  version,
  login: z.string(),
  active: z.boolean(),
  hasPassword: z.boolean(),
  unitName: z.string().nullable(),
})
export type Person = z.output<typeof person>
const personShown = person.extend({ posts: z.array(z.strictObject({ key: z.string(), unitId: id.nullable() })), assists: z.array(id) })

export const listPeople = endpoint({
  ...at('people.list', 'GET', '/people', 'organisation.manage', 'People by name'),
  input: z.strictObject({
    ...pageInput,
    unitId: id.optional(),
    role: key.optional(),
    active: z.boolean().optional(),
    text: z.string().trim().max(100).optional(),
  }),
  output: pageOf(person),
})
export const readPerson = endpoint({
  ...at('people.read', 'GET', '/people/:id', 'organisation.manage', 'One person with roles, posts and whom they assist'),
  input: z.strictObject({ id }),
  output: personShown,
})
export const createPerson = endpoint({
  ...at('people.create', 'POST', '/people', 'organisation.manage', 'Add a person; they come in by a password link'),
  input: personFields.partial({ unitId: true, roles: true, phone: true, email: true }),
  output: person,
  idempotent: true,
})
export const changePerson = endpoint({
  ...at('people.change', 'PATCH', '/people/:id', 'organisation.manage', 'Change a person: name, login, unit, roles, contact'),
  input: personFields.partial().extend({ id, version }),
  output: person,
})
export const setPersonActive = endpoint({
  ...at('people.setActive', 'PUT', '/people/:id/active', 'organisation.manage', 'Shut a person out at once, or let them in again'),
  input: z.strictObject({ id, version, active: z.boolean() }),
  output: person,
})
export const peopleOptions = endpoint({
  ...at('people.options', 'GET', '/people/options', 'signed-in', 'Active people for pickers'),
  input: z.strictObject({ text: z.string().trim().max(100).optional(), limit: z.int().min(1).max(1000).default(1000) }),
  output: z.strictObject({
    people: z.array(z.strictObject({ id, name: z.string(), unitId: id.nullable(), unitName: z.string().nullable() })),
  }),
})
export const setAssistance = endpoint({
  ...at('assistance.set', 'PUT', '/people/:id/assistance', 'organisation.manage', 'Say whom a person assists'),
  input: z.strictObject({ id, version, personIds: ids }),
  output: z.strictObject({ version, personIds: ids }),
})

const unitFields = z.strictObject({ name, parentId: id.nullable(), kind: z.enum(unitKinds) })
export type UnitFields = z.output<typeof unitFields>
const unit = unitFields.extend({ id, version })
export type Unit = z.output<typeof unit>
export const listUnits = endpoint({
  ...at('units.list', 'GET', '/units', 'signed-in', 'The whole tree of units, flat'),
  input: nothing,
  output: z.strictObject({ units: z.array(unit) }),
})
export const createUnit = endpoint({
  ...at('units.create', 'POST', '/units', 'organisation.manage', 'Add a unit'),
  input: unitFields,
  output: unit,
  idempotent: true,
})
export const changeUnit = endpoint({
  ...at('units.change', 'PATCH', '/units/:id', 'organisation.manage', 'Rename or move a unit'),
  input: unitFields.partial().extend({ id, version }),
  output: unit,
})
export const deleteUnit = endpoint({
  ...at('units.delete', 'DELETE', '/units/:id', 'organisation.manage', 'Remove a unit nothing stands in'),
  input: z.strictObject({ id, version }),
  output: done,
})

const permissions = z.array(z.string().regex(/^(\*|[a-z][\w-]*(\.[\w-]+)+)$/i)).max(200)
const roleFields = z.strictObject({ name, permissions, scope: z.enum(scopeKinds), masked: z.boolean() })
export type RoleFields = z.output<typeof roleFields>
const role = roleFields.extend({ key, builtIn: z.boolean(), people: z.int(), version })
export type Role = z.output<typeof role>
export const listRoles = endpoint({
  ...at('roles.list', 'GET', '/roles', 'organisation.manage', 'Roles with what they may do and see, and the permissions there are'),
  input: nothing,
  output: z.strictObject({ roles: z.array(role), permissions: z.array(z.string()) }),
})
/** Whom somebody without it may turn to. */
export const rolesWith = endpoint({
  ...at('roles.with', 'GET', '/roles-with', 'signed-in', 'The names of the roles that have a permission'),
  input: z.strictObject({ permission: z.string().max(60) }),
  output: z.strictObject({ roles: z.array(z.strictObject({ key, name })) }),
})
export const createRole = endpoint({
  ...at('roles.create', 'POST', '/roles', 'roles.manage', 'Add a role'),
  input: roleFields.extend({ key }),
  output: role,
  idempotent: true,
})
export const changeRole = endpoint({
  ...at('roles.change', 'PATCH', '/roles/:key', 'roles.manage', 'Change what a role may do and see; applies at once'),
  input: roleFields.partial().extend({ key, version }),
  output: role,
})
export const deleteRole = endpoint({
  ...at('roles.delete', 'DELETE', '/roles/:key', 'roles.manage', 'Remove a role nobody has'),
  input: z.strictObject({ key, version }),
  output: done,
})

const postKey = z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/)
const holder = z.strictObject({ personId: id, unitId: id.nullable() })
export type Holder = z.output<typeof holder>
const post = z.strictObject({ key: postKey, name: z.string(), version, holders: z.array(holder.extend({ personName: z.string() })) })
export type Post = z.output<typeof post>
export const listPosts = endpoint({
  ...at('posts.list', 'GET', '/posts', 'signed-in', 'Posts and who holds them, for the company or for a unit'),
  input: nothing,
  output: z.strictObject({ posts: z.array(post) }),
})
export const assignPost = endpoint({
  ...at('posts.assign', 'PUT', '/posts/:key/holders', 'organisation.manage', 'Say who holds a post'),
  input: z.strictObject({ key: postKey, version, holders: z.array(holder).max(500) }),
  output: post,
})

const deputyFields = z.strictObject({ personId: id, deputyId: id, fromOn: day, untilOn: day })
const deputy = deputyFields.extend({ id, personName: z.string(), deputyName: z.string() })
export type DeputyShown = z.output<typeof deputy>
export const listDeputies = endpoint({
  ...at('deputies.list', 'GET', '/deputies', 'signed-in', 'Who stands in for whom, and when'),
  input: z.strictObject({ personId: id.optional(), on: day.optional() }),
  output: z.strictObject({ deputies: z.array(deputy) }),
})
export const createDeputy = endpoint({
  ...at('deputies.create', 'POST', '/deputies', 'signed-in', 'Name a deputy: for oneself, or for anybody with organisation.manage'),
  input: deputyFields,
  output: deputy,
  idempotent: true,
})
export const deleteDeputy = endpoint({
  ...at('deputies.delete', 'DELETE', '/deputies/:id', 'signed-in', 'End a deputyship'),
  input: z.strictObject({ id }),
  output: done,
})

const tokenShown = z.strictObject({
  id,
  name: z.string(),
  permissions: z.array(z.string()).nullable(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  usedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type TokenShown = z.output<typeof tokenShown>
export const listTokens = endpoint({
  ...at('tokens.list', 'GET', '/tokens', 'tokens.own', 'The own API tokens, without their secrets'),
  input: nothing,
  output: z.strictObject({ tokens: z.array(tokenShown) }),
})
export const createToken = endpoint({
  ...at('tokens.create', 'POST', '/tokens', 'tokens.own', 'Make an API token; it is shown this once'),
  input: z.strictObject({ name, permissions: permissions.min(1).nullable().default(null), expiresAt: instant.nullable().default(null) }),
  output: tokenShown.extend({ token: z.string() }),
})
export const revokeToken = endpoint({
  ...at('tokens.revoke', 'DELETE', '/tokens/:id', 'tokens.own', 'Revoke an own API token'),
  input: z.strictObject({ id }),
  output: done,
})
