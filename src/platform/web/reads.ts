import {
  hashKey,
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '../../core/endpoint.ts'
import { type CallOptions, call } from './client.ts'
import { asFailure, type Failure, mayRetry } from './failure.ts'
import { hold, newsOf, onNews } from './live/news.ts'
import { roomOf } from './request.ts'

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 5 * 60_000,
        retry: (count, thrown) => count < 2 && mayRetry(asFailure(thrown)),
        refetchOnWindowFocus: true,
        // Without a network the call fails with words instead of waiting silently.
        networkMode: 'always',
      },
      mutations: { retry: false },
    },
  })

export type Read<T> = {
  readonly data: T | undefined
  /** The first answer is still on its way. */
  readonly loading: boolean
  /** A newer answer is on its way; `data` is the last one. */
  readonly refreshing: boolean
  /** `data` answers the input asked before this one. */
  readonly outdated: boolean
  readonly problem: Failure | undefined
  /** When `data` arrived, in milliseconds since 1970. */
  readonly readAt: number | undefined
  readonly again: () => void
}

export type ReadOptions = {
  /** False keeps still: for what is asked only after a choice. */
  readonly when?: boolean
  /** Ask again every so many seconds, e.g. for a job that runs. */
  readonly everySeconds?: number | undefined
  readonly staleSeconds?: number
  /** While another input is asked, goes on showing the last answer. Look at `outdated` where it would stand under the new question's name. */
  readonly keepLast?: boolean
}

const failureOf = (error: Error | null): Failure | undefined => (error ? asFailure(error) : undefined)

