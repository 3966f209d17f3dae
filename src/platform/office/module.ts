import type { Module } from '../house.ts'
import { cancelJob, downloadFile, listJobs, readJob, retryJob, uploadFile } from './actions.ts'
import { cleanFiles, cleanFilesDaily } from './jobs.ts'
import { text } from './text.ts'

/** The kit's own counter: jobs and files. */
export const office: Module = {
  name: 'office',
  actions: [listJobs, readJob, cancelJob, retryJob, uploadFile, downloadFile],
  texts: text,
  tasks: [cleanFiles],
  schedules: [cleanFilesDaily],
}
