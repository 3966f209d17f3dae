import type { Action } from '../../platform/action.ts'
import type { Module } from '../../platform/house.ts'
import * as calendar from './actions/calendar.ts'
import * as ical from './actions/ical.ts'
import * as look from './actions/look.ts'
import { many } from './actions/many.ts'
import * as plan from './actions/plan.ts'
import * as report from './actions/report.ts'
import * as team from './actions/team.ts'
import { tellTask } from './actions/tell.ts'
import { undoTasks } from './actions/undo.ts'
import { askWaive, waiveApproval, waiveTask } from './actions/waive.ts'
import { forgetCustomers } from './store.ts'
import { text } from './text.ts'

/** What is to be done for customers: what this room offers the building. */
export const tasks: Module = {
  name: 'tasks',
  actions: [look, plan, report, calendar, team, ical]
    .flatMap((verbs) => Object.values<Action>(verbs))
    .concat(waiveTask, askWaive, tellTask, ...many.actions),
  jobs: [many.job],
  undo: [undoTasks],
  texts: text,
  told: { task: { permission: 'tasks.read' } },
  approvals: [waiveApproval],
  forgetCustomers,
}
