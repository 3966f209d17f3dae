import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Deployment } from './companies.ts'
import { deploymentSchema } from './deployment-options.ts'

export const beatMs = 3_000
/** A process that has not been heard of for so long is gone. */
export const deadAfterSeconds = 15

/** What a living process says of itself. `workers` are the queue's names for what it works with. */
export type Said = { role: 'web' | 'worker'; version: string; workers?: () => readonly string[] }
export type Presence = { beat(): Promise<void>; leave(): Promise<void> }

/** A process of the deployment, known to the others from its first beat until it leaves or is not heard of any more. */
export function presenceOf({ owner }: Deployment, { role, version, workers = () => [] }: Said): Presence {
  const id = randomUUID()
  return {
    async beat() {
      await owner.query(
        `insert into ${deploymentSchema}.process (id, role, host, pid, version, workers) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set beat_at = now(), workers = excluded.workers`,
        [id, role, hostname(), process.pid, version, [...workers()]],
      )
    },
    async leave() {
      await owner.query(`delete from ${deploymentSchema}.process where id = $1`, [id])
    },
  }
}

/** Beats until `leave`; the first beat is in when this resolves. */
export async function staysPresent(deployment: Deployment, said: Said): Promise<Pick<Presence, 'leave'>> {
  const presence = presenceOf(deployment, said)
  await presence.beat()
  const guarded = (saying: Promise<void>) =>
    saying.catch((error: unknown) => deployment.log.warn({ err: error }, 'could not say whether this process lives'))
  let last = Promise.resolve()
  const timer = setInterval(() => {
    last = guarded(presence.beat())
  }, beatMs)
  return {
    async leave() {
      clearInterval(timer)
      await last
      await guarded(presence.leave())
    },
  }
}
