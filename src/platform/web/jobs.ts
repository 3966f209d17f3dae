import { useEffect, useState } from 'react'
import { z } from 'zod'
import type { Say } from '../../core/text.ts'
import { type job, readJob } from '../office/contract.ts'
import { useLive } from './live/use-live.ts'
import { type Read, useRead } from './reads.ts'

export type JobSeen = z.input<typeof job>

/** It waits or runs: what it shows will change by itself. */
export const isOpen = (state: JobSeen['state']): boolean => state === 'WAITING' || state === 'RUNNING'

/** The share of its rows that a job has done, 0–1; undefined while nobody knows how many there are. */
export const shareOf = (j: Pick<JobSeen, 'done' | 'total'>): number | undefined => (j.total ? Math.min(1, j.done / j.total) : undefined)

/** How long it will still take if it goes on as it did until `at` (milliseconds since 1970); undefined during the first tenth. */
export function secondsLeft(j: Pick<JobSeen, 'done' | 'total' | 'startedAt' | 'state'>, at: number): number | undefined {
  const share = shareOf(j)
  if (j.state !== 'RUNNING' || !j.startedAt || !share || share < 0.1) return undefined
  const passed = (at - new Date(j.startedAt).getTime()) / 1000
  return passed > 3 ? (passed * (1 - share)) / share : undefined
}

/** A job, asked again until it has ended: when it says that it went on, and by the clock, seldom while changes are told. */
export function useJob(id: number): Read<JobSeen> {
  const live = useLive()
  const [over, setOver] = useState(false)
  const read = useRead(readJob, { id }, { everySeconds: over ? undefined : live ? 5 : 1 })
  const state = read.data?.state
  useEffect(() => setOver(state !== undefined && !isOpen(state)), [state])
  return read
}

const made = z.object({ fileId: z.uuid(), name: z.string() })

/** The file a job has made, where it made one. */
export function madeFile(j: Pick<JobSeen, 'state' | 'result'>): z.infer<typeof made> | undefined {
  const found = made.safeParse(j.result)
  return j.state === 'DONE' && found.success ? found.data : undefined
}

const keptProblem = z.object({
  code: z.string(),
  rule: z.string(),
  facts: z.record(z.string(), z.unknown()).default({}),
  issues: z.array(z.object({ path: z.string(), reason: z.string(), facts: z.record(z.string(), z.unknown()).default({}) })).default([]),
})

/** Why a job failed, in words: it keeps names and facts only, because whoever looks may read another language. */
export function jobFailure(kept: unknown, say: Say) {
  const problem = keptProblem.safeParse(kept)
  if (!problem.success) return { code: 'fault', rule: 'fault', issues: [] }
  const { code, rule, facts, issues } = problem.data
  return {
    code,
    rule,
    facts,
    message: say(`problem.${rule}`, facts),
    issues: issues.map((i) => ({ path: i.path, reason: i.reason, message: say(`issue.${i.reason}`, i.facts) })),
  }
}
