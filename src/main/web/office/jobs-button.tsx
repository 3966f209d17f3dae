import { LoadingOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { Suspense, useState } from 'react'
import { lazyPart } from '../../../platform/web/screens.ts'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useOpenJobs } from './open-jobs.ts'

const centre = () => import('./JobCentre.tsx').then((m) => m.JobCentre)

/** What one has running in the background, and what came of the last of it, behind a click. */
export function JobsButton() {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const count = useOpenJobs().length
  const Centre = lazyPart(centre)
  const content = (
    <Suspense fallback={<Skeleton rows={3} rowHeight={54} />}>
      <Centre onLeave={() => setOpen(false)} />
    </Suspense>
  )
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightTop"
      arrow={false}
      classNames={{ root: 'k-bell-pop' }}
      destroyOnHidden
      content={content}
    >
      <button
        type="button"
        className="k-bell"
        aria-expanded={open}
        aria-label={count > 0 ? say('jobs.running', { count }) : say('jobs.centre')}
        title={say('jobs.centre')}
      >
        {count > 0 ? <LoadingOutlined /> : <ThunderboltOutlined />}
        {count > 0 && <b>{count}</b>}
      </button>
    </Popover>
  )
}
