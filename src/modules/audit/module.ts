import type { Module } from '../../platform/house.ts'
import { exportTrail, readEntry, searchTrail } from './actions/trail.ts'
import { verifyJob, verifyTrail } from './actions/verify.ts'
import { seal, sealOften } from './jobs.ts'
import { text } from './text.ts'

/** The trail of changes: what this room offers the building. */
export const audit: Module = {
  name: 'audit',
  actions: [searchTrail, readEntry, exportTrail, verifyTrail],
  texts: text,
  jobs: [verifyJob],
  tasks: [seal],
  schedules: [sealOften],
}
