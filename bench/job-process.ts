// Runs one job in a process of its own and says when it has ended.
import { setPriority } from 'node:os'
import { rooms } from '../src/main/modules.ts'
import { type Company, openDeployment } from '../src/platform/companies.ts'
import type { DeploymentOptions } from '../src/platform/deployment-options.ts'
import { runJob } from '../src/platform/jobs/run-job.ts'
import { createLog } from '../src/platform/log.ts'

process.once('message', async ({ options, jobId }: { options: DeploymentOptions; jobId: number }) => {
  setPriority(10)
  const log = createLog('error')
  const deployment = await openDeployment({ ...options, log })
  const company = (await deployment.company('kewei')) as Company
  await runJob({ company, house: rooms(), log }, () => new Date(), jobId)
  process.send?.('ended')
  process.once('message', () => process.exit(0))
})