/** What an endpoint answers, kept and shared between screens; asked again after a change in its room. */
export function useRead<In extends z.ZodType, Out extends z.ZodType>(
  endpoint: Endpoint<In, Out>,
  input: z.input<In>,
  options: ReadOptions = {},
): Read<z.input<Out>> {
  const q = useQuery<z.input<Out>, Error>({
    queryKey: [roomOf(endpoint), endpoint.name, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    enabled: options.when ?? true,
    ...(options.keepLast ? { placeholderData: keepPreviousData } : {}),
    ...(options.everySeconds ? { refetchInterval: options.everySeconds * 1000 } : {}),
    ...(options.staleSeconds !== undefined ? { staleTime: options.staleSeconds * 1000 } : {}),
  })
  return {
    data: q.data,
    loading: q.isLoading,
    refreshing: q.isFetching && !q.isLoading,
    outdated: q.isPlaceholderData,
    problem: failureOf(q.error),
    readAt: q.dataUpdatedAt || undefined,
    again: () => void q.refetch(),
  }
}

/** What a paging endpoint answers: `rows`, `next` and whatever else stands in the first page (`total`, …). */
type PageReply = { readonly rows: readonly unknown[]; readonly next: string | null }

export type Pages<Reply extends PageReply> = Omit<Read<Reply>, 'data'> & {
  readonly rows: readonly Reply['rows'][number][]
  /** The first page: totals and counts stand there. */
  readonly first: Reply | undefined
  readonly hasMore: boolean
  readonly loadingMore: boolean
  readonly more: () => void
  /** From then until what it answers is called, the rows stay as they are when something changes, and `news` counts. */
  readonly hold: () => () => void
  /** How many things changed since the rows came, 0 when nobody can say; undefined: nothing did. */
  readonly news: number | undefined
}

/** Rows page by page, by key: `more()` fetches the next page and adds it. Input without `after`. */
export function usePages<In extends z.ZodType, Out extends z.ZodType<unknown, PageReply>>(
  endpoint: Endpoint<In, Out>,
  input: Omit<z.input<In>, 'after'>,
  options: Pick<ReadOptions, 'when'> = {},
): Pages<z.input<Out>> {
  const queryKey = [roomOf(endpoint), endpoint.name, 'pages', input]
  const hash = hashKey(queryKey)
  const news = useSyncExternalStore(onNews, () => newsOf(hash))
  const held = useCallback(() => hold(hash), [hash])
  const q = useInfiniteQuery<z.input<Out>, Error, InfiniteData<z.input<Out>>, readonly unknown[], string | null>({
    queryKey,
    queryFn: ({ signal, pageParam }) => call(endpoint, pageInput(input, pageParam), { signal }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    enabled: options.when ?? true,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => q.data?.pages.flatMap((p) => [...p.rows]) ?? [], [q.data])
  return {
    rows,
    first: q.data?.pages[0],
    hasMore: q.hasNextPage,
    loadingMore: q.isFetchingNextPage,
    more: () => void q.fetchNextPage({ cancelRefetch: false }),
    hold: held,
    news,
    loading: q.isLoading,
    refreshing: q.isFetching && !q.isLoading && !q.isFetchingNextPage,
    outdated: q.isPlaceholderData,
    problem: failureOf(q.error),
    readAt: q.dataUpdatedAt || undefined,
    again: () => void q.refetch(),
  }
}

/** The input of one page. `In` of a paging endpoint takes `after` (core/page.ts), which the compiler cannot see through `Omit`. */
const pageInput = <In>(input: Omit<In, 'after'>, after: string | null): In => ({ ...input, ...(after ? { after } : {}) }) as In

export type Change<Input, Output> = {
  /** Resolves to the reply, or to undefined when it failed: `problem` then says why, and nothing typed is lost. */
  readonly send: (input: Input, options?: Pick<CallOptions, 'file' | 'onProgress' | 'signal'>) => Promise<Output | undefined>
  readonly problem: Failure | undefined
  readonly busy: boolean
  readonly reset: () => void
}

export type ChangeOptions<Output> = {
  readonly onDone?: (output: Output) => void
  /** Rooms whose screens show the effect too; they are asked again at once. */
  readonly rooms?: readonly string[]
}

/** A write. The same input sent again after a failure carries the same idempotency key. */
export function useChange<In extends z.ZodType, Out extends z.ZodType>(
  endpoint: Endpoint<In, Out>,
  options: ChangeOptions<z.input<Out>> = {},
): Change<z.input<In>, z.input<Out>> {
  const client = useQueryClient()
  const [state, setState] = useState<{ busy: boolean; problem: Failure | undefined }>({ busy: false, problem: undefined })
  const submission = useRef<{ input: string; key: string } | undefined>(undefined)
  return {
    ...state,
    reset: () => setState({ busy: false, problem: undefined }),
    send: async (input, sending = {}) => {
      const text = JSON.stringify([input, sending.file?.name, sending.file?.size, sending.file?.lastModified])
      if (submission.current?.input !== text) submission.current = { input: text, key: newKey() }
      setState({ busy: true, problem: undefined })
      try {
        const output = await call(endpoint, input, {
          ...sending,
          ...(endpoint.idempotent ? { idempotencyKey: submission.current.key } : {}),
        })
        submission.current = undefined
        setState({ busy: false, problem: undefined })
        await refresh(client, [roomOf(endpoint), ...(options.rooms ?? [])])
        options.onDone?.(output)
        return output
      } catch (thrown) {
        const problem = asFailure(thrown)
        // That nobody is signed in any more, a window over the page says; afterwards it would no longer be true.
        const isSaidElsewhere = sending.signal?.aborted || problem.code === 'signed-out'
        setState({ busy: false, problem: isSaidElsewhere ? undefined : problem })
        // What stands there now is fetched, so that the screen can show both values.
        if (problem.code === 'conflict' || problem.code === 'precondition-required') await refresh(client, [roomOf(endpoint)])
        return undefined
      }
    },
  }
}

/** A random UUID (version 4). `crypto.randomUUID` is missing where the product is served without TLS in a local network. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)).map((b, i) => (i === 6 ? (b & 0x0f) | 0x40 : i === 8 ? (b & 0x3f) | 0x80 : b))
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Asks again what is on screen from these rooms; everything else is asked again when it is next shown. */
export async function refresh(client: QueryClient, rooms: readonly string[]): Promise<void> {
  void client.invalidateQueries({ predicate: (q) => !rooms.includes(String(q.queryKey[0])), refetchType: 'none' })
  await Promise.all(rooms.map((room) => client.invalidateQueries({ queryKey: [room] })))
}
