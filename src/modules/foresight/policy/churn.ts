import type { CountedHistory, History } from './history.ts'
import { aliveChance, type MbgNbd, mbgNbdCost, type Nbd, nbdCost } from './mbg-nbd.ts'
import { type Bounds, minimise } from './minimise.ts'

/** So many customers tell the four parameters well enough; more are judged by a sample. */
export const fittedAtMost = 20_000

/** Beyond these a parameter says nothing any more; without them the search runs off where nobody is seen to leave. */
const largest = 1e4
const bounds: Bounds = { lower: -Math.log(largest), upper: Math.log(largest) }
const atBound = 1e-3

/** Chi-square, two more parameters, 5 %: what leaving must add to twice the log-likelihood before it is believed. */
export const leastGain = 5.99 / 2

export type Fit<Model> = { model: Model; logLikelihood: number; atBound: boolean }

/** NBD by maximum likelihood. */
export function fitNbd(histories: readonly CountedHistory[]): Fit<Nbd> {
  const { at, value } = minimise(nbdCost(histories), [0, Math.log(10)], bounds)
  const [r = 1, alpha = 1] = at.map(Math.exp)
  return { model: { r, alpha }, logLikelihood: -value, atBound: at.some(isAtBound) }
}

/** MBG/NBD by maximum likelihood, from where NBD stands. */
export function fitMbgNbd(histories: readonly CountedHistory[], { r, alpha }: Nbd): Fit<MbgNbd> {
  const { at, value } = minimise(mbgNbdCost(histories), [Math.log(r), Math.log(alpha), Math.log(0.5), 0], bounds)
  const [fitR = 1, fitAlpha = 1, a = 1, b = 1] = at.map(Math.exp)
  return { model: { r: fitR, alpha: fitAlpha, a, b }, logLikelihood: -value, atBound: at.some(isAtBound) }
}

const isAtBound = (v: number): boolean => Math.abs(v) > bounds.upper - atBound

/** Why a book does not show who has left: nobody orders again, leaving explains nothing, or no finite parameters fit best. */
export type Unknown = 'NO_REPEATS' | 'NO_GAIN' | 'AT_BOUND'
export type Churn = { known: true; model: MbgNbd; gain: number } | { known: false; because: Unknown }

/**
 * SEG-14: how customers of this book leave, told from when they ordered; or that the book does not tell (§0.1.14), in which case a chance
 * of being there still would be an invention.
 */
export function churnOf(histories: readonly CountedHistory[]): Churn {
  if (histories.every((h) => h.repeats === 0)) return { known: false, because: 'NO_REPEATS' }
  const without = fitNbd(histories)
  const withLeaving = fitMbgNbd(histories, without.model)
  const gain = withLeaving.logLikelihood - without.logLikelihood
  if (gain < leastGain) return { known: false, because: 'NO_GAIN' }
  if (withLeaving.atBound) return { known: false, because: 'AT_BOUND' }
  return { known: true, model: withLeaving.model, gain }
}

/** The chance that a customer has left by the day of looking, between 0 and 1. */
export const churnRisk = (model: MbgNbd, history: History): number => 1 - aliveChance(model, history)
