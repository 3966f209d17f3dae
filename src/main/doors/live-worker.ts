import type { Deployment } from '../../platform/companies.ts'
import { deploymentSchema } from '../../platform/deployment-options.ts'

/** Whether some process of this deployment works through the queue just now. */
export async function workerLives({ owner }: Deployment): Promise<boolean> {
  const { rows } = await owner.query<{ alive: boolean }>(
    `select exists (select 1 from ${deploymentSchema}.process where role = 'worker' and beat_at > now() - interval '15 seconds') as alive`,
  )
  return rows[0]?.alive ?? false
}
