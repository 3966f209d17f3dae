import type { Module } from '../../platform/house.ts'
import { startSampleLoad } from './actions.ts'
import { sampleLoadJob } from './load-job.ts'
import { text } from './text.ts'

/** Trying the product out on a made-up company. */
export const sample: Module = { name: 'sample', actions: [startSampleLoad], texts: text, jobs: [sampleLoadJob] }
