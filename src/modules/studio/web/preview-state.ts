import { z } from 'zod'
import { useKept } from '../../../ui/kept.ts'

const kept = z.object({ jobId: z.int(), of: z.string(), effectiveOn: z.string() })
/** The last preview asked for on this device: its job, the text it is of (by fingerprint), and the day it is for. */
export type Asked = z.infer<typeof kept>

export const useAsked = (): [Asked | undefined, (asked: Asked | undefined) => void] =>
  useKept('studio.preview', (stored) => kept.safeParse(stored).data)

const result = z.object({ previewId: z.int() })
/** Which preview a job that has ended made. */
export const previewOf = (job: { readonly state: string; readonly result: unknown } | undefined): number | undefined =>
  job?.state === 'DONE' ? result.safeParse(job.result).data?.previewId : undefined
