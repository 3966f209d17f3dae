/**
 * What a person is told: that something waits for them, comes, or was not done; each thing once, and where it leads.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { type Access, endpoint } from '../../core/endpoint.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

/** Each has its words: `notice.<kind>` for one, `notice.many.<kind>` for what a day brought together. */
export const noticeKinds = [
  'DUTY_SOON',
  'DUTY_LATE',
  'DUTY_RAISED',
  'DUTY_UNASSIGNED',
  'NOTICE_DUE',
  'APPROVAL_WAITING',
  'PLAN_ENDED',
  'PLAN_DUE',
  'PLAN_LATE',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What a notice is about: YEAR is the plan of a year. DAY stands for all of its kind of that day. */
export const subjectKinds = ['TASK', 'APPROVAL', 'PLAN', 'YEAR', 'DAY'] as const
export type SubjectKind = (typeof subjectKinds)[number]

const id = z.int().min(1)

export const notice = z.strictObject({
  id,
  kind: z.enum(noticeKinds),
  subjectKind: z.enum(subjectKinds),
  subjectId: z.int(),
  /** Which step of a ladder told it; empty where there is none. */
  step: z.string(),
  customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }).nullable(),
  /** The rule that had it told, and the version of the policy it stood in. */
  ruleId: z.string().nullable(),
  policyVersion: z.int().nullable(),
  facts: z.record(z.string(), z.unknown()),
  toldOn: day,
  createdAt: instant,
  readAt: instant.nullable(),
  /** What it is about has been dealt with since. */
  over: z.boolean(),
  /** How many notices in sight stand behind this one; null when it stands for itself. */
  count: z.int().nullable(),
})
export type Notice = z.output<typeof notice>

const own = 'signed-in' satisfies Access

export const listNotices = endpoint({
  name: 'notifications.list',
  summary: 'One’s own notices, newest first or what waits to be read first, a page by key',
  method: 'GET',
  path: '/notifications',
  permission: own,
  input: z.strictObject({
    ...pageInput,
    order: z.enum(['NEWEST', 'UNREAD_FIRST']).default('NEWEST'),
    /** Only what is unread and still waits. */
    unread: z.boolean().default(false),
    /** What stands behind this notice, instead of what stands for itself. */
    within: id.optional(),
  }),
  output: pageOf(notice),
})

/** Nobody counts further. */
export const mostCounted = 1000

export const countNotices = endpoint({
  name: 'notifications.count',
  summary: 'How many of one’s own notices are unread and still wait, 1000 at most',
  method: 'GET',
  path: '/notifications/count',
  permission: own,
  input: z.strictObject({}),
  output: z.strictObject({ unread: z.int() }),
})

export const noticeWhy = z.strictObject({
  notice,
  /** The rule as that version of the policy has it; null where no rule had it told. */
  rule: z
    .strictObject({ title: z.string(), text: z.string(), clause: z.strictObject({ document: z.string(), place: z.string() }) })
    .nullable(),
})

export const readNotice = endpoint({
  name: 'notifications.get',
  summary: 'One of one’s own notices, with the rule that had it told',
  method: 'GET',
  path: '/notifications/:id',
  permission: own,
  input: z.strictObject({ id }),
  output: noticeWhy,
})

export const markRead = endpoint({
  name: 'notifications.read',
  summary: 'Mark some or all of one’s own notices as read; with one that stands for others, those too',
  method: 'POST',
  path: '/notifications/read',
  permission: own,
  input: z.strictObject({ ids: z.union([z.array(id).min(1).max(500), z.literal('ALL')]) }),
  output: z.strictObject({ marked: z.int() }),
})
