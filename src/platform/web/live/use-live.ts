import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { tellSignedOut } from '../client.ts'
import { useScreens } from '../screens.ts'
import { useSession } from '../session.ts'
import { joinShows } from './concerns.ts'
import { lead } from './lead.ts'
import { type Newsroom, openNewsroom } from './news.ts'
import { type Heard, listen } from './stream.ts'

/** What the tab that listens passes on to the others of the browser. */
type Word = Heard | { readonly event: 'on' | 'off' | 'signed-out' | 'who' }

let connected = false
const watchers = new Set<() => void>()
const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
const setConnected = (now: boolean) => {
  connected = now
  for (const watcher of watchers) watcher()
}

/** Whether changes are told just now; while not, what matters is asked again by the clock. */
export const useLive = (): boolean => useSyncExternalStore(subscribe, () => connected)

/** Keeps the screens of whoever is signed in as things are: one stream from the server for all tabs of the browser. */
export function useLiveUpdates(personId: number | undefined): void {
  const client = useQueryClient()
  const screens = useScreens()
  const shows = useMemo(() => joinShows(screens.map((s) => s.shows)), [screens])
  const { readAt } = useSession()
  const latest = useRef(readAt)
  latest.current = readAt
  const [overAt, setOverAt] = useState<number | undefined>(undefined)
  // Whoever signs in again over the page is heard again: the session has been asked since.
  const isOver = overAt !== undefined && overAt === readAt
  useEffect(() => {
    if (personId === undefined || isOver) return
    const end = new AbortController()
    const room = openNewsroom(client, shows)
    const channel = new BroadcastChannel(`kewei-live-${personId}`)
    const hear = (word: Word) => take(word, room, () => setOverAt(latest.current))
    channel.onmessage = ({ data }: MessageEvent<Word>) =>
      data.event === 'who' ? isLeading && connected && channel.postMessage({ event: 'on' }) : hear(data)
    let isLeading = false
    const pass = (word: Word) => {
      if (end.signal.aborted) return
      channel.postMessage(word)
      hear(word)
    }
    const act = (signal: AbortSignal) => {
      isLeading = true
      signal.addEventListener('abort', () => {
        isLeading = false
      })
      void listen(
        { onEvent: pass, onState: (on) => pass({ event: on ? 'on' : 'off' }), onSignedOut: () => pass({ event: 'signed-out' }) },
        signal,
      )
    }
    lead(`kewei-live-lead-${personId}`, act, end.signal)
    channel.postMessage({ event: 'who' } satisfies Word)
    return () => {
      end.abort()
      channel.close()
      room.close()
      setConnected(false)
    }
  }, [client, shows, personId, isOver])
}

function take(word: Word, room: Newsroom, onSignedOut: () => void): void {
  if (word.event === 'on' || word.event === 'off') setConnected(word.event === 'on')
  if (word.event === 'again') room.again()
  if (word.event === 'change' && 'nudges' in word) room.hear(word.nudges)
  if (word.event === 'signed-out') {
    onSignedOut()
    tellSignedOut()
  }
}
