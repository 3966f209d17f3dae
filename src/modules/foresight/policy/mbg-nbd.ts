import type { CountedHistory, History } from './history.ts'

/**
 * MBG/NBD (Batislam, Denizel, Filiztekin 2007): a customer orders at a rate of its own, gamma (r, alpha) over customers, in weeks, and may
 * leave for good after each order, the first too, with a chance of its own, beta (a, b) over customers.
 */
export type MbgNbd = { r: number; alpha: number; a: number; b: number }
/** The same without anybody ever leaving. */
export type Nbd = { r: number; alpha: number }

/** How much likelier it is that the customer left after its last order than that it is merely silent, as a logarithm. */
const leftOdds = ({ r, alpha, a, b }: MbgNbd, { repeats, lastWeek, weeks }: History): number =>
  Math.log(a / (b + repeats)) + (r + repeats) * Math.log1p((weeks - lastWeek) / (alpha + lastWeek))

const logOnePlusExp = (z: number): number => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)))

/** The chance that the customer has not left by the day of looking, between 0 and 1. */
export const aliveChance = (model: MbgNbd, history: History): number => 1 / (1 + Math.exp(leftOdds(model, history)))

/** Log-likelihood of one history, without the factor that no parameter is in. */
export const logLikelihood = (model: MbgNbd, history: History): number =>
  -mbgNbdCost([{ ...history, customers: 1 }])([model.r, model.alpha, model.a, model.b].map(Math.log), [0, 0, 0, 0])

/** What is minimised: a cost and, written into `slope`, its derivatives, over the logarithms of the parameters. */
export type Cost = (logs: readonly number[], slope: number[]) => number

const mostRepeats = (histories: readonly CountedHistory[]): number => histories.reduce((most, h) => Math.max(most, h.repeats), 0)

/** Running sums by number of repeats; gamma functions that differ by whole numbers are products, so that nothing cancels. */
function runningSums(until: number, from: number, term: (i: number) => number): Float64Array {
  const sums = new Float64Array(until + 1)
  for (let n = 0, sum = 0; n <= until; n++) {
    if (n >= from) sum += term(n - from)
    sums[n] = sum
  }
  return sums
}

/** Minus the log-likelihood of NBD over log r, log alpha. */
export function nbdCost(histories: readonly CountedHistory[]): Cost {
  const most = mostRepeats(histories)
  return (logs, slope) => {
    const [r = 1, alpha = 1] = logs.map(Math.exp)
    const rising = runningSums(most, 1, (i) => Math.log(r + i))
    const risingByR = runningSums(most, 1, (i) => 1 / (r + i))
    let cost = 0
    let byR = 0
    let byAlpha = 0
    for (const { repeats: x, weeks, customers: n } of histories) {
      const span = Math.log1p(weeks / alpha)
      cost -= n * (rising[x]! - r * span - x * Math.log(alpha + weeks))
      byR -= n * (risingByR[x]! - span)
      byAlpha -= n * (((r * weeks) / alpha - x) / (alpha + weeks))
    }
    slope[0] = byR * r
    slope[1] = byAlpha * alpha
    return cost
  }
}

/** Minus the log-likelihood of MBG/NBD over log r, log alpha, log a, log b: that of NBD, and what staying and leaving add. */
export function mbgNbdCost(histories: readonly CountedHistory[]): Cost {
  const buying = nbdCost(histories)
  const most = mostRepeats(histories)
  return (logs, slope) => {
    const [r = 1, alpha = 1, a = 1, b = 1] = logs.map(Math.exp)
    const model = { r, alpha, a, b }
    const staying = runningSums(most, 0, (i) => Math.log1p(a / (b + i)))
    const stayingByA = runningSums(most, 0, (i) => 1 / (a + b + i))
    const stayingByB = runningSums(most, 0, (i) => a / ((b + i) * (a + b + i)))
    let cost = buying(logs, slope)
    const by = [0, 0, 0, 0] as [number, number, number, number]
    for (const history of histories) {
      const { repeats: x, lastWeek, weeks, customers: n } = history
      const odds = leftOdds(model, history)
      cost += n * (staying[x]! - logOnePlusExp(odds))
      const left = n / (1 + Math.exp(-odds))
      by[0] -= left * Math.log1p((weeks - lastWeek) / (alpha + lastWeek))
      by[1] -= left * (r + x) * (1 / (alpha + weeks) - 1 / (alpha + lastWeek))
      by[2] += n * stayingByA[x]! - left / a
      by[3] += left / (b + x) - n * stayingByB[x]!
    }
    slope[0] = slope[0]! + by[0] * r
    slope[1] = slope[1]! + by[1] * alpha
    slope[2] = by[2] * a
    slope[3] = by[3] * b
    return cost
  }
}
