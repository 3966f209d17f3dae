import type { Module } from '../../platform/house.ts'
import { differences, gaps, previewDuties, previewLost, previewMoves, readPreview } from './actions/answers.ts'
import { previewJob, startPreview } from './actions/previews.ts'
import { dropDaily, dropOldPreviews } from './jobs.ts'
import { forgetCustomers } from './store.ts'
import { text } from './text.ts'

/** Working on the policy before it is published: what this room offers the building. */
export const studio: Module = {
  name: 'studio',
  actions: [startPreview, readPreview, previewMoves, previewLost, previewDuties, differences, gaps],
  texts: text,
  jobs: [previewJob],
  tasks: [dropOldPreviews],
  schedules: [dropDaily],
  forgetCustomers,
}
