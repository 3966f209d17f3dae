import { setTimeout as sleep } from 'node:timers/promises'
import type { Nudge } from '../../core/nudge.ts'
import { Problem } from '../../core/problem.ts'
import type { Clock } from '../clock.ts'
import type { Company, Deployment } from '../companies.ts'
import { kyselyOver } from '../db/connect.ts'
import { type Listening, listenTo } from '../db/listen.ts'
import type { House } from '../house.ts'
import type { Log } from '../log.ts'
import { nudgeFor, type ToldChange, toldChange, type Watcher } from './change.ts'
import { changesSince } from './missed.ts'
import { liveChannel } from './tell.ts'
import { beat, leave, send, type Watching, watchingOf } from './watchers.ts'

/** Who stands behind these sessions (hashes in hex) now, with the rights of this moment; sessions that are over are missing. */
export type Recognise = (company: Company, sessions: readonly string[], now: Date) => Promise<ReadonlyMap<string, Watcher>>

export type HubOptions = { deployment: Deployment; house: House; clock: Clock; log: Log; recognise: Recognise }

export type Hub = {
  /**
   * Opens the stream of a browser. `since` (milliseconds since 1970): what changed after it is told first.
   * Throws `too-many` when this person has too many open already.
   */
  open(company: Company, session: string, personId: number, since: number | undefined): Promise<Watching['stream']>
  close(): Promise<void>
}

type Room = {
  readonly company: Company
  readonly watching: Set<Watching>
  hear(change: ToldChange): void
  /** Ends the streams of sessions that are over. */
  look(): void
}

/** Changes that come close together are told together: the more listen, the longer they are gathered. */
const gatherMs = (listeners: number): number => 250 + listeners / 2
const beatMs = 20_000
/** Whatever ends a session is a change, and every change looks who still may listen; only by time it ends without one. */
const lookMs = 60_000
export const mostOfOnePerson = 12
/** A stream that begins is told what changed while its page was being built. */
const beforeFirstMs = 5_000

/** What all browsers of this process are told. It costs one connection, and work when something changes, however many listen. */
export function createHub(options: HubOptions): Hub {
  const { clock, log, deployment } = options
  const rooms = new Map<string, Room>()
  const end = new AbortController()
  let listening: Promise<Listening> | undefined
  const all = (): Watching[] => [...rooms.values()].flatMap((r) => [...r.watching])
  const listen = () =>
    listenTo(deployment.ownerTarget, {
      channel: liveChannel,
      onMessage(text) {
        const space = text.indexOf(' ')
        rooms.get(text.slice(0, space))?.hear(toldChange.parse(JSON.parse(text.slice(space + 1))))
      },
      onBack: () => all().forEach((w) => void send(w, 'again', clock().getTime())),
      log,
    })
  const beats = setInterval(() => all().forEach(beat), beatMs).unref()
  const looks = setInterval(() => rooms.forEach((r) => void r.look()), lookMs).unref()
  return {
    async open(company, session, personId, since) {
      const room = rooms.get(company.key) ?? openRoom(options, company, end.signal)
      rooms.set(company.key, room)
      const watching = enter(room, session, personId)
      listening ??= listen()
      await listening
      if (end.signal.aborted) leave(watching)
      else await begin(options, company, watching, since)
      return watching.stream
    },
    async close() {
      end.abort()
      clearInterval(beats)
      clearInterval(looks)
      all().forEach(leave)
      await (await listening)?.stop()
    },
  }
}

function enter({ watching }: Room, session: string, personId: number): Watching {
  if ([...watching].filter((w) => w.personId === personId).length >= mostOfOnePerson)
    throw new Problem('too-many', 'too-many-requests', { retryAfterSeconds: 60 })
  const entered = watchingOf(session, personId)
  watching.add(entered)
  entered.stream.once('close', () => watching.delete(entered))
  return entered
}

/** One company: its changes are gathered for a moment and then told, one round after the other. */
function openRoom(options: HubOptions, company: Company, end: AbortSignal): Room {
  const watching = new Set<Watching>()
  let waiting: ToldChange[] = []
  let busy = false
  const round = async () => {
    if (busy) return
    busy = true
    await sleep(gatherMs(watching.size))
    const changes = waiting
    waiting = []
    await tell(options, company, watching, changes).catch((error: unknown) => {
      if (end.aborted) return
      options.log.warn({ err: error }, 'changes could not be told; the browsers ask again')
      for (const w of watching) send(w, 'again', options.clock().getTime())
    })
    busy = false
    if (waiting.length > 0 && !end.aborted) void round()
  }
  return {
    company,
    watching,
    look: () => void round(),
    hear(change) {
      if (watching.size === 0) return
      waiting.push(change)
      void round()
    },
  }
}

/** The first words on a stream: what changed since the browser last heard, and from where it may go on. */
async function begin(options: HubOptions, company: Company, watching: Watching, since: number | undefined): Promise<void> {
  const now = options.clock()
  const missed = await changesSince(company, since ?? now.getTime() - beforeFirstMs, since !== undefined)
  const [nudges] = missed === undefined ? [] : await nudgesFor(options, company, [watching], missed)
  if (missed === undefined) send(watching, 'again', now.getTime())
  else send(watching, 'change', now.getTime(), nudges ?? [])
}

/** Reads the rights of everybody who listens again, ends streams of sessions that are over, and tells each their part. */
async function tell(options: HubOptions, company: Company, watching: Set<Watching>, changes: readonly ToldChange[]): Promise<void> {
  const people = changes.length > 0 && changes.every((c) => c.people) ? new Set(changes.flatMap((c) => c.people ?? [])) : undefined
  const listeners = [...watching].filter((w) => !people || people.has(w.personId))
  if (listeners.length === 0) return
  const found = await nudgesFor(options, company, listeners, changes)
  const now = options.clock().getTime()
  for (const [i, listener] of listeners.entries()) {
    const nudges = found[i]
    if (nudges === undefined) {
      send(listener, 'over', now)
      leave(listener)
    } else if (nudges.length > 0) send(listener, 'change', now, nudges)
  }
}

/** For each listener the part of the changes they may know; undefined for one whose session is over. */
async function nudgesFor(
  { house, clock, recognise }: HubOptions,
  company: Company,
  listeners: readonly Watching[],
  changes: readonly ToldChange[],
): Promise<(Nudge[] | undefined)[]> {
  const watchers = await recognise(company, [...new Set(listeners.map((l) => l.session))], clock())
  const customers = new Set(changes.flatMap((c) => c.things ?? []).flatMap((t) => t.customerId ?? []))
  // From the primary: a replica may not have heard of the change yet.
  const standings = await house.customerStandings(kyselyOver(company.write), [...customers])
  return listeners.map(({ session }) => {
    const watcher = watchers.get(session)
    return watcher && changes.flatMap((c) => nudgeFor(c, watcher, house.told, standings) ?? [])
  })
}
