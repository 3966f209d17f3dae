import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { Problem, problemCodes } from '../core/problem.ts'
import { readCompany } from '../modules/organisation/queries.ts'
import type { Caller } from '../platform/action.ts'
import { runJob } from '../platform/jobs/run-job.ts'
import { retryJob } from '../platform/office/actions.ts'
import type { Job } from '../platform/office/contract.ts'
import { listJobs, readJob } from '../platform/office/queries.ts'
import { type Office, perform, performChunk } from '../platform/perform.ts'
import { systemCaller } from '../platform/system-caller.ts'
import { startSampleLoad } from './sample/actions.ts'
import { startSampleLoad as door, loadResult } from './sample/contract.ts'
import { sampleLoadJob } from './sample/load-job.ts'
import { companyName, people } from './sample/people.ts'
import { hashesFor, openSample, type SignIn, samplePassword } from './sample/sign-ins.ts'

/**
 * Loads the sample company, ready to look at: policy, people with one password for all of them, customers, orders, tiers, tasks. A company that
 * nobody administers is founded by the sample's administrator, last of all: what was interrupted before is taken up where it stopped.
 * Throws `company-not-empty` when there are customers, `sample-loading` when somebody else loads it just now.
 */
export async function loadSample(office: Office, now: Date, by: Caller = systemCaller(now, 'sample')): Promise<SignIn[]> {
  const loadId = (await interrupted(office, by)) ?? door.output.parse(await perform(office, startSampleLoad, by, {})).jobId
  const { tierJobId, careJobId } = loadResult.parse(await finish(office, now, by, loadId))
  await finish(office, now, by, tierJobId)
  await finish(office, now, by, careJobId)
  const password = samplePassword(people, [companyName, (await readCompany(office.company.db)).name])
  const opening = { people, password, hashes: await hashesFor(people, password) }
  return performChunk(office, openSample, by, opening, loadId, async () => {})
}

/** The load of a company that nobody administers yet, where one was begun: it is gone on with rather than begun again. */
async function interrupted(office: Office, by: Caller): Promise<number | undefined> {
  const { db } = office.company
  if ((await readCompany(db)).setUpAt !== null) return undefined
  const { rows } = await listJobs(db, by.actor, { kind: sampleLoadJob.kind, limit: 1 })
  const [job] = rows
  if (job?.state === 'FAILED' || job?.state === 'CANCELLED') await perform(office, retryJob, by, { id: job.id })
  return job?.id
}

const pauseMs = 100

/** Does the job here, or waits for the worker that took it first; answers its result. */
async function finish(office: Office, now: Date, by: Caller, id: number): Promise<unknown> {
  for (;;) {
    await runJob(office, () => now, id)
    const job = await readJob(office.company.db, by.actor, id)
    if (job.endedAt !== null) return resultOf(job)
    await sleep(pauseMs)
  }
}

const problemShape = z.object({ code: z.enum(problemCodes), rule: z.string() })

function resultOf({ id, kind, state, result, problem }: Job): unknown {
  if (state === 'DONE') return result
  const known = problemShape.safeParse(problem)
  if (known.success) throw new Problem(known.data.code, known.data.rule)
  throw new Error(`job ${id} (${kind}) ended as ${state}: ${JSON.stringify(problem)}`)
}
