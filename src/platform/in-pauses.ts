import { setImmediate } from 'node:timers/promises'

const atOnce = 25

/** Works a list out in small pieces, so that it fills the pauses of work that waits for the database and never holds it up. */
export async function inPauses<T, R>(items: readonly T[], make: (item: T) => R): Promise<R[]> {
  const made: R[] = []
  for (const item of items) {
    made.push(make(item))
    if (made.length % atOnce === 0) await setImmediate()
  }
  return made
}
