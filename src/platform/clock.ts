/** The one place that reads the clock; everything else is handed `now`. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** Milliseconds that only grow: for measuring how long something took. */
export const elapsed = (since: number): number => performance.now() - since
