import { accent, font, type Mode, neutral, tier } from './palette.ts'

/** Colours and type for ECharts options, spread by the chart that draws. */ export function chartTheme(mode: Mode) {
  const n = neutral[mode],
    t = tier[mode]
  return {
    color: [accent[mode].base, t.potential.fill, t.fresh.fill, t.risk.fill, t.general.fill],
    textStyle: { fontFamily: font.family, fontSize: 12, color: n.text2 },
    grid: { left: 0, right: 0, top: 8, bottom: 0, containLabel: true },
    axis: {
      axisLine: { lineStyle: { color: n.line2 } },
      axisTick: { show: false },
      axisLabel: { color: n.text3, fontSize: 11 },
      splitLine: { lineStyle: { color: n.line } },
    },
  }
}
