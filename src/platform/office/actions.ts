import { Problem } from '../../core/problem.ts'
import { change, isNamed, may, read } from '../action.ts'
import type { Download } from '../http/routes.ts'
import { runJobTask } from '../jobs/job.ts'
import { isTakenBack } from '../undo/store.ts'
import * as contract from './contract.ts'
import { fileOf, readJob as queryJob, listJobs as queryJobs } from './queries.ts'
import { askCancel, insertFile, reopen } from './store.ts'

export const listJobs = read(contract.listJobs, ({ db, actor }, filter) => queryJobs(db, actor, filter))

export const readJob = read(contract.readJob, ({ db, actor }, { id }) => queryJob(db, actor, id))

export const cancelJob = change(contract.cancelJob, async ({ tx, actor, now }, { id }) => {
  const { kind } = await queryJob(tx, actor, id)
  if (!(await askCancel(tx, id, now))) throw new Problem('refused', 'job-not-cancellable')
  return { result: await queryJob(tx, actor, id), events: [contract.jobCancelled(id, kind)] }
})

export const retryJob = change(contract.retryJob, async ({ tx, actor, enqueue, house }, { id }) => {
  const { kind } = await queryJob(tx, actor, id)
  const permission = house.jobs.get(kind)?.permission
  if (permission !== undefined && isNamed(permission) && !may(actor, permission))
    throw new Problem('forbidden', 'not-permitted', { permission })
  if (await isTakenBack(tx, id)) throw new Problem('refused', 'job-taken-back')
  if (!(await reopen(tx, id))) throw new Problem('refused', 'job-not-retryable')
  await enqueue(runJobTask, { jobId: id }, { key: `job:${id}` })
  return { result: await queryJob(tx, actor, id), events: [contract.jobRetried(id, kind)] }
})

export const uploadFile = change(contract.uploadFile, async (context, input) => {
  await insertFile(context, input)
  const { id, name, size, purpose } = input
  return { result: { id, name, size, purpose, createdAt: context.now }, events: [contract.fileUploaded(id, name, size)] }
})

export const downloadFile = read(contract.downloadFile, async (context, { id }): Promise<Download> => {
  const file = await fileOf(context.db, context, id)
  return { name: file.name, mediaType: file.media_type, open: () => context.company.files.open(id) }
})
