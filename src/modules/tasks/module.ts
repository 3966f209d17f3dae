import type { Module } from '../../platform/house.ts'
import * as look from './actions/look.ts'
import * as plan from './actions/plan.ts'
import * as report from './actions/report.ts'
import { waiveTask } from './actions/waive.ts'
import { forgetCustomers } from './store.ts'
import { text } from './text.ts'

/** What is to be done for customers: what this room offers the building. */
export const tasks: Module = {
  name: 'tasks',
  actions: [...Object.values(look), ...Object.values(plan), ...Object.values(report), waiveTask],
  texts: text,
  forgetCustomers,
}
