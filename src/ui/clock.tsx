import { CheckCircleFilled, ClockCircleOutlined, ExclamationCircleFilled, PauseCircleOutlined, WarningFilled } from '@ant-design/icons'
import type { CSSProperties, ReactNode } from 'react'
import './css/parts.css'

export type ClockState = 'run' | 'soon' | 'over' | 'paused' | 'done'

const icons: Record<ClockState, ReactNode> = {
  run: <ClockCircleOutlined />,
  soon: <WarningFilled />,
  over: <ExclamationCircleFilled />,
  paused: <PauseCircleOutlined />,
  done: <CheckCircleFilled />,
}

type ClockProps = {
  state: ClockState
  text: ReactNode
  due?: ReactNode /** Share of the working time used, 0–100; without it no bar. */
  used?: number | undefined
}

/** A deadline: word, icon and colour say the same; the bar is the share of working time used. */
export function Clock({ state, text, due, used }: ClockProps) {
  const width: CSSProperties = { width: `${Math.max(0, Math.min(100, used ?? 0))}%` }
  return (
    <div className={`k-clock ${state}`}>
      <div className="txt">
        {icons[state]}
        <b>{text}</b>
        {due && <em>{due}</em>}
      </div>
      {used !== undefined && (
        <div className="bar">
          <i style={width} />
        </div>
      )}
    </div>
  )
}
