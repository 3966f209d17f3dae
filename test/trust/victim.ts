import type { FastifyInstance } from 'fastify'
import { createCustomerDate } from '../../src/modules/care/contract/dates.ts'
import { bulkCustomers } from '../../src/modules/customers/contract/bulk.ts'
import { createContact } from '../../src/modules/customers/contract/contacts.ts'
import * as customers from '../../src/modules/customers/contract.ts'
import { startImport } from '../../src/modules/importing/contract.ts'
import { logInteraction } from '../../src/modules/interactions/contract.ts'
import { createOrder } from '../../src/modules/purchases/contract.ts'
import { createFeed } from '../../src/modules/tasks/contract/ical.ts'
import { createTask } from '../../src/modules/tasks/contract.ts'
import { createView } from '../../src/modules/views/contract.ts'
import type { TestOffice } from '../office.ts'
import { sessionFor } from './doors.ts'

type Json = Record<string, unknown>

const importantDay = { kind: 'FOUNDING', title: '厂庆', calendar: 'SOLAR', monthDay: '05-18', recurring: true } as const

/** Of the victim; must show in no answer to anybody else. */
export const canary = 'Qzkcanary'
export const phone = '13812348765'

/** Makes one of everything as the victim, an administrator; `victimToken` is theirs. */
export async function victimsThings(office: TestOffice, server: FastifyInstance, victim: { id: number }, victimToken: string) {
  await sessionFor(office, victim.id)
  const customer = await office.call(customers.createCustomer, { name: `${canary} 海棠贸易`, phone, remark: canary, ownerId: victim.id })
  const contact = await office.call(createContact, { customerId: customer.id, name: canary, mobile: phone, wechat: canary })
  const order = await office.call(createOrder, {
    orderNo: canary,
    customerId: customer.id,
    orderedAt: '2026-11-01T10:00:00+08:00',
    netAmount: 100,
  })
  const interaction = await office.call(logInteraction, { customerId: customer.id, contactId: contact.id, channel: 'PHONE', text: canary })
  const [approval] = await office.sql<{ id: number }>(
    `insert into approval (kind, subject_kind, subject_id, customer_id, asked_by, asked_by_name, asked_at, reason, facts, decider_post)
     values ('X', 'customer', $1, $1, $2, $3, now(), $3, '{}', 'GENERAL_MANAGER') returning id::int`,
    [customer.id, victim.id, canary],
  )
  const [notice] = await office.sql<{ id: number }>(
    `insert into notice (person_id, kind, subject_kind, subject_id, customer_id, facts, told_on, created_at)
     values ($1, 'DUTY_SOON', 'TASK', 1, $2, $3, '2026-11-20', now()) returning id::int`,
    [victim.id, customer.id, JSON.stringify({ duty: canary })],
  )
  const upload = await server.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: victimToken, 'content-type': 'application/octet-stream', 'x-file-name': `${canary}.csv` },
    payload: `客户名称,联系电话\n${canary},0574-87654321\n`,
  })
  const fileId = upload.json<{ id: string }>().id
  const as = office.caller(['*'], { actor: { kind: 'PERSON', personId: victim.id, name: canary, permissions: new Set('*') } })
  const { id: feedId } = await office.call(createFeed, { name: canary }, as)
  const view = await office.call(createView, { list: 'customers', name: canary, query: `q=${canary}` }, as)
  const task = await office.call(createTask, { title: canary, customerId: customer.id, dueOn: '2026-12-01' }, as)
  const { jobId } = await office.call(startImport, { fileId, kind: 'customers' }, as)
  await office.runJob(jobId)
  const [token] = await office.sql<{ id: number }>('select id::int from api_token where person_id = $1', [victim.id])
  const [plan] = await office.sql<{ id: number }>(
    `insert into customer_plan (kind, customer_id, title, from_on, until_on, measures, actions, state, created_at, changed_at)
     values ('PERSONAL', $1, $2, '2026-11-01', '2027-10-31', $2, '[]', 'ACTIVE', now(), now()) returning id::int`,
    [customer.id, canary],
  )
  const [annualPlan] = await office.sql<{ id: number }>(
    `with elsewhere as (insert into unit (name, kind) values ('别处', 'BRANCH') returning id)
     insert into annual_plan (year, unit_id, goals, key_customers, actions, state, created_at, changed_at)
     select 2027, id, array[$1], '[]', '[]', 'DRAFT', now(), now() from elsewhere returning id::int`,
    [canary],
  )
  const asked = { list: {}, ids: [customer.id], change: { verb: 'TAG' as const, add: [canary] } }
  const { selectionId } = await office.call(bulkCustomers.preview, asked, as)
  const { undoId } = await office.call(bulkCustomers.run, { selectionId }, as)
  const date = await office.call(createCustomerDate, { customerId: customer.id, ...importantDay })
  return {
    customer,
    contact,
    order,
    interaction,
    task,
    date,
    approvalId: approval?.id ?? 0,
    noticeId: notice?.id ?? 0,
    planId: plan?.id ?? 0,
    annualPlanId: annualPlan?.id ?? 0,
    feedId,
    viewId: view.id,
    fileId,
    jobId,
    tokenId: token?.id ?? 0,
    selectionId,
    undoId: undoId ?? 0,
  }
}

/** Something of the victim's, of every kind. */
export type Things = Awaited<ReturnType<typeof victimsThings>>

const byId = { version: 1 }

