import type { Module } from '../../platform/house.ts'
import * as keeping from './actions/keeping.ts'
import { listViews, roleOptions } from './actions/looking.ts'
import { text } from './text.ts'

/** Saved views of lists: what this room offers the building. */
export const views: Module = {
  name: 'views',
  actions: [listViews, roleOptions, ...Object.values(keeping)],
  texts: text,
}
