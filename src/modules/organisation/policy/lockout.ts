import { allow, type Decision, refuse } from '../../../core/decision.ts'
import { MINUTE } from '../../../core/instant.ts'

/** Failures that count against something, and until when it is shut. */
export type Guard = { failures: number; lastFailureAt: Date; lockedUntil: Date | null }

/** How a guard shuts: after `free` failures for `firstMinutes`, doubling with each further one up to `mostMinutes`. */
export type Curve = { free: number; firstMinutes: number; mostMinutes: number; halfLifeMinutes: number }

/**
 * Three guards, each for its own attack: one account tried from one place, one account tried from many places,
 * many accounts tried from one place (trust.md A16).
 */
export const curves = {
  pair: { free: 5, firstMinutes: 1, mostMinutes: 60, halfLifeMinutes: 12 * 60 },
  account: { free: 20, firstMinutes: 1, mostMinutes: 15, halfLifeMinutes: 6 * 60 },
  source: { free: 50, firstMinutes: 1, mostMinutes: 15, halfLifeMinutes: 60 },
} as const satisfies Record<string, Curve>

export type GuardKind = keyof typeof curves
export type Guards = { [kind in GuardKind]: Guard | undefined }

export const guardKey = (kind: GuardKind, login: string, source: string): string =>
  ({ pair: `pair:${login}|${source}`, account: `account:${login}`, source: `source:${source}` })[kind]

/**
 * The network a caller is in, as far as guards care: an IPv4 address, or the /64 that one IPv6 subscriber has to themselves.
 * Without an address (command line, jobs) it is `local`.
 */
export function networkOf(address: string | undefined): string {
  if (!address) return 'local'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const left = groups(head)
  const gap = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - groups(tail).length) }, () => '0')
  return `${[...left, ...gap, ...groups(tail ?? '')].slice(0, 4).join(':')}::/64`
}

/** Failures that still count: they fade by half in each half-life. */
export function failuresLeft(guard: Guard | undefined, curve: Curve, now: Date): number {
  if (!guard) return 0
  const minutes = Math.max(0, now.getTime() - guard.lastFailureAt.getTime()) / MINUTE
  return Math.round(guard.failures * 0.5 ** (minutes / curve.halfLifeMinutes))
}

/** The guard after one more failure. */
export function afterFailure(guard: Guard | undefined, curve: Curve, now: Date): Guard {
  const failures = failuresLeft(guard, curve, now) + 1
  if (failures < curve.free) return { failures, lastFailureAt: now, lockedUntil: null }
  const minutes = Math.min(curve.mostMinutes, curve.firstMinutes * 2 ** Math.min(failures - curve.free, 30))
  return { failures, lastFailureAt: now, lockedUntil: new Date(now.getTime() + minutes * MINUTE) }
}

/**
 * Whether a sign-in may be tried now. A source from which the account has signed in before passes the account's guard,
 * so that strangers cannot shut the owner out.
 */
export function mayTry(guards: Guards, knownSource: boolean, now: Date): Decision<true> {
  const inForce = [guards.pair, knownSource ? undefined : guards.account, guards.source]
  const seconds = Math.max(0, ...inForce.map((guard) => secondsShut(guard, now)))
  return seconds > 0 ? refuse('sign-in-locked', { retryAfterSeconds: seconds }) : allow(true)
}

/** Never longer than the longest lock, so that a clock set back shuts nobody out for days. */
function secondsShut(guard: Guard | undefined, now: Date): number {
  if (!guard?.lockedUntil) return 0
  return Math.min(Math.ceil((guard.lockedUntil.getTime() - now.getTime()) / 1000), curves.pair.mostMinutes * 60)
}
