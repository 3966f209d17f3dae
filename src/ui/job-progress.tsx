import { Button } from './button.tsx'
import { useSay } from './say.tsx'
import './css/parts.css'

type JobProgressProps = {
  title: string
  /** 0–1; undefined while nothing is known yet. */
  done: number | undefined
  secondsLeft?: number | undefined
  onCancel?: () => void
  /** The person may go away and come back. */
  mayLeave?: boolean
}

/** Long work: how far, how long still, a way to stop it, and whether one may leave. */
export function JobProgress({ title, done, secondsLeft, onCancel, mayLeave }: JobProgressProps) {
  const say = useSay()
  const percent = Math.round(Math.max(0, Math.min(1, done ?? 0)) * 100)
  const left =
    secondsLeft === undefined
      ? undefined
      : secondsLeft < 90
        ? say('ui.seconds-left', { count: Math.ceil(secondsLeft) })
        : say('ui.minutes-left', { count: Math.ceil(secondsLeft / 60) })
  return (
    <div className="k-job">
      <div className="k-row">
        <span className="k-grow">{title}</span>
        <span className="k-t3 k-figure">{left ?? `${percent}%`}</span>
        {onCancel && (
          <Button kind="text" small onClick={onCancel}>
            {say('ui.cancel')}
          </Button>
        )}
      </div>
      <div
        className={`k-job-rail${done === undefined ? ' unknown' : ''}`}
        role="progressbar"
        aria-label={title}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      {mayLeave && <p className="k-aux k-t3">{say('ui.may-leave')}</p>}
    </div>
  )
}
