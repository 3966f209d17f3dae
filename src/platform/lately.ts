import type { Db } from './db/db.ts'

export type Counted<T> = { answer: T; countedAt: Date }

const keptMs = 60_000
/** A company asks for few different figures; so many at most are kept of each. */
const mostKept = 200

const known = new WeakMap<Db, Map<string, Counted<unknown> | Promise<Counted<unknown>>>>()

type Question<T> = {
  /** What tells this question from all others of the company: whose sight, which days. */
  key: string
  count: () => Promise<T>
  /** Whether the answer cost so much that it may be a minute old; a cheap one is counted anew each time. */
  isCostly: (answer: T) => boolean
}

/**
 * An answer of a whole book, at most a minute old, with the time it was counted. Whoever asks while it is being counted for the first
 * time waits for the same count. Each process keeps its own.
 */
export async function lately<T>({ db, now }: { db: Db; now: Date }, { key, count, isCostly }: Question<T>): Promise<Counted<T>> {
  const ofDb = known.get(db) ?? new Map<string, Counted<unknown> | Promise<Counted<unknown>>>()
  known.set(db, ofDb)
  const last = ofDb.get(key) as Counted<T> | Promise<Counted<T>> | undefined
  if (last instanceof Promise) return last
  if (last && now.getTime() - last.countedAt.getTime() < keptMs && last.countedAt <= now) return last
  const counting = count().then((answer): Counted<T> => ({ answer, countedAt: now }))
  ofDb.set(key, counting)
  try {
    const counted = await counting
    if (isCostly(counted.answer)) keep(ofDb, key, counted)
    else ofDb.delete(key)
    return counted
  } catch (error) {
    ofDb.delete(key)
    throw error
  }
}

function keep(ofDb: Map<string, unknown>, key: string, counted: unknown): void {
  ofDb.delete(key)
  const [oldest] = ofDb.keys()
  if (ofDb.size >= mostKept && oldest !== undefined) ofDb.delete(oldest)
  ofDb.set(key, counted)
}
