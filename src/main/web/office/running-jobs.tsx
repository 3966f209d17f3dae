import { LoadingOutlined } from '@ant-design/icons'
import { shareOf } from '../../../platform/web/jobs.ts'
import { Link } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { useEnded, useOpenJobs } from './open-jobs.ts'

/** In the shell while something runs: how much, how far, and the way to it. Tells when one has ended. */
export function RunningJobs() {
  const say = useSay()
  const toast = useToast()
  const open = useOpenJobs()
  useEnded(open, (job) => toast({ text: say(`jobs.toast-${job.state}`, { kind: say(`job.kind.${job.kind}`) }) }))
  const first = open[0]
  if (!first) return null
  const share = shareOf(first)
  const words = open.length === 1 ? say(`job.kind.${first.kind}`) : say('jobs.running', { count: open.length })
  return (
    <Link to="/jobs" className="k-running" label={say('jobs.running', { count: open.length })}>
      <LoadingOutlined />
      <span className="k-nav-word k-cut k-grow">{words}</span>
      {open.length === 1 && share !== undefined && <small className="k-nav-word k-figure">{Math.round(share * 100)}%</small>}
    </Link>
  )
}
