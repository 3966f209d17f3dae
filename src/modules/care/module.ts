import type { Module } from '../../platform/house.ts'
import { book } from './actions/book.ts'
import { bookTable } from './actions/book-table.ts'
import { lastContact } from './actions/contact.ts'
import { changeCustomerDate, createCustomerDate, deleteCustomerDate, listCustomerDates } from './actions/dates.ts'
import { exportDuties } from './actions/export.ts'
import { remindJob, startReminders } from './actions/reminding.ts'
import { listPlans, planJob, startPlan } from './actions/runs.ts'
import { morningReminders, nightlyPlan, planSoon } from './jobs.ts'
import { careFindings } from './policy/core-first.ts'
import { evidenceOfBook } from './queries/book-evidence.ts'
import { evidenceOfCare } from './queries/evidence.ts'
import { forgetCustomers } from './store.ts'
import { text } from './text.ts'

/** What the policy promises each customer, as dated tasks: what this room offers the building. */
export const care: Module = {
  name: 'care',
  actions: [
    startPlan,
    listPlans,
    lastContact,
    exportDuties,
    book,
    bookTable,
    startReminders,
    listCustomerDates,
    createCustomerDate,
    changeCustomerDate,
    deleteCustomerDate,
  ],
  texts: text,
  told: { 'customer-date': { permission: 'customers.read' } },
  jobs: [planJob, remindJob],
  tasks: [nightlyPlan, planSoon, morningReminders],
  schedules: [
    { name: 'care.nightly', cron: '20 0 * * *', task: nightlyPlan.name },
    { name: 'care.morning', cron: '30 8 * * *', task: morningReminders.name },
  ],
  reactions: [
    { on: ['tier-run.ended', 'customer.changed', 'task.done', 'task.waived', 'task.reopened'], task: planSoon.name },
    { on: ['customer-date.created', 'customer-date.changed', 'customer-date.deleted'], task: planSoon.name },
    { on: ['contact.created', 'contact.changed', 'contact.deleted'], task: planSoon.name },
    { on: ['interaction.logged', 'interaction.changed'], task: planSoon.name },
    { on: ['deputy.created', 'deputy.deleted'], task: planSoon.name },
    { on: ['calendar.changed'], task: planSoon.name },
  ],
  policySection: {
    key: 'care',
    check: (_, policy) => ({ findings: careFindings(policy), figures: {} }),
  },
  evidence: [...evidenceOfCare, evidenceOfBook],
  forgetCustomers,
}
