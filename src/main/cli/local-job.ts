import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../platform/clock.ts'
import type { Deployment } from '../../platform/companies.ts'
import { runJob } from '../../platform/jobs/run-job.ts'
import type { Office } from '../../platform/perform.ts'
import { workerLives } from '../doors/live-worker.ts'
import { endOf, readJob } from './job.ts'
import type { Kewei, OnProgress } from './kewei.ts'

type Following = { kewei: Kewei; deployment: Deployment; office: Office; id: number; onProgress: OnProgress }

const pause = 250
/** How many looks at the job go by between two looks for a worker: one may have died meanwhile. */
const looksPerCheck = 8

/** Leaves the job to a worker if one lives and watches it; otherwise does it here. Answers its result. */
export async function followLocalJob({ kewei, deployment, office, id, onProgress }: Following): Promise<unknown> {
  let running: Promise<void> | undefined
  let failure: unknown
  for (let look = 0; ; look += 1) {
    const job = await readJob(kewei, id)
    onProgress(job)
    if (job.endedAt !== null) {
      await running
      return endOf(job)
    }
    if (failure) throw failure
    if (!running && look % looksPerCheck === 0 && !(await workerLives(deployment))) {
      running = runJob(office, systemClock, id)
        .catch((error: unknown) => {
          failure = error
        })
        .finally(() => {
          running = undefined
        })
    }
    await sleep(pause)
  }
}
