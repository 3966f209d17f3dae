import { inZone } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import { countCustomers } from '../../modules/customers/queries/list.ts'
import { everyone } from '../../modules/organisation/actions/caller.ts'
import { lockCompany } from '../../modules/organisation/store/people.ts'
import { change } from '../../platform/action.ts'
import { startJob } from '../../platform/jobs/job.ts'
import { listJobs } from '../../platform/office/queries.ts'
import { systemCaller } from '../../platform/system-caller.ts'
import * as contract from './contract.ts'
import { sampleLoadJob } from './load-job.ts'

/** Two who ask at once wait for each other at the company's row; the second finds the first one's job. */
export const startSampleLoad = change(contract.startSampleLoad, async (context) => {
  const { tx, now } = context
  await lockCompany(tx)
  const { rows } = await listJobs(tx, systemCaller(now, sampleLoadJob.kind).actor, { kind: sampleLoadJob.kind, open: true, limit: 1 })
  if (rows.length > 0) throw new Problem('refused', 'sample-loading')
  const { count } = await countCustomers(tx, everyone, {})
  if (count > 0) throw new Problem('refused', 'company-not-empty', { count })
  const jobId = await startJob(context, sampleLoadJob, { today: inZone(now, 'Asia/Shanghai').day })
  return { result: { jobId }, nothingChanged: true }
})
