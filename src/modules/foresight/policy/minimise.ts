import type { Cost } from './mbg-nbd.ts'

export type Bounds = { lower: number; upper: number }
export type Minimum = { at: number[]; value: number }

type Point = { at: number[]; value: number; slope: number[] }

const mostRounds = 300
/** One round moves no parameter by more than this; they are logarithms. */
const longestStep = 2

/**
 * The least of a smooth function of a few values within bounds, from `start`: BFGS with halved steps. A value that stands at a bound and
 * pushes against it rests until it is drawn back. Source: Nocedal & Wright, Numerical Optimization, chapter 6; bounds by projection.
 */
export function minimise(cost: Cost, start: readonly number[], bounds: Bounds): Minimum {
  const size = start.length
  let point = evaluate(cost, start)
  let curve = identity(size)
  for (let round = 0, fresh = true; round < mostRounds; round++) {
    const moving = point.at.map((v, i) => !isHeld(v, point.slope[i]!, bounds))
    const next = stepFrom(cost, point, directionOf(curve, point.slope, moving), bounds)
    const gain = next ? point.value - next.value : 0
    if (!next || gain <= 1e-11 * (1 + Math.abs(point.value))) {
      if (next) point = next
      if (fresh) break
      curve = identity(size)
      fresh = true
      continue
    }
    fresh = !bend(curve, minus(next.at, point.at), minus(next.slope, point.slope))
    if (fresh) curve = identity(size)
    point = next
  }
  return { at: point.at, value: point.value }
}

function evaluate(cost: Cost, at: readonly number[]): Point {
  const slope = at.map(() => 0)
  const value = cost(at, slope)
  return { at: [...at], value, slope }
}

const isHeld = (v: number, slope: number, { lower, upper }: Bounds): boolean => (v <= lower && slope > 0) || (v >= upper && slope < 0)

/** Downhill by the curvature known so far; straight downhill where that does not lead down. */
function directionOf(curve: readonly number[][], slope: readonly number[], moving: readonly boolean[]): number[] {
  const free = slope.map((s, i) => (moving[i] ? s : 0))
  const bent = curve.map((row, i) => (moving[i] ? -dot(row, free) : 0))
  const direction = dot(bent, free) < 0 ? bent : free.map((s) => -s)
  const longest = Math.max(...direction.map(Math.abs))
  return longest > longestStep ? direction.map((d) => (d * longestStep) / longest) : direction
}

function stepFrom(cost: Cost, from: Point, direction: readonly number[], { lower, upper }: Bounds): Point | undefined {
  for (let length = 1; length > 1e-12; length /= 2) {
    const at = from.at.map((v, i) => Math.min(upper, Math.max(lower, v + length * direction[i]!)))
    const hoped = dot(from.slope, minus(at, from.at))
    if (hoped >= 0) return undefined
    const next = evaluate(cost, at)
    if (next.value <= from.value + 1e-4 * hoped) return next
  }
  return undefined
}

/** Takes what a step has shown of the curvature into its inverse; false when it showed nothing usable. */
function bend(curve: number[][], step: readonly number[], change: readonly number[]): boolean {
  const along = dot(step, change)
  if (along <= 1e-12) return false
  const turned = curve.map((row) => dot(row, change))
  const scale = (1 + dot(change, turned) / along) / along
  for (const [i, row] of curve.entries())
    for (const j of row.keys()) row[j] = row[j]! + scale * step[i]! * step[j]! - (turned[i]! * step[j]! + step[i]! * turned[j]!) / along
  return true
}

const identity = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)))
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0)
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((v, i) => v - b[i]!)
