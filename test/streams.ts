import { once } from 'node:events'
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Nudge } from '../src/core/nudge.ts'

export type Heard = { event: string; id: string; nudges: Nudge[] }
export type Stream = {
  status: number
  headers: http.IncomingHttpHeaders
  /** What came so far, oldest first, without the first greeting. */
  heard: Heard[]
  ended: boolean
  close(): void
}

/** Opens the stream of changes as a browser would, and reads it until it ends or is closed. Resolves after the greeting. */
export async function streamAt(port: number, headers: Record<string, string>): Promise<Stream> {
  const { origin: _, host: __, ...sent } = headers
  const request = http.get({ host: '127.0.0.1', port, path: '/api/live', headers: sent, agent: new http.Agent() })
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const stream: Stream = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    heard: [],
    ended: false,
    close: () => void request.destroy(),
  }
  let text = ''
  const greeted = new Promise<void>((done) => {
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      stream.heard.push(...blocks.flatMap(heardIn))
      if (stream.heard.length > 0) done()
    })
    response.on('close', () => {
      stream.ended = true
      done()
    })
  })
  request.on('error', () => undefined)
  await greeted
  return stream
}

function heardIn(block: string): Heard[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
  const event = field('event')
  return event === undefined ? [] : [{ event, id: field('id') ?? '', nudges: JSON.parse(field('data') ?? '[]') }]
}

/** Waits until something is so, at most some seconds; answers whether it came to be. */
export async function soon(isSo: () => boolean, seconds = 10): Promise<boolean> {
  for (let i = 0; i < seconds * 20 && !isSo(); i += 1) await sleep(50)
  return isSo()
}
