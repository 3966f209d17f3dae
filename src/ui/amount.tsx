import { Tooltip } from 'antd'
import type { Fen } from '../core/money.ts'
import { grouped, tenThousands, yuan } from './figures.ts'
import { useSay } from './say.tsx'

/** Money in 万元 with two decimals; the exact yuan on hover. The unit belongs into the column head unless `unit` is set. */
export function Amount({ fen, unit }: { fen: Fen | null | undefined; unit?: boolean }) {
  const say = useSay()
  if (fen === null || fen === undefined) return <span className="k-t3">—</span>
  return (
    <Tooltip title={say('ui.yuan', { amount: yuan(fen) })} mouseEnterDelay={0.3}>
      <span className="k-figure">{unit ? say('ui.ten-thousand', { amount: tenThousands(fen) }) : tenThousands(fen)}</span>
    </Tooltip>
  )
}

/** A change in percent: `+12.3%`, `−18.2%`; red only from `alarmBelow` on. Null is said as not comparable. */
export function Trend({ percent, alarmBelow = -15 }: { percent: number | null; alarmBelow?: number }) {
  const say = useSay()
  if (percent === null) return <span className="k-t3 k-aux k-change">{say('ui.not-comparable')}</span>
  const sign = percent > 0 ? '+' : percent < 0 ? '−' : ''
  return (
    <span className={`k-aux k-change ${percent <= alarmBelow ? 'k-danger' : 'k-t3'}`}>{`${sign}${grouped(Math.abs(percent), 1)}%`}</span>
  )
}
