import { inZone } from '../../core/instant.ts'
import type { Task, TaskContext } from '../../platform/jobs/job.ts'
import { perform } from '../../platform/perform.ts'
import { versionInForce } from '../policies/queries.ts'
import { startRun } from './actions/runs.ts'

/** Assesses whoever has news; a policy newly in force makes it a full run by itself. Nothing to do before the first policy. */
async function incremental(context: TaskContext): Promise<void> {
  const today = inZone(context.now, 'Asia/Shanghai').day
  if ((await versionInForce(context.company.db, today)) === undefined) return
  await perform(context, startRun, context.system, { incremental: true })
}

/** What the runs of every night are called, in the list of runs too. */
export const nightly = 'tiering.nightly'

/** Every night, when windows have moved on by a day. */
export const nightlyRun: Task = { name: nightly, run: incremental }

/** Shortly after customers or orders changed. */
export const refreshSoon: Task = { name: 'tiering.refresh', run: incremental }
