import { MINUTE } from '../../../core/instant.ts'

const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long things last that let somebody in. */
export const lifetimes = {
  sessionIdle: 12 * HOUR,
  session: 30 * DAY,
  passwordLink: HOUR,
  setUpLink: DAY,
  /** Kept after their end so that the trail can be read beside them. */
  deadLinks: 7 * DAY,
  repeats: 7 * DAY,
  guards: 2 * DAY,
  knownSources: 180 * DAY,
} as const

export type SessionTimes = { seenAt: Date; expiresAt: Date }

export const after = (now: Date, length: number): Date => new Date(now.getTime() + length)
export const before = (now: Date, length: number): Date => new Date(now.getTime() - length)

/** A session ends 12 hours after it was last used, and 30 days after it began. */
export const sessionLives = ({ seenAt, expiresAt }: SessionTimes, now: Date): boolean =>
  now < expiresAt && now.getTime() - seenAt.getTime() < lifetimes.sessionIdle

/** Use is written down at most once a minute. */
export const worthNoting = (seenAt: Date | null, now: Date): boolean => seenAt === null || now.getTime() - seenAt.getTime() >= MINUTE
