import { Readable } from 'node:stream'
import type { LiveEvent, Nudge } from '../../core/nudge.ts'

/** A browser that listens: over its stream it is told what changed. */
export type Watching = {
  /** Hash of the session it came with, in hex: looked up again for each change. */
  readonly session: string
  readonly personId: number
  readonly stream: Readable
}

/** What a browser has not taken by then it will not take: it comes back and asks again. */
const mostWaiting = 256 * 1024

export function watchingOf(session: string, personId: number): Watching {
  return { session, personId, stream: new Readable({ read() {} }) }
}

/** `at` (milliseconds since 1970) is where the browser goes on after a break: `Last-Event-ID`. */
export function send({ stream }: Watching, event: LiveEvent, at: number, nudges: readonly Nudge[] = []): void {
  write(stream, `id: ${at}\nevent: ${event}\ndata: ${JSON.stringify(nudges)}\n\n`)
}

/** Says that the line is alive, to the browser and to whatever stands between. */
export const beat = ({ stream }: Watching): void => write(stream, ':\n\n')

export function leave({ stream }: Watching): void {
  if (!stream.destroyed) stream.push(null)
}

function write(stream: Readable, text: string): void {
  if (stream.destroyed || stream.readableEnded) return
  stream.push(text)
  if (stream.readableLength > mostWaiting) stream.destroy()
}
