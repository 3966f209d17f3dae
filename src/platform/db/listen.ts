import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log.ts'
import type { Target } from './connect.ts'

export type Listening = { stop(): Promise<void> }

type Heard = {
  channel: string
  onMessage: (text: string) => void
  /** It listens again after a break: what was told meanwhile is lost. */
  onBack: () => void
  log: Log
}

const pauses = [100, 500, 1_000, 2_000, 5_000]
const askEveryMs = 15_000

/** Hears what is told on a channel, over a connection of its own that is opened again whenever it is lost. Resolves once it listens. */
export async function listenTo(target: Target, heard: Heard): Promise<Listening> {
  const end = new AbortController()
  let client: pg.Client | undefined
  const connect = async () => {
    const { host, port, user, password, database, ssl } = target
    const opening = new pg.Client({
      ...{ host, port, user, password, database, ssl: ssl ?? false },
      ...{ keepAlive: true, connectionTimeoutMillis: 10_000, query_timeout: 10_000, application_name: 'kewei-live' },
    })
    const lost = () => {
      if (client !== opening) return
      client = undefined
      void again()
    }
    opening.on('error', lost)
    opening.on('end', lost)
    opening.on('notification', ({ payload }) => heard.onMessage(payload ?? ''))
    await opening.connect()
    await opening.query(`listen ${heard.channel}`)
    client = opening
  }
  const again = async () => {
    for (let tries = 0; !end.signal.aborted; tries += 1) {
      await sleep(pauses[Math.min(tries, pauses.length - 1)], undefined, { signal: end.signal }).catch(() => undefined)
      if (end.signal.aborted) return
      try {
        await connect()
        return heard.onBack()
      } catch (error) {
        heard.log.debug({ err: error }, 'cannot hear of changes yet')
      }
    }
  }
  await connect().catch(again)
  // A line that has gone dead without a word is noticed by asking.
  const ask = setInterval(() => void client?.query('select 1').catch(() => client?.end()), askEveryMs)
  return {
    async stop() {
      end.abort()
      clearInterval(ask)
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}
