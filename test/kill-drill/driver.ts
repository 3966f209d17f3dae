import { drillChildren } from '../drill-children.ts'
import type { TestOffice } from '../office.ts'
import type { Order } from './child.ts'

const children = drillChildren<Order>(new URL('./child.ts', import.meta.url))
export const endDrill = children.end

/** A number from 0 to below 1, the same sequence for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** `within`: the latest moment of a kill, in milliseconds; 400 unless told otherwise. */
export type Drill = { office: TestOffice; random: () => number; program: Order['program']; rows: number; within?: number }

/** Runs a job in child processes to its end, killing up to `kills` of them. Answers how many. */
export async function runKilling(drill: Drill, jobId: number, kills: number): Promise<number> {
  for (let killed = 0; ; killed++) if (!(await attempt(drill, jobId, killed < kills))) return killed
}

/** One attempt at a job, killed at a random moment if asked. Answers whether it was killed before its end. */
export async function attempt({ office, random, program, rows, within = 400 }: Drill, jobId: number, killing: boolean): Promise<boolean> {
  const order: Order = {
    program,
    target: office.deployment.ownerTarget,
    schema: office.company.key,
    files: office.company.files.folder,
    jobId,
    now: office.now.toISOString(),
    rows,
  }
  const delay = 20 + random() * (within - 20)
  // Most kills fall while rows are being written, some while the file is still being read.
  const from = random() < 0.15 ? 'started' : 'working'
  const wasKilled = await children.run(order, killing ? { from, delay } : undefined)
  if (wasKilled) await office.sql("update job set lease_until = now() - interval '1 second' where id = $1 and state = 'RUNNING'", [jobId])
  return wasKilled
}