/** Requests that name the victim's things in the path, one for every endpoint that has an id there. */
export const pathIdsOf = (things: Things, agent: { id: number }): Record<string, () => Json> => ({
  'jobs.read': () => ({ id: things.jobId }),
  'jobs.cancel': () => ({ id: things.jobId }),
  'jobs.retry': () => ({ id: things.jobId }),
  'files.download': () => ({ id: things.fileId }),
  'session.end': () => ({ id: 2 }),
  'tokens.revoke': () => ({ id: things.tokenId }),
  'deputies.delete': () => ({ id: 1 }),
  'notifications.get': () => ({ id: things.noticeId }),
  'customers.read': () => ({ id: things.customer.id }),
  'customers.change': () => ({ id: things.customer.id, ...byId, remark: 'mine now' }),
  'customers.delete': () => ({ id: things.customer.id, ...byId }),
  'customers.tag': () => ({ id: things.customer.id, add: ['NEED_TRAINING'] }),
  'customers.timeline': () => ({ id: things.customer.id }),
  'contacts.list': () => ({ customerId: things.customer.id }),
  'contacts.create': () => ({ customerId: things.customer.id, name: '周敏' }),
  'contacts.change': () => ({ id: things.contact.id, ...byId, name: '周敏' }),
  'contacts.delete': () => ({ id: things.contact.id, ...byId }),
  'interactions.change': () => ({ id: things.interaction.id, ...byId, text: 'mine now' }),
  'interactions.pin': () => ({ id: things.interaction.id, pinned: true }),
  'care.lastContact': () => ({ customerId: things.customer.id }),
  'approvals.get': () => ({ id: things.approvalId }),
  'approvals.decide': () => ({ id: things.approvalId, ...byId, approved: true }),
  'approvals.withdraw': () => ({ id: things.approvalId, ...byId }),
  'approvals.handOn': () => ({ id: things.approvalId, ...byId, to: { personId: agent.id } }),
  'orders.change': () => ({ id: things.order.id, ...byId, netAmount: 1 }),
  'orders.delete': () => ({ id: things.order.id, ...byId }),
  'orders.months': () => ({ customerId: things.customer.id }),
  'tiering.history': () => ({ customerId: things.customer.id }),
  'tasks.get': () => ({ id: things.task.id }),
  'tasks.do': () => ({ id: things.task.id, ...byId, doneOn: '2026-11-01' }),
  'tasks.reopen': () => ({ id: things.task.id, ...byId }),
  'tasks.postpone': () => ({ id: things.task.id, ...byId, plannedOn: '2026-11-30' }),
  'tasks.waive': () => ({ id: things.task.id, ...byId, reason: 'mine now' }),
  'tasks.tell': () => ({ id: things.task.id, ...byId, toldOn: '2026-11-20' }),
  'tasks.askWaive': () => ({ id: things.task.id, ...byId, reason: 'mine now' }),
  'calendarFeeds.revoke': () => ({ id: things.feedId }),
  'views.change': () => ({ id: things.viewId, ...byId, name: 'mine now' }),
  'views.delete': () => ({ id: things.viewId, ...byId }),
  'views.restore': () => ({ id: things.viewId, ...byId }),
  'views.pin': () => ({ id: things.viewId, pinned: true }),
  'views.setRoles': () => ({ id: things.viewId, ...byId, roles: [] }),
  'customerDates.list': () => ({ customerId: things.customer.id }),
  'customerDates.create': () => ({ customerId: things.customer.id, ...importantDay }),
  'customerDates.change': () => ({ id: things.date.id, ...byId, title: 'mine now' }),
  'customerDates.delete': () => ({ id: things.date.id, ...byId }),
  'plans.template': () => ({ customerId: things.customer.id, kind: 'PERSONAL' }),
  'plans.get': () => ({ id: things.planId }),
  'plans.change': () => ({ id: things.planId, ...byId, title: 'mine now' }),
  'plans.withdraw': () => ({ id: things.planId, ...byId, reason: 'mine now' }),
  'annualPlans.get': () => ({ id: things.annualPlanId }),
  'annualPlans.change': () => ({ id: things.annualPlanId, ...byId, goals: ['mine now'] }),
  'annualPlans.ask': () => ({ id: things.annualPlanId, ...byId }),
  'undo.read': () => ({ id: things.undoId }),
  'undo.run': () => ({ id: things.undoId }),
  'bulk.refusedRows': () => ({ selectionId: things.selectionId }),
  'imports.read': () => ({ jobId: things.jobId }),
  'imports.undo': () => ({ jobId: things.jobId }),
  'imports.failedRows': () => ({ jobId: things.jobId }),
})
/** Requests that name the victim's things in the body or the query: answered as if these did not exist. */
export const bodyIdsOf = (things: Things): Record<string, () => Json> => ({
  'orders.create': () => ({ orderNo: 'SO-9', customerId: things.customer.id, orderedAt: '2026-11-01T10:00:00+08:00', netAmount: 1 }),
  'interactions.log': () => ({ customerId: things.customer.id, channel: 'NOTE', text: 'mine' }),
  'interactions.list': () => ({ customerId: things.customer.id }),
  'tasks.create': () => ({ title: 'mine now', customerId: things.customer.id, dueOn: '2026-12-01' }),
  'plans.create': () => ({ kind: 'UPLIFT', customerId: things.customer.id, title: 'mine now' }),
  'tasks.assign': () => ({ assigneeId: 1, tasks: [{ id: things.task.id, ...byId }] }),
  'views.setFirst': () => ({ list: 'customers', viewId: things.viewId }),
  'customers.bulk': () => ({ selectionId: things.selectionId }),
  'tasks.bulk': () => ({ selectionId: things.selectionId }),
  'imports.start': () => ({ fileId: things.fileId, kind: 'customers' }),
  'imports.inspect': () => ({ fileId: things.fileId, kind: 'customers' }),
  'tiering.why': () => ({ customerId: things.customer.id }),
})
