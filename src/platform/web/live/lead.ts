type Act = (signal: AbortSignal) => void

/** One tab of a browser acts for all, until `end`; when it goes, another takes its place. Two may lead for a moment, which does no harm. */
export function lead(name: string, act: Act, end: AbortSignal, locks: LockManager | undefined = lockManager()): void {
  if (locks) withLock(locks, name, act, end)
  else elect(name, act, end)
}

function withLock(locks: LockManager, name: string, act: Act, end: AbortSignal): void {
  const held = () =>
    new Promise<void>((done) => {
      end.addEventListener('abort', () => done(), { once: true })
      act(end)
    })
  locks.request(name, { signal: end }, held).catch(() => undefined)
}

/** Browsers keep locks back from pages that came without TLS. */
const lockManager = (): LockManager | undefined => (globalThis.isSecureContext ? navigator.locks : undefined)

/** A leader says so every ten seconds; of one that was not heard for longer, a hidden tab may only be slow. */
const sayEveryMs = 10_000
const goneAfterMs = 70_000
const answerWithinMs = 400

type Word = { say: 'who' | 'lead' | 'gone'; id: number }

/** Without locks the tabs agree by talking: who hears of no leader becomes one, and of two the one with the smaller number stays. */
function elect(name: string, act: Act, end: AbortSignal): void {
  const me = Math.random()
  const channel = new BroadcastChannel(name)
  let leading: AbortController | undefined
  let heardAt = Number.NEGATIVE_INFINITY
  const say = (word: Word['say']) => channel.postMessage({ say: word, id: me } satisfies Word)
  const stand = () => {
    if (leading || end.aborted) return
    const asked = performance.now()
    say('who')
    setTimeout(() => !leading && !end.aborted && heardAt < asked && begin(), answerWithinMs * (1 + Math.random()))
  }
  const begin = () => {
    leading = new AbortController()
    say('lead')
    act(leading.signal)
  }
  const stepDown = () => {
    leading?.abort()
    leading = undefined
  }
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.say === 'who' && leading) say('lead')
    if (data.say === 'gone') stand()
    if (data.say !== 'lead') return
    heardAt = performance.now()
    if (leading && data.id < me) stepDown()
    else if (leading) say('lead')
  }
  const timer = setInterval(() => {
    if (leading) say('lead')
    else if (performance.now() - heardAt > goneAfterMs) stand()
  }, sayEveryMs)
  const leave = () => {
    if (leading) say('gone')
    stepDown()
  }
  globalThis.addEventListener?.('pagehide', leave, { signal: end })
  globalThis.addEventListener?.('pageshow', stand, { signal: end })
  end.addEventListener('abort', () => {
    clearInterval(timer)
    leave()
    channel.close()
  })
  stand()
}
