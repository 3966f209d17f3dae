import { inZone } from '../../core/instant.ts'
import type { Task, TaskContext } from '../../platform/jobs/job.ts'
import { perform } from '../../platform/perform.ts'
import { versionInForce } from '../policies/queries.ts'
import { startReminders } from './actions/reminding.ts'
import { startPlan } from './actions/runs.ts'

/** Plans for whoever has news; a policy newly in force or another work calendar makes it a full run by itself. Nothing to do before the first policy. */
async function incremental(context: TaskContext): Promise<void> {
  const today = inZone(context.now, 'Asia/Shanghai').day
  if ((await versionInForce(context.company.db, today)) === undefined) return
  await perform(context, startPlan, context.system, { incremental: true })
}

/** Every night, after tiers. */
export const nightlyPlan: Task = { name: 'care.nightly', run: incremental }

/** Shortly after tiers were run, tasks done, contacts recorded, customers changed hands, deputies or the work calendar were changed. */
export const planSoon: Task = { name: 'care.refresh', run: incremental }

/** Every morning, days off too: on those nobody is told. Nothing to do before the first policy. */
export const morningReminders: Task = {
  name: 'care.morning',
  async run(context) {
    const today = inZone(context.now, 'Asia/Shanghai').day
    if ((await versionInForce(context.company.db, today)) === undefined) return
    await perform(context, startReminders, context.system, {})
  },
}
