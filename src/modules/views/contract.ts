/**
 * Saved views of lists: what a list is asked, under a name; whose it is, who else sees it, and for whom a list begins with it.
 * A view shares the question, never rows: whoever opens it sees what is in their own sight.
 */
import { z } from 'zod'
import { type Access, endpoint, type Method } from '../../core/endpoint.ts'
import type { Event, Values } from '../../core/event.ts'
import { longestQuestion } from '../../core/list-question.ts'

/** UNIT: whoever works in the unit its owner shared it from, or below it. */
export const audiences = ['MINE', 'UNIT', 'COMPANY'] as const
export type Audience = (typeof audiences)[number]

/** So many views a person has at most, over all lists. */
export const mostViews = 100
/** A deleted view can be taken back for so many days. */
export const restorableDays = 30

/** May share with the whole company, change what is so shared, and say what roles begin with. */
export const sharing = 'views.share'

const id = z.int().min(1)
const version = z.int().min(1)
const list = z.string().regex(/^[a-z][a-z-]{0,39}$/)
const name = z
  .string()
  .normalize('NFKC')
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{C}]*$/u)
/** The list's address text; what it may hold, `core/list-question.ts` says. */
const query = z.string().max(longestQuestion)
const roleKey = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/)

export const savedView = z.strictObject({
  id,
  list: z.string(),
  name: z.string(),
  query: z.string(),
  audience: z.enum(audiences),
  unitName: z.string().nullable(),
  ownerName: z.string(),
  /** Whether it is the reader's own, whether it stands among their tabs, and whether they may change it. */
  own: z.boolean(),
  pinned: z.boolean(),
  mayChange: z.boolean(),
  /** Roles whose people begin with it. */
  roles: z.array(z.string()),
  version,
})
export type SavedView = z.output<typeof savedView>

const own = 'signed-in' satisfies Access

const at = (verb: string, method: Method, path: `/${string}`, summary: string, permission: Access = own) => ({
  name: `views.${verb}`,
  method,
  path,
  summary,
  permission,
})

export const listViews = endpoint({
  ...at('list', 'GET', '/views', 'Saved views of a list: one’s own, one’s team’s and the company’s, and which one it begins with'),
  input: z.strictObject({ list }),
  output: z.strictObject({
    views: z.array(savedView),
    /** What the list begins with for the reader: their own choice, else their role’s. */
    first: id.nullable(),
    /** Whether `first` is the reader’s own choice. */
    ownFirst: z.boolean(),
    /** Whether there is a team to share with. */
    unitName: z.string().nullable(),
  }),
})

export const createView = endpoint({
  ...at('create', 'POST', '/views', 'Keep what a list is asked under a name; with the whole company only by `views.share`'),
  input: z.strictObject({ list, name, query, audience: z.enum(audiences).default('MINE'), pinned: z.boolean().default(true) }),
  output: savedView,
  idempotent: true,
})

export const changeView = endpoint({
  ...at('change', 'PATCH', '/views/:id', 'Change a view: its name, what it asks, who sees it'),
  input: z.strictObject({ id, version, name: name.optional(), query: query.optional(), audience: z.enum(audiences).optional() }),
  output: savedView,
})

export const deleteView = endpoint({
  ...at('delete', 'DELETE', '/views/:id', 'Delete a view; it can be taken back for 30 days'),
  input: z.strictObject({ id, version }),
  output: z.strictObject({ id, version }),
})

export const restoreView = endpoint({
  ...at('restore', 'POST', '/views/:id/restoration', 'Take a deleted view back, with whoever had it among their tabs'),
  input: z.strictObject({ id, version }),
  output: savedView,
})

export const pinView = endpoint({
  ...at('pin', 'PUT', '/views/:id/pin', 'Put a view among one’s own tabs, or take it away'),
  input: z.strictObject({ id, pinned: z.boolean() }),
  output: savedView,
})

export const setFirstView = endpoint({
  ...at('setFirst', 'PUT', '/views/first', 'Say with which view a list begins for oneself; null: with what one’s role begins with'),
  input: z.strictObject({ list, viewId: id.nullable() }),
  output: z.strictObject({ first: id.nullable() }),
})

export const setRoleViews = endpoint({
  ...at('setRoles', 'PUT', '/views/:id/roles', 'Say for which roles a list begins with this view of the company’s', sharing),
  input: z.strictObject({ id, version, roles: z.array(roleKey).max(50) }),
  output: savedView,
})

export const roleOptions = endpoint({
  ...at('roles', 'GET', '/view-roles', 'Roles a view can come first for', sharing),
  input: z.strictObject({}),
  output: z.strictObject({ roles: z.array(z.strictObject({ key: z.string(), name: z.string() })) }),
})

/** An event of one view. */
export const viewEvent = (
  name: `view.${string}`,
  { id: viewId, version: viewVersion }: { id: number; version: number },
  change: { before?: Values; after?: Values },
): Event => ({ name, subject: { kind: 'view', id: viewId, version: viewVersion }, ...change })
