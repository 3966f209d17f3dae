import type { Target } from './db/connect.ts'
import type { Log } from './log.ts'

export const deploymentSchema = 'kewei_deployment'
export const jobSchema = 'graphile_worker'

export type DeploymentOptions = {
  owner: Target
  /** Where reads may go instead, lagging a little. */
  replica?: Target | undefined
  secret: string
  filesFolder: string
  /** The application's roles may sign in by themselves (our own cluster), or are only taken on (`set role`) by the owner's login. */
  ownCluster: boolean
  log: Log
  poolSize?: number
}
