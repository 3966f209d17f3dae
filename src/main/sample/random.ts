/** A small generator of chance that gives the same world everywhere: mulberry32 (T. Ettinger, public domain). */
export type Random = {
  /** A number in [0, 1). */
  next: () => number
  /** A whole number from `low` to `high`, both included. */
  int: (low: number, high: number) => number
  pick: <T>(from: readonly T[]) => T
  chance: (probability: number) => boolean
  /** About 1, most often between 0.75 and 1.35, never below 0.3 or above 3: how amounts and gaps scatter. */
  around: () => number
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    pick: (from) => present(from[int(0, from.length - 1)]),
    chance: (probability) => next() < probability,
    around: () => Math.min(3, Math.max(0.3, Math.exp((next() + next() + next() + next() - 2) * 0.4))),
  }
}

/** A value that must be there; a list without entries is a mistake in the world. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the world has a hole')
  return value
}
