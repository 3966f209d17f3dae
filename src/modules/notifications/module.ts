import type { Module } from '../../platform/house.ts'
import { countNotices, listNotices, markRead, readNotice } from './actions/own.ts'
import { deliveries } from './channels/delivery.ts'
import { dropNightly, dropOld } from './jobs.ts'
import { text } from './text.ts'

/** What people are told: what this room offers the building. Deleting a customer takes its notices along in the schema itself. */
export const notifications: Module = {
  name: 'notifications',
  actions: [listNotices, countNotices, readNotice, markRead],
  texts: text,
  tasks: [...deliveries(), dropOld],
  schedules: [dropNightly],
}
