/** Lines of a scale that holds every amount, in fen: round numbers of 万元, zero among them. */
export function scaleOf(amounts: readonly number[]): { readonly least: number; readonly most: number; readonly lines: readonly number[] } {
  const top = Math.max(0, ...amounts)
  const low = Math.min(0, ...amounts)
  const step = roundStep(Math.max((top - low) / 2, 1))
  const least = Math.floor(low / step) * step
  const most = Math.max(step, Math.ceil(top / step) * step)
  return { least, most, lines: Array.from({ length: Math.round((most - least) / step) + 1 }, (_, i) => least + i * step) }
}

const tenThousandYuan = 1_000_000

/** The next 1, 2 or 5 times a power of ten, in 万元; not under a hundredth of one. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(atLeast / tenThousandYuan, 0.01)))
  const factor = [1, 2, 5, 10].find((f) => f * power * tenThousandYuan >= atLeast) ?? 10
  return factor * power * tenThousandYuan
}

export type Frame = {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly bottom: number
  readonly top: number
}
export type Bar = { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly negative: boolean }

/** Where each bar stands in the frame; amounts below zero hang from the zero line. */
export function barsOf(amounts: readonly number[], scale: { least: number; most: number }, frame: Frame) {
  const room = frame.height - frame.top - frame.bottom
  const yOf = (value: number) => frame.top + ((scale.most - value) / (scale.most - scale.least)) * room
  const step = (frame.width - frame.left) / Math.max(1, amounts.length)
  const bars = amounts.map(
    (amount, i): Bar => ({
      x: frame.left + i * step + step * 0.22,
      y: Math.min(yOf(amount), yOf(0)),
      width: step * 0.56,
      height: Math.abs(yOf(amount) - yOf(0)),
      negative: amount < 0,
    }),
  )
  return { bars, yOf }
}
