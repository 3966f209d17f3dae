import { type LiveEvent, liveEvents, type Nudge, nudges } from '../../../core/nudge.ts'
import { apiBase } from '../request.ts'

export type Heard = { readonly event: LiveEvent; readonly nudges: readonly Nudge[] }
export type Listener = {
  readonly onEvent: (heard: Heard) => void
  readonly onState: (connected: boolean) => void
  /** The server knows nobody here any more: the stream stays closed. */
  readonly onSignedOut: () => void
}

const firstPauseMs = 1_000
const longestPauseMs = 60_000
/** The server beats every twenty seconds; a line that is silent for longer is dead. */
const silenceMs = 50_000

/** Listens to the server until `end`, coming back after each break where it was, ever later and never all browsers at once. */
export async function listen(listener: Listener, end: AbortSignal): Promise<void> {
  let last: string | undefined
  for (let tries = 0; !end.aborted; tries += 1) {
    const attempt = new AbortController()
    const stop = () => attempt.abort()
    end.addEventListener('abort', stop)
    const reply = await open(last, attempt.signal)
    if (reply?.status === 401) return listener.onSignedOut()
    if (reply?.ok && reply.body) {
      tries = 0
      listener.onState(true)
      await readAll(reply.body, attempt, (block) => {
        last = block.id ?? last
        if (block.heard) listener.onEvent(block.heard)
      })
      listener.onState(false)
    }
    end.removeEventListener('abort', stop)
    await pause(Math.min(longestPauseMs, firstPauseMs * 2 ** tries) * (0.5 + Math.random()), end)
  }
}

const open = (last: string | undefined, signal: AbortSignal): Promise<Response | undefined> =>
  fetch(`${apiBase}/live`, {
    headers: { accept: 'text/event-stream', ...(last ? { 'last-event-id': last } : {}) },
    cache: 'no-store',
    credentials: 'same-origin',
    signal,
  }).catch(() => undefined)

type Block = { id: string | undefined; heard: Heard | undefined }

async function readAll(body: ReadableStream<Uint8Array>, attempt: AbortController, onBlock: (block: Block) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let text = ''
  for (;;) {
    const silence = setTimeout(() => attempt.abort(), silenceMs)
    const part = await reader.read().catch(() => undefined)
    clearTimeout(silence)
    if (!part || part.done) return
    const blocks = (text + part.value).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) onBlock(readBlock(block))
  }
}

/** One block of a stream of server-sent events; what this page does not know is passed over. */
export function readBlock(block: string): Block {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]))
  const event = liveEvents.find((e) => e === fields.get('event'))
  const told = event && nudges.safeParse(JSON.parse(fields.get('data') ?? '[]'))
  return { id: fields.get('id'), heard: event && told?.success ? { event, nudges: told.data } : undefined }
}

const pause = (ms: number, end: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, ms)
    end.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })
