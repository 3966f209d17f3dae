import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '../../core/endpoint.ts'
import { type BulkPreview, type BulkResult, type bulkDone, type bulkPreview, bulkResult, type selectionId } from '../../core/selection.ts'
import type { Say } from '../../core/text.ts'
import { refusedRows } from '../bulk/contract.ts'
import { cancelJob, readJob } from '../office/contract.ts'
import { call } from './client.ts'
import { asFailure, type Failure } from './failure.ts'
import { fetchFile } from './files.ts'
import { isOpen, jobFailure, secondsLeft, shareOf } from './jobs.ts'
import { refresh, useChange, useRead } from './reads.ts'

type Endpoints<Input extends z.ZodType> = {
  preview: Endpoint<Input, typeof bulkPreview>
  run: Endpoint<typeof selectionId, typeof bulkDone>
}

type BulkOptions<Input> = {
  /** What is asked; undefined until all of it is chosen. */
  input: Input | undefined
  say: Say
  /** Rooms whose screens show the effect. */
  rooms: readonly string[]
  /** Everything chosen that could be done was done; `undoId` takes it back. */
  onDone: (result: BulkResult, undoId: number | null) => void
}

type Doing = { jobId: number | null; undoId: number | null; result: BulkResult | null }

/** Shows what a change would do to the chosen rows as soon as it is chosen, and does it: at once, or watching a job. */
export function useBulk<Input extends z.ZodType>(endpoints: Endpoints<Input>, { input, say, rooms, onDone }: BulkOptions<z.input<Input>>) {
  const client = useQueryClient()
  const { preview, looking, problem: unseen } = usePreview(endpoints.preview, input)
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const begin = useChange(endpoints.run, { rooms: ['undo', 'jobs', ...rooms] })
  const cancel = useChange(cancelJob)
  const refused = useChange(refusedRows)
  const end = (result: BulkResult, of: Doing) => {
    setDoing({ ...of, result })
    onDone(result, of.undoId)
  }
  const { job, readAt } = useEnd(doing?.result ? null : (doing?.jobId ?? null), (ended) => {
    void refresh(client, ['undo', ...rooms])
    const result = bulkResult.safeParse(ended)
    if (doing && result.success) end(result.data, doing)
  })
  const failed = job?.state === 'FAILED' ? jobFailure(job.problem, say) : undefined
  return {
    preview,
    looking,
    problem: begin.problem ?? refused.problem ?? cancel.problem ?? failed ?? unseen,
    busy: begin.busy,
    job:
      job && !doing?.result && !failed
        ? { done: shareOf(job), secondsLeft: secondsLeft(job, readAt ?? 0), cancel: () => void cancel.send({ id: job.id }) }
        : undefined,
    result: doing?.result && doing.result.refused.length > 0 ? doing.result : undefined,
    run: async () => {
      if (!preview) return
      const done = await begin.send({ selectionId: preview.selectionId })
      if (!done) return
      setDoing(done)
      if (done.result) end(done.result, done)
    },
    fetchRefused: async () => {
      const file = preview && (await refused.send({ selectionId: preview.selectionId }))
      if (file) fetchFile(file.fileId, file.name)
    },
  }
}

const settle = 350

/** Asked once the choice has stood still for a moment, and not again by itself: what was seen is what will be done. */
function usePreview<Input extends z.ZodType>(endpoint: Endpoint<Input, typeof bulkPreview>, input: z.input<Input> | undefined) {
  const asked = input === undefined ? undefined : JSON.stringify(input)
  const [seen, setSeen] = useState<{ asked: string; preview?: BulkPreview; problem?: Failure } | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says whether another thing is asked
  useEffect(() => {
    if (asked === undefined || input === undefined) return
    const stop = new AbortController()
    const ask = () =>
      call(endpoint, input, { signal: stop.signal }).then(
        (preview) => setSeen({ asked, preview }),
        (thrown) => stop.signal.aborted || setSeen({ asked, problem: asFailure(thrown) }),
      )
    const timer = setTimeout(() => void ask(), settle)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [asked])
  const isCurrent = asked !== undefined && seen?.asked === asked
  return {
    preview: asked === undefined ? undefined : seen?.preview,
    looking: asked !== undefined && !isCurrent,
    problem: isCurrent ? seen.problem : undefined,
  }
}

const none = 0

/** Watches a job, if there is one, and tells its result once. */
function useEnd(jobId: number | null, onEnd: (result: unknown) => void) {
  const [over, setOver] = useState(false)
  const { data: job, readAt } = useRead(readJob, { id: jobId ?? none }, { when: jobId !== null, everySeconds: over ? undefined : 1 })
  const state = jobId === null ? undefined : job?.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it has ended
  useEffect(() => {
    const ended = state !== undefined && !isOpen(state)
    setOver(ended)
    if (ended) onEnd(job?.result)
  }, [state])
  return { job: jobId === null ? undefined : job, readAt }
}
