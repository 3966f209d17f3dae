/**
 * What every room needs of the kit at the door: jobs to watch, files to bring and fetch.
 */
import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'
import { jobStates } from '../jobs/job-states.ts'

export const job = z.strictObject({
  id: z.int(),
  kind: z.string(),
  state: z.enum(jobStates),
  step: z.string().nullable(),
  done: z.int(),
  total: z.int().nullable(),
  cancelAsked: z.boolean(),
  by: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  result: z.unknown(),
  problem: z.unknown(),
})
export type Job = z.output<typeof job>

export const listJobs = endpoint({
  name: 'jobs.list',
  summary: 'List jobs, newest first; all of them for who may see all',
  method: 'GET',
  path: '/jobs',
  permission: 'signed-in',
  input: z.strictObject({ ...pageInput, kind: z.string().max(60).optional(), open: z.boolean().optional(), mine: z.boolean().optional() }),
  output: pageOf(job),
})

export const readJob = endpoint({
  name: 'jobs.read',
  summary: 'How far a job is, and how it ended',
  method: 'GET',
  path: '/jobs/:id',
  permission: 'signed-in',
  input: z.strictObject({ id: z.int() }),
  output: job,
})

export const cancelJob = endpoint({
  name: 'jobs.cancel',
  summary: 'Ask a job to stop; what it has done so far stays',
  method: 'POST',
  path: '/jobs/:id/cancellation',
  permission: 'signed-in',
  input: z.strictObject({ id: z.int() }),
  output: job,
})

export const retryJob = endpoint({
  name: 'jobs.retry',
  summary: 'Take up a failed or cancelled job where it stopped',
  method: 'POST',
  path: '/jobs/:id/retry',
  permission: 'signed-in',
  input: z.strictObject({ id: z.int() }),
  output: job,
})

export const file = z.strictObject({ id: z.uuid(), name: z.string(), size: z.int(), purpose: z.string(), createdAt: instant })

export const uploadFile = endpoint({
  name: 'files.upload',
  summary: 'Bring a file for an import; only whoever brought it can use it',
  method: 'POST',
  path: '/files',
  permission: 'customers.import',
  input: z.strictObject({
    id: z.uuid(),
    name: z.string().min(1).max(255),
    size: z.int(),
    sha256: z.string(),
    purpose: z.enum(['import']).default('import'),
  }),
  output: file,
  body: 'file',
})

export const downloadFile = endpoint({
  name: 'files.download',
  summary: 'Fetch a file made for or brought by the caller',
  method: 'GET',
  path: '/files/:id',
  permission: 'signed-in',
  input: z.strictObject({ id: z.uuid() }),
  output: z.unknown(),
  reply: 'file',
})

const event = (name: string, kind: string, id: number, after: Record<string, unknown>): Event => ({ name, subject: { kind, id }, after })
export const jobCancelled = (id: number, kind: string): Event => event('job.cancelled', 'job', id, { kind })
export const jobRetried = (id: number, kind: string): Event => event('job.retried', 'job', id, { kind })
export const fileUploaded = (id: string, name: string, size: number): Event => event('file.uploaded', 'file', 0, { id, name, size })
