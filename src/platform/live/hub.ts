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
import { beat, end, send, type Watching, watchingOf } from './watchers.ts'

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

type Room = { company: Company; watching: Set<Watching>; waiting: ToldChange[]; busy: boolean }

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
  const rooms = new Map<string, Room>()
  let listening: Promise<Listening> | undefined
  let closed = false
  const { clock, log, deployment } = options
  const all = (): Watching[] => [...rooms.values()].flatMap((r) => [...r.watching])
  const listen = () =>
    listenTo(deployment.ownerTarget, {
      channel: liveChannel,
      onMessage: (text) => hear(text),
      onBack: () => all().forEach((w) => void send(w, 'again', clock().getTime())),
      log,
    })
  const hear = (text: string) => {
    const space = text.indexOf(' ')
    const room = rooms.get(text.slice(0, space))
    const change = room && room.watching.size > 0 ? toldChange.safeParse(JSON.parse(text.slice(space + 1))) : undefined
    if (!room || !change?.success) return
    room.waiting.push(change.data)
    void work(room)
  }
  const work = async (room: Room) => {
    if (room.busy) return
    room.busy = true
    await sleep(gatherMs(room.watching.size))
    const changes = room.waiting.splice(0)
    if (closed) return
    try {
      await tell(options, room, changes)
    } catch (error) {
      log.warn({ err: error }, 'changes could not be told; the browsers ask again')
      for (const w of room.watching) send(w, 'again', clock().getTime())
    }
    room.busy = false
    if (room.waiting.length > 0 && !closed) void work(room)
  }
  const beats = setInterval(() => all().forEach(beat), beatMs).unref()
  const looks = setInterval(() => [...rooms.values()].forEach((r) => void work(r)), lookMs).unref()
  return {
    async open(company, session, personId, since) {
      const room = rooms.get(company.key) ?? { company, watching: new Set(), waiting: [], busy: false }
      rooms.set(company.key, room)
      if ([...room.watching].filter((w) => w.personId === personId).length >= mostOfOnePerson)
        throw new Problem('too-many', 'too-many-requests', { retryAfterSeconds: 60 })
      const watching = watchingOf(session, personId)
      room.watching.add(watching)
      watching.stream.once('close', () => room.watching.delete(watching))
      listening ??= listen()
      await listening
      if (closed) end(watching)
      else await begin(options, company, watching, since)
      return watching.stream
    },
    async close() {
      closed = true
      clearInterval(beats)
      clearInterval(looks)
      all().forEach(end)
      await (await listening)?.stop()
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
async function tell(options: HubOptions, { company, watching }: Room, changes: readonly ToldChange[]): Promise<void> {
  const people = changes.length > 0 && changes.every((c) => c.people) ? new Set(changes.flatMap((c) => c.people ?? [])) : undefined
  const listeners = [...watching].filter((w) => !people || people.has(w.personId))
  if (listeners.length === 0) return
  const found = await nudgesFor(options, company, listeners, changes)
  const now = options.clock().getTime()
  for (const [i, listener] of listeners.entries()) {
    const nudges = found[i]
    if (nudges === undefined) {
      send(listener, 'over', now)
      end(listener)
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
