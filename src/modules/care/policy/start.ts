import { dayNumber } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import type { Basis } from '../../tasks/contract.ts'
import { dayText, type Rolling } from './cadence.ts'

/** A due day as a day number, and the days it was reckoned from. */
export type Due = { due: number; basis: Basis; from: Facts }

/**
 * How first due days are laid out: from when on, whether over a cycle, whether this customer comes in its first half,
 * and where in it: `place` is `fractionOf` its number.
 */
export type Start = { liveOn: number; spread: boolean; early: boolean; place: number }

type Beginning = {
  cadence: Rolling
  /** When it was last done, by a task or as recorded on the customer; a day number. */
  lastDone: number | null
  firstOrderOn: string | null
}

/**
 * When a duty first falls due (§0.1.4), on `asOf` or later: a cycle after it was last done; without that, for customers
 * won after the system went live, whole cycles after their first order; for the rest, and where the last time lies
 * too far back, on this customer's place in the cycle. The answer stays the same until its day has come.
 */
export function firstDue({ cadence, lastDone, firstOrderOn }: Beginning, start: Start, asOf: number): Due {
  if (lastDone !== null) {
    const due = cadence.after(lastDone)
    if (due >= asOf) return { due, basis: 'LAST_DONE', from: { lastDoneOn: dayText(lastDone) } }
  }
  const ordered = lastDone !== null || firstOrderOn === null ? start.liveOn : dayNumber(firstOrderOn)
  if (ordered > start.liveOn) {
    return { due: cycleFrom(cadence, ordered, asOf), basis: 'FIRST_ORDER', from: { firstOrderOn: dayText(ordered) } }
  }
  const cycle = cadence.after(start.liveOn) - start.liveOn
  return {
    due: dayInCycle(cycle, start, asOf),
    basis: 'FIRST_SPREAD',
    from: lastDone === null ? { liveOn: dayText(start.liveOn) } : { liveOn: dayText(start.liveOn), lastDoneOn: dayText(lastDone) },
  }
}

/** The first of from + 1 cycle, from + 2 cycles … on `asOf` or later, each reckoned from `from` itself. */
function cycleFrom(cadence: Rolling, from: number, asOf: number): number {
  let times = Math.max(1, Math.floor((asOf - from) / (cadence.after(from) - from)) - 1)
  while (times > 1 && cadence.after(from, times - 1) >= asOf) times--
  while (cadence.after(from, times) < asOf) times++
  return cadence.after(from, times)
}

/** The customer's own day in the first cycle, or its return in a later one: the same number always has the same place. */
function dayInCycle(cycle: number, { liveOn, spread, early, place }: Start, asOf: number): number {
  const span = early && spread ? Math.ceil(cycle / 2) : cycle
  const first = liveOn + (spread ? Math.floor(place * span) : span)
  return first + Math.max(0, Math.ceil((asOf - first) / span)) * span
}

/**
 * A number in [0, 1) that a customer's number always gives: 32-bit FNV-1a, then the finishing mix of MurmurHash3,
 * because numbers in sequence differ only in their last characters.
 */
export function fractionOf(customerNo: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < customerNo.length; i++) hash = Math.imul(hash ^ customerNo.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
