import type { Task } from '../../platform/jobs/job.ts'
import { perform } from '../../platform/perform.ts'
import { endPlans } from './actions/endings.ts'
import { policyIfAny } from './actions/policy-now.ts'

/** Every night after tiers were run. Nothing to do before the first policy. */
export const nightlyEndings: Task = {
  name: 'plans.nightly',
  async run(context) {
    if ((await policyIfAny(context.company.db, context.company, context.now)) === undefined) return
    await perform(context, endPlans, context.system, {})
  },
}
