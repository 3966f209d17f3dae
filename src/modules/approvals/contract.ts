/**
 * One inbox for everything that needs a second person: what was asked, of whom, and what was decided.
 */
import { z } from 'zod'
import { type Access, endpoint, type Method } from '../../core/endpoint.ts'
import type { Event, Values } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

export const approvalStates = ['ASKED', 'APPROVED', 'REFUSED', 'WITHDRAWN'] as const
export type ApprovalState = (typeof approvalStates)[number]
/**
 * TO_DECIDE: what waits for oneself, also as somebody's deputy; ASKED and DECIDED: what one has asked and decided oneself; INVOLVED: both,
 * and what one has handed on.
 */
export const approvalBoxes = ['TO_DECIDE', 'ASKED', 'DECIDED', 'INVOLVED'] as const

const id = z.int().min(1)
const note = z.string().trim().max(500)
const ref = z.strictObject({ id: z.int(), name: z.string() })
const postKey = z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/)

export const approval = z.strictObject({
  id,
  /** A code of the room that asks; its words are `approval.kind.<kind>`. */
  kind: z.string(),
  subjectKind: z.string(),
  subjectId: z.int(),
  customer: ref.extend({ customerNo: z.string() }).nullable(),
  askedBy: z.int().nullable(),
  askedByName: z.string(),
  askedAt: instant,
  reason: z.string(),
  facts: z.record(z.string(), z.unknown()),
  /** Whoever holds a post, may do something, or is named: one of the three; `unit` narrows a post or a permission. */
  decider: z.strictObject({
    post: z.strictObject({ key: z.string(), name: z.string() }).nullable(),
    permission: z.string().nullable(),
    person: ref.nullable(),
    unit: ref.nullable(),
  }),
  state: z.enum(approvalStates),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  note: z.string(),
  version: z.int(),
})
export type ApprovalShown = z.output<typeof approval>

const at = (name: string, method: Method, path: `/${string}`, summary: string) => ({
  name,
  method,
  path,
  permission: 'approvals.own' satisfies Access,
  summary,
})

export const listApprovals = endpoint({
  ...at('approvals.list', 'GET', '/approvals', 'What waits for one’s decision, or what one asked, decided or handed on, newest first'),
  input: z.strictObject({ ...pageInput, box: z.enum(approvalBoxes).default('TO_DECIDE') }),
  output: pageOf(approval),
})

export const readApproval = endpoint({
  ...at('approvals.get', 'GET', '/approvals/:id', 'One request one has a part in, and what one may do with it now'),
  input: z.strictObject({ id }),
  /** `look`: the customer is in one's sight; whoever decides may not see it otherwise. */
  output: approval.extend({ may: z.strictObject({ decide: z.boolean(), withdraw: z.boolean(), look: z.boolean() }) }),
})

export const decideApproval = endpoint({
  ...at('approvals.decide', 'POST', '/approvals/:id/decision', 'Approve or refuse; what follows from it happens at once'),
  input: z.strictObject({ id, version: z.int(), approved: z.boolean(), note: note.default('') }),
  output: approval,
})

export const withdrawApproval = endpoint({
  ...at('approvals.withdraw', 'POST', '/approvals/:id/withdrawal', 'Take back what one has asked'),
  input: z.strictObject({ id, version: z.int(), note: note.default('') }),
  output: approval,
})

export const handOnApproval = endpoint({
  ...at('approvals.handOn', 'POST', '/approvals/:id/hand-on', 'Leave a decision that is one’s own to another person or post'),
  input: z.strictObject({
    id,
    version: z.int(),
    to: z.union([z.strictObject({ personId: id }), z.strictObject({ post: postKey, unitId: id.nullable() })]),
    note: note.default(''),
  }),
  output: approval,
})

type About = { id: number; version: number; customerId: number | null }

/** An event of one approval; `kind` stands among the values so that the trail can say what it was about. */
export const approvalEvent = (
  name: `approval.${string}`,
  { id, version, customerId }: About,
  change: { before?: Values; after: Values },
): Event => ({
  name,
  subject: { kind: 'approval', id, version },
  ...(customerId === null ? {} : { customerId }),
  ...change,
})

export const approvalWithdrawn = (held: About & { kind: string; state: ApprovalState }, note: string): Event =>
  approvalEvent(
    'approval.withdrawn',
    { ...held, version: held.version + 1 },
    { before: { state: held.state }, after: { kind: held.kind, state: 'WITHDRAWN', note } },
  )
