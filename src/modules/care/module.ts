import type { Module } from '../../platform/house.ts'
import { changeCustomerDate, createCustomerDate, deleteCustomerDate, listCustomerDates } from './actions/dates.ts'
import { exportDuties } from './actions/export.ts'
import { listPlans, planJob, startPlan } from './actions/runs.ts'
import { nightlyPlan, planSoon } from './jobs.ts'
import { forgetCustomers } from './store.ts'
import { text } from './text.ts'

/** What the policy promises each customer, as dated tasks: what this room offers the building. */
export const care: Module = {
  name: 'care',
  actions: [startPlan, listPlans, exportDuties, listCustomerDates, createCustomerDate, changeCustomerDate, deleteCustomerDate],
  texts: text,
  jobs: [planJob],
  tasks: [nightlyPlan, planSoon],
  schedules: [{ name: 'care.nightly', cron: '20 0 * * *', task: nightlyPlan.name }],
  reactions: [{ on: ['tier-run.ended', 'customer.changed', 'task.done', 'task.waived', 'task.reopened'], task: planSoon.name }],
  forgetCustomers,
}
